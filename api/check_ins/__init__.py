"""Doors of what comes with a check-in: doubts, gaps of phones, purposes."""
