"""Who people are: names, sign-ins and grants. Erasable, and never in events."""
