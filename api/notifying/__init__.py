"""Notifications: ports they leave by, when they may, and the doors of who wants them."""
