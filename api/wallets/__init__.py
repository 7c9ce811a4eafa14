"""Doors of accounts and entries."""
