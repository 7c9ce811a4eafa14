"""Read models of households: members, gates, merges and splits, requests, history."""
