"""Claims as pages read them: where each stands, its whole story, and who has yet to do what."""
