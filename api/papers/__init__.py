"""Papers: PDFs set by typst with fonts of our own, no server asked."""
