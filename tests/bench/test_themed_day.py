"""A small themed day on both stores: none lost, none doubled, one point each."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bench.themed_day import RIDERS_EACH, Feast, hold, judge
from bootstrap.app import create_app
from bootstrap.container import House
from ledger.kernel.clock import utc_now
from tests.support.houses import BOTH_STORES, a_house, store_of

SCANS = 2 * RIDERS_EACH


@pytest.fixture(params=BOTH_STORES)
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    with a_house(tmp_path, utc_now, store_of(request)) as it:
        yield it


def test_everybody_counts_once_also_who_sends_twice(house: House) -> None:
    app = create_app(house)
    feast = Feast(house, SCANS)

    def ask(token: str, path: str, key: str, body: Any) -> tuple[int, Any]:
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key}
        answer = app.test_client().post(path, json=body, headers=headers)
        return answer.status_code, answer.json

    house.runner().catch_up()
    figures = hold(feast, ask, rate=10_000, connections=4)
    assert figures["wrong"] == 0
    assert figures["requests"] == SCANS + SCANS // 20
    assert judge(feast) == {"lost": 0, "doubled": 0, "points": SCANS}
