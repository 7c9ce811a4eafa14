"""Pages: what people see."""
