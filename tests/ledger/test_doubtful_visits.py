"""A visit that cannot be believed waits for somebody else, and is never lost (A23)."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from ledger.kernel.ids import new_id
from ledger.registry.errors import OwnProposalError, ReviewerRecusedError
from ledger.stations.doubtful_visit import DoubtfulVisit
from ledger.stations.errors import DoubtfulVisitNotFoundError, DoubtfulVisitSettledError
from ledger.stations.visit_commands import ScanStation, SettleDoubtfulVisit
from ledger.stations.visit_day import Method, VisitDay
from ledger.wallets.wallet import Wallet, WalletKind
from tests.support.ledgers import Village, hohhot, read_log

AT = hohhot("2026-03-05 15:05")
KEEPER, OTHER = new_id(), new_id()


def scan(village: Village, off: timedelta, ago: timedelta, key: str = "") -> dict[str, Any]:
    told = village.tell(
        ScanStation,
        key=key,
        at=AT,
        station_id=village.station(),
        rider_id=village.rider(),
        method=Method.KEEPER,
        occurred_at=AT - ago,
        clock_off=off,
        scanned_by=KEEPER,
    )
    return told.answer


def settle(
    village: Village, doubtful_id: str, *, by: UUID = OTHER, accepted: bool = True
) -> dict[str, Any]:
    command: dict[str, Any] = {"accepted": accepted, "settled_by": by}
    return village.tell(SettleDoubtfulVisit, at=AT, doubtful_id=UUID(doubtful_id), **command).answer


def outcome(village: Village) -> str:
    (settled,) = [it for it in read_log(village.ledger) if isinstance(it, DoubtfulVisit.Settled)]
    return settled.outcome


@pytest.mark.parametrize(
    ("off", "ago", "believed"),
    [
        (timedelta(minutes=-15), timedelta(hours=1), True),
        (timedelta(minutes=15), timedelta(hours=1), True),
        (timedelta(minutes=-15, seconds=-1), timedelta(hours=1), False),
        (timedelta(minutes=15, seconds=1), timedelta(hours=1), False),
        (timedelta(0), timedelta(hours=72), True),
        (timedelta(0), timedelta(hours=72, seconds=1), False),
    ],
)
def test_a_clock_far_off_and_a_scan_long_kept_wait_for_people(
    village: Village, off: timedelta, ago: timedelta, believed: bool
) -> None:
    told = scan(village, off, ago)
    assert ("doubtful_id" in told) is not believed
    assert told.get("points", 0) == int(believed)


def test_both_times_are_kept_and_nothing_counts_yet(village: Village) -> None:
    scan(village, timedelta(minutes=-20), timedelta(hours=1))
    log = read_log(village.ledger)
    (kept,) = [it for it in log if isinstance(it, DoubtfulVisit.Kept)]
    assert kept.device_at - kept.occurred_at == timedelta(minutes=20)
    assert kept.recorded_at == AT
    assert not [it for it in log if isinstance(it, (VisitDay.VisitCounted, Wallet.Credited))]


def test_the_same_scan_sent_twice_is_kept_once(village: Village) -> None:
    rider_id, station_id = village.rider(), village.station()
    long_ago = AT - timedelta(hours=80)
    told = [village.visit(rider_id, station_id, long_ago, at=AT, key="phone-1:7") for _ in "ab"]
    assert told[0].answer == told[1].answer
    assert sum(isinstance(it, DoubtfulVisit.Kept) for it in read_log(village.ledger)) == 1


def test_somebody_else_lets_it_count_with_its_point(village: Village) -> None:
    doubtful_id = scan(village, timedelta(0), timedelta(hours=80))["doubtful_id"]
    told = settle(village, doubtful_id)
    assert (told["result"], told["points"]) == ("visit_counted", 1)
    (counted,) = [it for it in read_log(village.ledger) if isinstance(it, VisitDay.VisitCounted)]
    assert counted.occurred_at == AT - timedelta(hours=80)
    wallet = village.load(Wallet.create_id(counted.rider_id, WalletKind.RIDER))
    assert wallet.available(AT) == 1


def test_a_dropped_one_never_counts_and_is_decided_once(village: Village) -> None:
    doubtful_id = scan(village, timedelta(0), timedelta(hours=80))["doubtful_id"]
    assert settle(village, doubtful_id, accepted=False)["accepted"] is False
    assert outcome(village) == "too_late"
    with pytest.raises(DoubtfulVisitSettledError):
        settle(village, doubtful_id)
    assert not [it for it in read_log(village.ledger) if isinstance(it, VisitDay.VisitCounted)]


def test_why_it_was_dropped_is_said(village: Village) -> None:
    doubtful_id = scan(village, timedelta(minutes=-20), timedelta(hours=1))["doubtful_id"]
    settle(village, doubtful_id, accepted=False)
    assert outcome(village) == "clock_off"


def test_neither_the_rider_nor_whoever_scanned_decides(village: Village) -> None:
    doubtful_id = scan(village, timedelta(0), timedelta(hours=80))["doubtful_id"]
    (kept,) = [it for it in read_log(village.ledger) if isinstance(it, DoubtfulVisit.Kept)]
    with pytest.raises(OwnProposalError):
        settle(village, doubtful_id, by=KEEPER)
    with pytest.raises(ReviewerRecusedError):
        settle(village, doubtful_id, by=kept.rider_id, accepted=False)
    with pytest.raises(DoubtfulVisitNotFoundError):
        settle(village, str(new_id()))


def test_what_turns_out_to_be_within_a_visit_is_accepted_and_counts_no_second_time(
    village: Village,
) -> None:
    station_id, rider_id = village.station(), village.rider()
    long_ago = AT - timedelta(hours=80)
    village.visit(rider_id, station_id, long_ago, at=long_ago)
    kept = village.visit(rider_id, station_id, long_ago + timedelta(minutes=5), at=AT).answer
    told = settle(village, kept["doubtful_id"])
    assert (told["accepted"], told["kept_as"]) == (True, "visit_already_counted")
    assert outcome(village) == "repeated"
