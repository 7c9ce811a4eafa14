"""The demo: one community's day, set up and played through the HTTP API."""
