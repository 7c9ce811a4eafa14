"""Doors of every QR code."""
