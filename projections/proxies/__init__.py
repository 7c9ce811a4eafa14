"""What was done for people by others, with how they agreed (代办)."""
