"""Who has which role, for the security administrator."""
