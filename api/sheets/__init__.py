"""Spreadsheets that clerks bring: read to text line by line, shown, and only then imported."""
