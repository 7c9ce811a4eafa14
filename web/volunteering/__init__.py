"""Pages of volunteer service."""
