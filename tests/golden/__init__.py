"""Every event format ever written, and the tool that adds new ones."""
