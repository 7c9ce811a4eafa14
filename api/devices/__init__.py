"""Doors of devices: screens, kiosks and counters that stand in a place."""
