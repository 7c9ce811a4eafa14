"""Pages of certificates: for the holder, the desk, and whoever holds the paper in their hands."""
