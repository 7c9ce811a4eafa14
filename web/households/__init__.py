"""Pages of households."""
