"""Doors to what people see of themselves."""
