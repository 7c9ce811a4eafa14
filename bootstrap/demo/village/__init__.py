"""A village of the demo: its households, its rule book, and two months of moral points."""
