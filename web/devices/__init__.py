"""Pages of devices: ordering codes, enrolling, listing, and what a counter's screen shows."""
