"""Read models of households' scores by year."""
