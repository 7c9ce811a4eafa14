"""Flags: what looks odd in what was recorded, for the supervising unit to look at."""
