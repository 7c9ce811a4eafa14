"""Rounds: which gates a grid worker has walked past this month, and what was found."""
