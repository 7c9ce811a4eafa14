"""Pages about other people: lists with masked names, and one person for a stated purpose."""
