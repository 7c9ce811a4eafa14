"""Doors of reports (随手拍): filed by people, handled by grids, counted for streets."""
