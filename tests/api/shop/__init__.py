"""The doors of the points shop."""
