"""Doors of households."""
