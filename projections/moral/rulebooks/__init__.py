"""Rule books: every version, drafts and what waits for the township; templates of counties."""
