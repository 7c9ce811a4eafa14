"""Ledgers for every test of the write side, and one shop with its counter."""

import pytest

from tests.ledger.counters import Counter
from tests.support.ledgers import Village, elsewhere, ledger, open_store, village

__all__ = ["elsewhere", "ledger", "open_store", "village"]


@pytest.fixture
def counter(village: Village) -> Counter:
    """One shop, rice at 40 and soap at 5, and its keeper."""
    return Counter(village)
