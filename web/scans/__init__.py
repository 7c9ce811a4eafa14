"""Pages of every QR code."""
