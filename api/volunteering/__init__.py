"""Doors of teams, volunteers and activities."""
