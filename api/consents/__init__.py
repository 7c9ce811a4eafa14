"""Doors of consents and guardians."""
