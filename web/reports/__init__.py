"""Pages of reports (随手拍): filed on the phone, handled at the desk, counted for the street."""
