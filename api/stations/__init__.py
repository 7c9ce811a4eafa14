"""Doors of stations and riders."""
