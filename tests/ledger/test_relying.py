"""A decision may rest on a stream it does not change; the append checks that one as well."""

from collections.abc import Callable, Sequence

import pytest

from ledger.kernel.application import Ledger
from ledger.kernel.clock import local_date
from ledger.kernel.ids import derive
from ledger.kernel.store import Appended, Entry, Store
from ledger.stations.errors import VisitAlreadyCountedError
from ledger.stations.visit_day import VisitDay
from tests.support.ledgers import Village, at_once, hohhot, read_log

BEFORE, AFTER = hohhot("2026-03-05 23:00"), hohhot("2026-03-06 01:00")
AT = hohhot("2026-03-06 02:00")


def before_the_next_append(store: Store, happen: Callable[[], object]) -> None:
    """Let something happen elsewhere after a decision and before it is written."""
    append = store.append

    def interrupted(entries: Sequence[Entry]) -> Appended:
        store.append = append  # type: ignore[method-assign]
        happen()
        return append(entries)

    store.append = interrupted  # type: ignore[method-assign]


@pytest.mark.parametrize("first_at", [None, hohhot("2026-03-05 10:00")])
def test_two_processes_cannot_both_count_a_visit_over_midnight(
    village: Village, elsewhere: Ledger, first_at: object
) -> None:
    """Whether the neighbouring day was open already or not: it moves on between look and write."""
    rider_id, station_id = village.rider(), village.station()
    if first_at is not None:
        village.visit(rider_id, village.station(), first_at, at=AT)  # type: ignore[arg-type]
    there = village.via(elsewhere)
    before_the_next_append(
        village.ledger.store, lambda: there.visit(rider_id, station_id, BEFORE, at=AT)
    )

    told = village.visit(rider_id, station_id, AFTER, at=AT).answer
    assert told["kept_as"] == VisitAlreadyCountedError.code

    counted = [it for it in read_log(village.ledger) if isinstance(it, VisitDay.VisitCounted)]
    assert [it.occurred_at for it in counted if it.station_id == station_id] == [BEFORE]


def test_both_sides_of_midnight_in_one_batch_count_once(village: Village) -> None:
    for _ in range(20):
        rider_id, station_id = village.rider(), village.station()

        def visit(
            moment: object, rider_id: object = rider_id, station_id: object = station_id
        ) -> Callable[[], object]:
            return lambda: village.visit(rider_id, station_id, moment, at=AT)  # type: ignore[arg-type]

        at_once([visit(BEFORE), visit(AFTER)])  # type: ignore[list-item]
        days = [VisitDay.create_id(rider_id, local_date(it)) for it in (BEFORE, AFTER)]
        assert [village.load(it).visits for it in days] == [1, 0]


def test_a_batch_leaves_out_what_relies_on_a_stream_that_did_not_get_there(ledger: Ledger) -> None:
    store = ledger.store
    village = Village(ledger)
    wallet_id, absent = village.wallet(), derive("nothing", "here")

    def entry(key: str, relies: list[tuple[object, int]]) -> Entry:
        return Entry([], key, b"f", b"\x80", relies)  # type: ignore[arg-type]

    appended = store.append(
        [
            entry("right", [(wallet_id, 1), (absent, 0)]),
            entry("too old", [(wallet_id, 0)]),
            entry("too new", [(wallet_id, 2)]),
            entry("not there", [(absent, 1)]),
        ]
    )
    assert appended.guilty == {1, 2, 3}
    assert set(appended.positions) == {0}
