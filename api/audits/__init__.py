"""Doors of the audit log."""
