"""Pages of what is overdue, and of minutes that people entered."""
