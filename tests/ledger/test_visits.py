"""Visits: a function of the scans, whatever order they arrive in (RD-3, decision 0080)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.kernel.clock import local_date
from ledger.kernel.ids import new_id
from ledger.stations.errors import VisitAlreadyCountedError, VisitNotFoundError
from ledger.stations.visit_commands import TellPurpose
from ledger.stations.visit_day import SCANS_KEPT_MAX, VISIT_GAP, Method, VisitDay
from ledger.stations.visit_windows import Purpose, Scan, starts
from ledger.wallets.wallet import Wallet, WalletKind
from tests.support.ledgers import Village, hohhot, read_log

NOON = hohhot("2026-03-05 12:00")
MIDNIGHT = hohhot("2026-03-05 00:00")
LATER = hohhot("2026-03-07 20:00")
GONE = (VisitDay.VisitWithdrawn, VisitDay.ScanTakenBack)
Made = tuple[int, datetime, Method]
"""Which station, when, how."""


def seen(at: datetime, method: Method = Method.SCREEN) -> Scan:
    return Scan(at, method.value, "150104003005")


def ledger_of(village: Village, rider_id: UUID) -> dict[str, Any]:
    """What the ledger says of a rider: visits, and points by day."""
    visits, points = set(), dict[str, int]()
    for it in read_log(village.ledger):
        if getattr(it, "rider_id", None) != rider_id:
            continue
        if isinstance(it, VisitDay.VisitCounted):
            visits.add((it.station_id, it.occurred_at, it.method))
        if isinstance(it, VisitDay.VisitWithdrawn):
            visits.remove((it.station_id, it.occurred_at, it.method))
        if isinstance(it, (VisitDay.VisitCounted, VisitDay.VisitRepeated, *GONE)):
            sign = -1 if isinstance(it, GONE) else 1
            day = local_date(it.occurred_at).isoformat()
            points[day] = points.get(day, 0) + sign * it.points
    wallet: Wallet = village.load(Wallet.create_id(rider_id, WalletKind.RIDER))
    assert sum(points.values()) == wallet.available(LATER), "the days and the wallet agree"
    return {"visits": visits, "points": {day: it for day, it in points.items() if it}}


def play(village: Village, rider_id: UUID, stations: list[UUID], made: Iterable[Made]) -> None:
    for which, at, method in made:
        village.visit(rider_id, stations[which], at, at=LATER, method=method)


def reference(stations: list[UUID], made: Iterable[Made]) -> dict[str, Any]:
    """Say it again the slow way: sort, and go through."""
    visits, days = set(), dict[str, int]()
    for which, station_id in enumerate(stations):
        own = sorted(
            {(at, method is Method.PLATE, method) for place, at, method in made if place == which}
        )
        since: datetime | None = None
        for at, declared, method in own:
            if since is None or at - since >= VISIT_GAP:
                since = at
                visits.add((station_id, at, method.value))
            if not declared and local_date(since) == local_date(at):
                days[local_date(at).isoformat()] = 1
    return {"visits": visits, "points": days}


def test_the_first_scan_opens_a_visit_of_four_hours_and_the_next_one_outside_the_next() -> None:
    hours = (0, 3, 5, 6, 9)
    scans = [seen(NOON + timedelta(hours=it)) for it in hours]
    assert [(it.at - NOON) // timedelta(hours=1) for it in starts(scans, None)] == [0, 5, 9]
    assert starts(scans[:1], NOON - VISIT_GAP + timedelta(seconds=1)) == []
    assert starts(scans[:1], NOON - VISIT_GAP) == scans[:1]


@pytest.mark.parametrize(
    "order", [(0, 1, 2), (1, 0, 2), (2, 1, 0), (1, 2, 0), (2, 0, 1), (0, 2, 1)]
)
def test_three_scans_are_two_visits_in_whatever_order_they_come(
    village: Village, order: tuple[int, ...]
) -> None:
    rider_id, stations = village.rider(), [village.station()]
    made = [(0, NOON + timedelta(hours=it), Method.SCREEN) for it in (0, 3, 5)]
    play(village, rider_id, stations, [made[it] for it in order])
    assert ledger_of(village, rider_id) == reference(stations, made)


def test_a_printed_code_declares_and_a_proof_within_the_visit_gives_the_point(
    village: Village,
) -> None:
    rider_id, station_id = village.rider(), village.station()
    declared = village.visit(rider_id, station_id, NOON, method=Method.PLATE).answer
    assert (declared["points"], declared["visits_today"]) == (0, 1)
    proved = village.visit(rider_id, station_id, NOON + timedelta(hours=1)).answer
    assert (proved["result"], proved["points"], proved["visits_today"]) == ("visit_counted", 1, 1)
    again = village.visit(rider_id, station_id, NOON + timedelta(hours=2)).answer
    assert again["kept_as"] == "visit_already_counted"


def test_a_point_goes_with_its_visit_to_the_evening_before(village: Village) -> None:
    rider_id, station_id = village.rider(), village.station()
    night, evening = hohhot("2026-03-06 00:30"), hohhot("2026-03-05 22:00")
    village.visit(rider_id, station_id, night, at=LATER)
    village.visit(rider_id, station_id, evening, at=LATER)
    assert ledger_of(village, rider_id) == {
        "visits": {(station_id, evening, "screen")},
        "points": {"2026-03-05": 1},
    }


def test_a_proof_that_was_kept_gives_the_point_when_a_declared_visit_begins_before_it(
    village: Village,
) -> None:
    rider_id, stations = village.rider(), [village.station()]
    night = hohhot("2026-03-06 01:00")
    made = [
        (0, night - timedelta(hours=3), Method.SCREEN),
        (0, night, Method.PLATE),
        (0, night + timedelta(minutes=30), Method.SCREEN),
        (0, night - timedelta(hours=4), Method.SCREEN),
    ]
    play(village, rider_id, stations, made)
    assert ledger_of(village, rider_id) == reference(stations, made)


def a_history(hours: int) -> Any:
    """Scans at two stations, every ten minutes at most, over some hours from midnight on."""
    moments = st.integers(0, hours * 6 - 1).map(lambda it: MIDNIGHT + it * timedelta(minutes=10))
    methods = st.sampled_from([Method.SCREEN, Method.PLATE])
    made = st.tuples(st.integers(0, 1), moments, methods)
    return st.lists(made, min_size=1, max_size=12, unique_by=lambda it: (it[0], it[1]))


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(made=a_history(24), seed=st.integers(0, 1_000))
def test_any_day_in_any_order_is_the_same_ledger(
    village: Village, made: list[Made], seed: int
) -> None:
    stations = [village.station(), village.station()]
    expected = reference(stations, made)
    for shuffled in (made, Random(seed).sample(made, len(made))):
        rider_id = village.rider()
        play(village, rider_id, stations, shuffled)
        assert ledger_of(village, rider_id) == expected


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(made=a_history(60), seed=st.integers(0, 1_000))
def test_visits_over_midnight_are_the_same_in_any_order_and_no_point_is_lost(
    village: Village, made: list[Made], seed: int
) -> None:
    """What was given on a day whose visit goes to the day before stays, if that day has one."""
    stations = [village.station(), village.station()]
    expected = reference(stations, made)
    rider_id = village.rider()
    play(village, rider_id, stations, Random(seed).sample(made, len(made)))
    told = ledger_of(village, rider_id)
    assert told["visits"] == expected["visits"]
    assert expected["points"].items() <= told["points"].items()
    assert set(told["points"].values()) <= {1}


def test_no_day_keeps_more_scans_than_it_may(village: Village) -> None:
    rider_id, station_id = village.rider(), village.station()
    for n in range(SCANS_KEPT_MAX):
        village.visit(rider_id, station_id, NOON + n * timedelta(seconds=1), at=LATER)
    with pytest.raises(VisitAlreadyCountedError) as told:
        village.visit(rider_id, station_id, NOON + timedelta(hours=1), at=LATER)
    assert told.value.facts["again_from"] == (NOON + VISIT_GAP).isoformat()


def test_what_a_visit_was_for_is_told_once_and_the_last_word_holds(village: Village) -> None:
    rider_id, station_id = village.rider(), village.station()
    village.visit(rider_id, station_id, NOON)
    visit: dict[str, Any] = {"rider_id": rider_id, "station_id": station_id, "scanned_at": NOON}
    for purpose in (Purpose.CHARGE, Purpose.CHARGE, Purpose.REST):
        village.tell(TellPurpose, **visit, purpose=purpose)
    told = [it for it in read_log(village.ledger) if isinstance(it, VisitDay.PurposeTold)]
    assert [(it.before, it.purpose) for it in told] == [(None, "charge"), ("charge", "rest")]
    with pytest.raises(VisitNotFoundError):
        village.tell(TellPurpose, **visit | {"station_id": new_id()}, purpose=Purpose.REST)
    elsewhere = {"scanned_at": NOON + timedelta(days=1)}
    with pytest.raises(VisitNotFoundError):
        village.tell(TellPurpose, **visit | elsewhere, purpose=Purpose.REST)
