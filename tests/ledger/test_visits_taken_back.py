"""A visit that its rider takes back was never made, whatever arrived first (decision 0085)."""

from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.kernel.application import Ledger
from ledger.kernel.ids import new_id
from ledger.stations.doubtful_visit import DoubtfulVisit
from ledger.stations.errors import (
    DoubtfulVisitSettledError,
    VisitAlreadyCountedError,
    VisitNotFoundError,
    VisitUndoTooLateError,
)
from ledger.stations.visit_commands import (
    SettleDoubtfulVisit,
    TakeBackAhead,
    TakeBackDoubtfulVisit,
    TakeBackVisit,
    TellPurpose,
)
from ledger.stations.visit_day import SCANS_KEPT_MAX, VisitDay
from ledger.stations.visit_windows import UNDO_WITHIN, Purpose
from ledger.wallets.commands import ExpireLots
from ledger.wallets.wallet import Reason, Wallet, WalletKind
from tests.ledger.test_relying import before_the_next_append
from tests.ledger.test_visits import (
    LATER,
    MIDNIGHT,
    NOON,
    Made,
    a_history,
    ledger_of,
    reference,
)
from tests.support.ledgers import Village, read_log

SOON = timedelta(minutes=5)


def take_back(
    village: Village, rider_id: UUID, station_id: UUID, at: datetime, after: timedelta = SOON
) -> dict[str, Any]:
    told = village.tell(
        TakeBackVisit,
        at=LATER,
        rider_id=rider_id,
        station_id=station_id,
        scanned_at=at,
        taken_back_at=at + after,
    )
    return told.answer


def take_back_ahead(village: Village, rider_id: UUID, key: str, at: datetime) -> None:
    village.tell(TakeBackAhead, at=LATER, scan_key=key, rider_id=rider_id, taken_back_at=at)


def points_of(village: Village, rider_id: UUID) -> int:
    wallet: Wallet = village.load(Wallet.create_id(rider_id, WalletKind.RIDER))
    return wallet.available(LATER)


def events(village: Village, kind: type[Any]) -> list[Any]:
    return [it for it in read_log(village.ledger) if isinstance(it, kind)]


def test_the_next_scan_counts_as_if_the_wrong_one_had_never_been(village: Village) -> None:
    rider_id, station_id = village.rider(), village.station()
    village.visit(rider_id, station_id, NOON)
    told = take_back(village, rider_id, station_id, NOON)
    assert (told["result"], told["points"], told["visits_today"]) == ("scan_undone", -1, 0)
    assert points_of(village, rider_id) == 0
    again = village.visit(rider_id, station_id, NOON + SOON).answer
    assert (again["result"], again["points"], again["visits_today"]) == ("visit_counted", 1, 1)
    assert points_of(village, rider_id) == 1


def test_what_is_taken_back_twice_is_taken_back_once(village: Village) -> None:
    rider_id, station_id = village.rider(), village.station()
    village.visit(rider_id, station_id, NOON)
    take_back(village, rider_id, station_id, NOON)
    again = take_back(village, rider_id, station_id, NOON, 2 * SOON)
    assert (again["result"], again["points"]) == ("scan_undone", 0)
    assert len(events(village, VisitDay.ScanTakenBack)) == 1
    assert len(events(village, Wallet.Reversed)) == 1


def test_a_scan_that_arrives_after_it_was_taken_back_never_counts(village: Village) -> None:
    rider_id, station_id = village.rider(), village.station()
    for _ in "ab":
        take_back_ahead(village, rider_id, "phone-1:7", NOON + SOON)
    told = village.visit(rider_id, station_id, NOON, at=LATER, key="phone-1:7").answer
    assert (told["result"], told["points"]) == ("scan_undone", 0)
    assert ledger_of(village, rider_id) == {"visits": set(), "points": {}}
    assert village.visit(rider_id, station_id, NOON + 2 * SOON, at=LATER).answer["points"] == 1


def test_what_is_taken_back_elsewhere_between_decision_and_writing_never_counts(
    village: Village, elsewhere: Ledger
) -> None:
    rider_id, station_id = village.rider(), village.station()
    there = village.via(elsewhere)
    before_the_next_append(
        village.ledger.store, lambda: take_back_ahead(there, rider_id, "phone-1:7", NOON + SOON)
    )
    told = village.visit(rider_id, station_id, NOON, at=LATER, key="phone-1:7").answer
    assert told["result"] == "scan_undone"
    assert ledger_of(village, rider_id) == {"visits": set(), "points": {}}


