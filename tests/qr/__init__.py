"""What is promised of codes."""
