"""A village's year through the product's own commands and jobs, the clock virtual."""
