"""Doors of the leaderboards."""
