"""A sale to ask about, on both stores."""

import pytest

from tests.api.house import House
from tests.api.shop.sale import Sale


@pytest.fixture
def sale(house_on_both: House) -> Sale:
    """A resident with 100 points and a reserved voucher of two pieces, 30 points."""
    return Sale(house_on_both)
