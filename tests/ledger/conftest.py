"""Ledgers for every test of the write side."""

from tests.support.ledgers import elsewhere, ledger, open_store, village

__all__ = ["elsewhere", "ledger", "open_store", "village"]
