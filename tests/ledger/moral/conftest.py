"""Villages with a rule book."""

import pytest

from tests.support.ledgers import Village
from tests.support.moral import MoralVillage


@pytest.fixture
def moral(village: Village) -> MoralVillage:
    """Settle a village with rules, three households and a panel."""
    return MoralVillage(village).settle()
