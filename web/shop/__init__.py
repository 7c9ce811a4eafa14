"""Pages of the points shop, for buyers and keepers."""
