"""Tickets between the steps of a counter: one keeper, one shop, fifteen minutes."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest

from web.shop.tickets import TICKET_LIFE, KnownBy, Ticket, opened, sealed

NOW = datetime(2026, 11, 25, 6, 17, tzinfo=UTC)
GIVEN: Any = SimpleNamespace(secret_key=b"a-secret-of-this-test")
SHOP, KEEPER = uuid4(), uuid4()
TICKETS = [
    Ticket(uuid4(), KnownBy.PERSONAL_CODE, NOW, uuid4()),
    Ticket(uuid4(), KnownBy.NUMBER, NOW),
]


def open_it(text: str, **other: Any) -> Ticket | None:
    return opened(GIVEN, text, **({"shop_id": SHOP, "keeper_id": KEEPER, "now": NOW} | other))


@pytest.mark.parametrize("ticket", TICKETS)
def test_a_ticket_says_what_it_was_sealed_with(ticket: Ticket) -> None:
    assert open_it(sealed(GIVEN, ticket, shop_id=SHOP, keeper_id=KEEPER)) == ticket


@pytest.mark.parametrize("ticket", TICKETS)
def test_a_ticket_is_good_for_one_keeper_one_shop_and_some_minutes(ticket: Ticket) -> None:
    text = sealed(GIVEN, ticket, shop_id=SHOP, keeper_id=KEEPER)
    assert open_it(text, keeper_id=uuid4()) is None
    assert open_it(text, shop_id=uuid4()) is None
    assert open_it(text, now=NOW + TICKET_LIFE) is not None
    assert open_it(text, now=NOW + TICKET_LIFE + timedelta(seconds=1)) is None


def test_what_was_changed_in_a_ticket_opens_nothing() -> None:
    text = sealed(GIVEN, TICKETS[1], shop_id=SHOP, keeper_id=KEEPER)
    said = text.split("~")
    stronger = "~".join([said[0], KnownBy.PERSONAL_CODE.value, *said[2:]])
    other = "~".join([uuid4().hex, *said[1:]])
    for forged in (stronger, other, text[:-1], "", "~~~~", "x~y~z~\ud800~1"):
        assert open_it(forged) is None
