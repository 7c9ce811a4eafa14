"""Pages of red bee stations."""
