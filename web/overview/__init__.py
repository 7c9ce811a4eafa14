"""The overview of units as a page."""
