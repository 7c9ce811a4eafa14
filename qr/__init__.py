"""Codes: signed tokens, their pictures, and the sheets they are printed on."""
