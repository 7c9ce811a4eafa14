"""Doors of corrections, complaints and evaluations."""
