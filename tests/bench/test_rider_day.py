"""A small riders' day, told in several orders, on both stores: the same ledger."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.rider_day import a_day, in_order, tell
from ledger.kernel.application import Ledger
from ledger.kernel.postgres import PostgresStore
from ledger.kernel.sqlite import SqliteStore
from ledger.kernel.store import Store
from tests.support import servers

STATIONS, RIDERS_EACH, ORDERS = 3, 7, 3


def stores(which: str, folder: Path, server: str) -> Iterator[Store]:
    for order in range(ORDERS):
        if which == "sqlite":
            yield SqliteStore(folder / f"{order}.sqlite3")
        else:
            with servers.database(server) as url:
                yield PostgresStore(url)


@pytest.mark.parametrize("which", ["sqlite", "postgresql"])
def test_a_day_told_in_any_order_is_the_same_ledger(
    which: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    server = request.getfixturevalue("postgres_server") if which == "postgresql" else ""
    made, told = a_day(STATIONS, RIDERS_EACH), []
    for order, store in enumerate(stores(which, tmp_path, server)):
        store.create()
        told.append(tell(Ledger(store), in_order(made, order), STATIONS, RIDERS_EACH))
        store.close()
    assert len(made) > STATIONS * RIDERS_EACH
    assert len(told[0]["visits"]) < len(made), "some of it was no visit of its own"
    assert told == [told[0]] * ORDERS
