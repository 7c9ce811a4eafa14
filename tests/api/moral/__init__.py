"""Doors of moral points."""
