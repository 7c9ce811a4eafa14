"""Read model of stock: every move of pieces, the batches they lie in, and counts (VP-12)."""
