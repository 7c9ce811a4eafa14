"""Pages of what the law gives everybody: who read mine, my data, erasing them."""
