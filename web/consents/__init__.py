"""Pages of consents, guardians and the privacy notice."""
