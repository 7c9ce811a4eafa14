"""Moral points."""
