"""The desk of a village or community."""
