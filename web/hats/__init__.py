"""Changing hats."""
