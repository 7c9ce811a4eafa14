"""Doors of the working-day calendar."""
