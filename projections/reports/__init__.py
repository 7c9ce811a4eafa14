"""Read models of reports: what waits, one's own, overdue, totals, heat by hour, the public list."""
