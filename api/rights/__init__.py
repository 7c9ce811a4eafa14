"""What the law gives everybody: to see who read, to take along, to be forgotten."""