def test_nobody_takes_back_what_somebody_else_will_send(village: Village) -> None:
    rider_id, station_id = village.rider(), village.station()
    take_back_ahead(village, new_id(), "phone-1:7", NOON + SOON)
    told = village.visit(rider_id, station_id, NOON, at=LATER, key="phone-1:7").answer
    assert told["result"] == "visit_counted"


@pytest.mark.parametrize(
    ("after", "in_time"), [(UNDO_WITHIN, True), (UNDO_WITHIN + timedelta(seconds=1), False)]
)
def test_fifteen_minutes_are_the_end_whichever_came_first(
    village: Village, after: timedelta, in_time: bool
) -> None:
    rider_id, station_id = village.rider(), village.station()
    take_back_ahead(village, rider_id, "ahead", NOON + after)
    told = village.visit(rider_id, station_id, NOON, at=LATER, key="ahead").answer
    assert told["result"] == ("scan_undone" if in_time else "visit_counted")
    evening = NOON + timedelta(hours=6)
    village.visit(rider_id, station_id, evening)
    if in_time:
        take_back(village, rider_id, station_id, evening, after)
    else:
        with pytest.raises(VisitUndoTooLateError):
            take_back(village, rider_id, station_id, evening, after)


def test_what_the_visit_was_for_goes_too(village: Village) -> None:
    rider_id, station_id = village.rider(), village.station()
    village.visit(rider_id, station_id, NOON)
    visit = {"rider_id": rider_id, "station_id": station_id, "scanned_at": NOON}
    village.tell(TellPurpose, **visit, purpose=Purpose.REST)
    take_back(village, rider_id, station_id, NOON)
    (gone,) = events(village, VisitDay.ScanTakenBack)
    assert gone.purpose == "rest"
    with pytest.raises(VisitNotFoundError):
        village.tell(TellPurpose, **visit, purpose=Purpose.WATER)


def test_the_point_goes_even_where_another_scan_had_brought_it(village: Village) -> None:
    rider_id, station_id = village.rider(), village.station()
    village.visit(rider_id, station_id, NOON)
    early = NOON - timedelta(hours=1)
    village.visit(rider_id, station_id, early, at=LATER)
    assert take_back(village, rider_id, station_id, NOON)["points"] == 0
    assert take_back(village, rider_id, station_id, early)["points"] == -1
    assert points_of(village, rider_id) == 0


def test_the_point_stays_while_another_station_proves_the_day(village: Village) -> None:
    rider_id, one, other = village.rider(), village.station(), village.station()
    village.visit(rider_id, one, NOON)
    village.visit(rider_id, other, NOON + SOON)
    assert take_back(village, rider_id, one, NOON)["points"] == 0
    assert take_back(village, rider_id, other, NOON + SOON)["points"] == -1


def test_a_point_that_is_gone_makes_no_debt(village: Village) -> None:
    rider_id, station_id = village.rider(), village.station()
    village.visit(rider_id, station_id, NOON)
    wallet_id = Wallet.create_id(rider_id, WalletKind.RIDER)
    village.tell(ExpireLots, wallet_id=wallet_id, at=NOON + timedelta(days=999))
    take_back(village, rider_id, station_id, NOON)
    (undone,) = events(village, Wallet.Reversed)
    assert (undone.amount, undone.shortfall, undone.reason) == (0, 1, Reason.VISIT.value)


def test_scanning_and_taking_back_makes_no_day_grow_for_ever(village: Village) -> None:
    rider_id, station_id = village.rider(), village.station()
    for n in range(SCANS_KEPT_MAX):
        at = NOON + n * timedelta(seconds=1)
        village.visit(rider_id, station_id, at, at=LATER)
        take_back(village, rider_id, station_id, at)
    with pytest.raises(VisitAlreadyCountedError):
        village.visit(rider_id, station_id, NOON + timedelta(hours=1), at=LATER)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(made=a_history(24), wrong=st.sets(st.integers(0, 11)), seed=st.integers(0, 1_000))
