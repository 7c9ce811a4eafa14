"""Read models of the overview: what every unit did in a month."""
