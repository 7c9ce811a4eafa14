"""Flags: what looks odd in what was recorded, and what came of looking at it."""
