"""Staff: signing in with two factors, step-up, set-up, and who has an account."""
