"""Alarms: shares and pictures of a village that the supervision committee looks at (VP-17)."""
