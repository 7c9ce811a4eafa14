"""The ground of the write side: store, group commit, receipts, encoding, clock, errors."""
