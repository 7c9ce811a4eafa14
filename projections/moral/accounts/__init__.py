"""Public accounts of villages, and the quarters of which one is due."""
