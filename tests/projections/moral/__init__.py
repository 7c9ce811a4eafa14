"""Read models of moral points."""
