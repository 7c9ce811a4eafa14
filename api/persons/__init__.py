"""Doors to other people's data: masked until a purpose is stated, and every read written down."""
