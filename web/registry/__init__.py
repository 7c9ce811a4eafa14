"""Pages about units themselves."""
