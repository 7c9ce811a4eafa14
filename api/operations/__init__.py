"""Doors for whoever runs the service."""
