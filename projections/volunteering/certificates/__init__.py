"""Certificates: what was issued, to whom, and whether it still says what the record says."""
