"""Pages of riders: part-time grid work, statements, notifications."""
