"""The write side: who did what, when, for how many minutes and points."""
