"""Pages of paper cards and of what was done for people."""
