"""Read models of the money behind points: a village's fund, its months, receipts, approvals."""
