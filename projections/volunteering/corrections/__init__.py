"""Read models of corrections, complaints and evaluations."""
