"""The HTTP interface: JSON in, commands down, views out."""
