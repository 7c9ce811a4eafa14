"""Signing in: sessions of browsers, one-time codes by message, and whose number it is."""
