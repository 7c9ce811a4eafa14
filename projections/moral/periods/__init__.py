"""Read models of a village's months: sums, closings, late entries, score entries."""
