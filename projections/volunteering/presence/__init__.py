"""Presence: who was where, what it comes to, and what waits for people to decide."""
