"""Pages of presence: the live roll, ticks, made-up minutes, and what people decide on."""
