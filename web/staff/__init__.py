"""Pages of staff: signing in with two factors, step-up, one's own security, set-up."""
