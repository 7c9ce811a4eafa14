"""Who and what the ledger knows of: units of the city, and scans that were refused."""
