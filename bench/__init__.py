"""Benchmarks: what the ledger does in a second, beside what others do in the same run."""
