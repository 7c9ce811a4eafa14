"""A street of a village on each of the stores."""

import pytest

from tests.support.ledgers import Village
from tests.support.reports import Street


@pytest.fixture
def street(village: Village) -> Street:
    """One grid with its worker."""
    return Street(village)
