"""Policies: what two wings of the ledger must agree on before something is recorded."""
