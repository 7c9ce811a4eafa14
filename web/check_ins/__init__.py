"""Pages of what comes with a check-in: doubts, and gaps of phones."""
