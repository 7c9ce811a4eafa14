"""The overview of units: totals only."""
