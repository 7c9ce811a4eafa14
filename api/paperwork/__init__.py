"""Paperwork: what is to be recorded by when, and which minutes people entered."""
