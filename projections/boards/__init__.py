"""Leaderboards: scores in SQL, and the same in Redis for speed."""
