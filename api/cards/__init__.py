"""Doors of paper cards, and of acting for somebody."""
