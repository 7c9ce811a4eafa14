"""Read models of appeals."""
