"""Composition root and command line: knows every room, and nobody imports it."""
