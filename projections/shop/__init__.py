"""Read models of the points shop: shops, items in stock, vouchers."""
