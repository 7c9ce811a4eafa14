"""Who has which role: given and ended by the security administrator."""
