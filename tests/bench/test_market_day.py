"""A small market day: through a cut and a queue that is sent twice everything is whole."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bench.market_day import Stall, hold
from bootstrap.app import create_app
from bootstrap.container import House
from ledger.kernel.clock import utc_now
from tests.support.houses import BOTH_STORES, a_house, store_of

HOUSEHOLDS = 15


@pytest.fixture(params=BOTH_STORES)
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    with a_house(tmp_path, utc_now, store_of(request)) as it:
        yield it


def test_every_household_is_served_once_through_a_cut(house: House) -> None:
    client = create_app(house).test_client()

    def ask(token: str, path: str, key: str, body: Any) -> tuple[int, Any]:
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key}
        answer = client.post(path, json=body, headers=headers)
        house.runner().catch_up()
        return answer.status_code, answer.json

    figures = hold(Stall(house, HOUSEHOLDS, lambda: house.runner().catch_up()), ask)
    assert figures["wrong"] == 0
    assert figures["taken_along"] == 10
    assert figures["queued_in_the_cut"] == 2
    assert figures["commands"] == HOUSEHOLDS - 2
