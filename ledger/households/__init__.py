"""Households: who belongs together, the code at the gate, merge and split."""
