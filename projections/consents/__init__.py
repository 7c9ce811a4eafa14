"""Read models of consents and guardians."""
