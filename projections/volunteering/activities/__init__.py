"""Read models of activities: plans and their lives, sign-ups, rates of units."""
