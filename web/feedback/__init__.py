"""Pages of corrections, complaints, evaluations and messages."""
