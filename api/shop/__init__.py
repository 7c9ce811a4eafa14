"""Doors of shops, items and vouchers."""
