"""Read models of the points shop."""
