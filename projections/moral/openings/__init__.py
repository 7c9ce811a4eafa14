"""Opening balances: files of old platforms, and what became of each of their lines."""
