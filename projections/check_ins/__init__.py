"""Read models of what comes with a check-in: doubts, gaps, purposes."""
