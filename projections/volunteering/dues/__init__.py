"""What is still to be recorded, and until when that has to be counted (记录期限)."""