def test_scans_and_what_is_taken_back_come_to_the_same_in_any_order(
    village: Village, made: list[Made], wrong: set[int], seed: int
) -> None:
    """Each scan, and each taking back of one, arrives whenever it likes, the latter even twice."""
    stations = [village.station(), village.station()]
    left = [it for n, it in enumerate(made) if n not in wrong]
    scans = [("scan", n) for n in range(len(made))]
    undone = [("undo", n) for n in sorted(wrong) if n < len(made)]
    rider_id = village.rider()
    arrived: set[int] = set()
    all_of_it = [*scans, *undone, *undone]
    for what, n in Random(seed).sample(all_of_it, len(all_of_it)):
        which, at, method = made[n]
        key = f"{rider_id}:{n}"
        if what == "scan":
            visit = village.visit(rider_id, stations[which], at, at=LATER, method=method, key=key)
            arrived |= {n} if "visit" in visit.answer else set()
        elif n in arrived:
            take_back(village, rider_id, stations[which], at)
        else:
            take_back_ahead(village, rider_id, key, at + SOON)
    assert ledger_of(village, rider_id) == reference(stations, left)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(made=a_history(60), wrong=st.sets(st.integers(0, 11)), seed=st.integers(0, 1_000))
def test_what_is_taken_back_over_midnight_leaves_the_same_visits_and_no_point_is_lost(
    village: Village, made: list[Made], wrong: set[int], seed: int
) -> None:
    stations = [village.station(), village.station()]
    expected = reference(stations, [it for n, it in enumerate(made) if n not in wrong])
    rider_id = village.rider()
    shuffled = Random(seed).sample(list(enumerate(made)), len(made))
    for _, (which, at, method) in shuffled:
        village.visit(rider_id, stations[which], at, at=LATER, method=method)
    for n, (which, at, _) in shuffled:
        if n in wrong:
            take_back(village, rider_id, stations[which], at)
    told = ledger_of(village, rider_id)
    assert told["visits"] == expected["visits"]
    assert expected["points"].items() <= told["points"].items()
    assert set(told["points"].values()) <= {1}


def doubtful(village: Village) -> DoubtfulVisit.Kept:
    rider_id, station_id = village.rider(), village.station()
    village.visit(rider_id, station_id, MIDNIGHT, at=LATER + timedelta(days=9))
    (kept,) = events(village, DoubtfulVisit.Kept)
    assert isinstance(kept, DoubtfulVisit.Kept)
    return kept


def take_back_doubtful(village: Village, kept: DoubtfulVisit.Kept, **other: Any) -> dict[str, Any]:
    values = {
        "doubtful_id": kept.originator_id,
        "rider_id": kept.rider_id,
        "taken_back_at": MIDNIGHT + SOON,
    }
    return village.tell(TakeBackDoubtfulVisit, at=LATER, **values | other).answer


def test_nobody_decides_on_a_doubtful_visit_that_was_taken_back(village: Village) -> None:
    kept = doubtful(village)
    with pytest.raises(VisitNotFoundError):
        take_back_doubtful(village, kept, rider_id=new_id())
    with pytest.raises(VisitUndoTooLateError):
        take_back_doubtful(village, kept, taken_back_at=MIDNIGHT + 4 * SOON)
    for _ in "ab":
        assert take_back_doubtful(village, kept)["result"] == "scan_undone"
    with pytest.raises(DoubtfulVisitSettledError):
        settle(village, kept)
    assert len(events(village, DoubtfulVisit.TakenBack)) == 1
    assert not events(village, VisitDay.VisitCounted)


def test_a_doubtful_visit_that_somebody_let_count_counts_no_more(village: Village) -> None:
    kept = doubtful(village)
    settle(village, kept)
    assert points_of(village, kept.rider_id) == 1
    assert take_back_doubtful(village, kept)["points"] == -1
    assert ledger_of(village, kept.rider_id) == {"visits": set(), "points": {}}


def settle(village: Village, kept: DoubtfulVisit.Kept) -> None:
    village.tell(
        SettleDoubtfulVisit,
        at=LATER,
        doubtful_id=kept.originator_id,
        accepted=True,
        settled_by=new_id(),
    )
