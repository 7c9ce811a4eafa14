"""Read models: what the events add up to, in the shape a page needs."""
