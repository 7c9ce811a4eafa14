"""Scenarios A1, A2, A6 and A25: scans become minutes, visits and points."""

from functools import partial

import pytest

from ledger.kernel.clock import SHANGHAI
from ledger.kernel.errors import KeyReusedError
from ledger.kernel.occurrence import ScanNeedsReviewError
from ledger.stations.doubtful_visit import DoubtfulVisit
from ledger.stations.visit_day import Method, VisitDay
from ledger.volunteering.minutes import tenths_of_hours
from ledger.volunteering.service_points import ServicePoints
from ledger.volunteering.service_year import ServiceYear
from ledger.wallets.wallet import Wallet, WalletKind
from tests.support.ledgers import Village, accepted, at_once, hohhot, read_log


def test_a1_minutes_are_floored_once_and_the_remainder_is_kept(village: Village) -> None:
    person_id = village.volunteer()
    first = village.activity(hohhot("2026-03-05 09:00"), hohhot("2026-03-05 11:30"))
    village.scan(first, person_id, hohhot("2026-03-05 08:57:40"))
    told = village.scan(first, person_id, hohhot("2026-03-05 11:34:10")).answer

    assert (told["minutes"], told["points"]) == (154, 4)
    assert tenths_of_hours(154) == 25
    assert village.load(ServicePoints.create_id(person_id)).remainder_minutes == 34

    second = village.activity(hohhot("2026-03-06 09:00"), hohhot("2026-03-06 10:00"))
    village.scan(second, person_id, hohhot("2026-03-06 09:00"))
    told = village.scan(second, person_id, hohhot("2026-03-06 09:50")).answer

    assert (told["minutes"], told["points"]) == (50, 2)
    assert tenths_of_hours(154 + 50) == 34
    assert village.load(ServicePoints.create_id(person_id)).remainder_minutes == 24
    wallet = village.load(Wallet.create_id(person_id, WalletKind.VOLUNTEER))
    assert wallet.available(hohhot("2026-03-06 12:00")) == 6


@pytest.mark.parametrize(
    ("left", "minutes", "counted_to"),
    [("15:12:59", 72, "15:12:59"), ("16:30:00", 150, "16:30:00"), ("17:10:00", 150, "16:30:00")],
)
def test_a2_early_leave_and_overrun(
    village: Village, left: str, minutes: int, counted_to: str
) -> None:
    person_id = village.volunteer()
    activity_id = village.activity(hohhot("2026-03-05 14:00"), hohhot("2026-03-05 16:00"))
    village.scan(activity_id, person_id, hohhot("2026-03-05 13:50"))

    told = village.scan(activity_id, person_id, hohhot(f"2026-03-05 {left}")).answer

    assert told["minutes"] == minutes
    (counted,) = [it for it in read_log(village.ledger) if isinstance(it, ServiceYear.Counted)]
    assert counted.counted_from == hohhot("2026-03-05 14:00")
    assert counted.counted_to == hohhot(f"2026-03-05 {counted_to}")


def test_a6_three_identical_scans_and_a_retry_are_one_event(village: Village) -> None:
    rider_id, station_id = village.rider(), village.station()
    scan = partial(
        village.visit, rider_id, station_id, hohhot("2026-03-05 13:41"), key="phone-1:scan-7"
    )
    later = hohhot("2026-03-05 13:41:40")

    answers = [*accepted(at_once([scan] * 3)), scan(at=later)]

    assert len(answers) == 4
    assert sorted(it.duplicate for it in answers) == [False, True, True, True]
    assert len({(str(it.answer), it.position) for it in answers}) == 1
    events = read_log(village.ledger)
    assert sum(isinstance(it, VisitDay.VisitCounted) for it in events) == 1
    assert [it.amount for it in events if isinstance(it, Wallet.Credited)] == [1]


def test_a6_the_key_of_another_scan_is_refused(village: Village) -> None:
    rider_id, station_id = village.rider(), village.station()
    visit = partial(village.visit, rider_id, key="phone-1:scan-7")
    visit(station_id, hohhot("2026-03-05 13:41"))
    with pytest.raises(KeyReusedError):
        visit(village.station(), hohhot("2026-03-05 13:41"))


def test_a25_a_riders_day(village: Village) -> None:
    rider_id, first, second = village.rider(), village.station(), village.station()
    day = "2026-03-05 "

    assert village.visit(rider_id, first, hohhot(day + "13:41")).answer["points"] == 1
    again = village.visit(rider_id, first, hohhot(day + "13:43")).answer
    assert again["kept_as"] == "visit_already_counted"
    assert again["facts"]["again_from"] == hohhot(day + "17:41").isoformat()
    assert village.visit(rider_id, second, hohhot(day + "14:20")).answer["points"] == 0
    answer = village.visit(rider_id, first, hohhot(day + "18:05")).answer
    assert (answer["visits_today"], answer["points"]) == (3, 0)

    events = read_log(village.ledger)
    assert sum(isinstance(it, VisitDay.VisitCounted) for it in events) == 3
    assert [it.amount for it in events if isinstance(it, Wallet.Credited)] == [1]
    assert not [it for it in events if isinstance(it, ServiceYear.Counted)]


def test_a25_four_hours_reach_over_midnight_but_a_day_has_its_own_point(village: Village) -> None:
    rider_id, station_id, other = village.rider(), village.station(), village.station()
    village.visit(rider_id, station_id, hohhot("2026-03-05 23:00"))

    again = village.visit(rider_id, station_id, hohhot("2026-03-06 02:59:59")).answer
    assert again["kept_as"] == "visit_already_counted"
    assert again["facts"]["again_from"] == hohhot("2026-03-06 03:00").isoformat()
    assert village.visit(rider_id, other, hohhot("2026-03-06 00:00")).answer["points"] == 1
    assert village.visit(rider_id, station_id, hohhot("2026-03-06 03:00")).answer["points"] == 0


def counted(village: Village) -> list[str]:
    """When the visits were that count, as the log tells it, in the time of Hohhot."""
    found = set()
    for it in read_log(village.ledger):
        if isinstance(it, VisitDay.VisitCounted):
            found.add(it.occurred_at)
        elif isinstance(it, VisitDay.VisitWithdrawn):
            found.remove(it.occurred_at)
    return [it.astimezone(SHANGHAI).strftime("%d %H:%M") for it in sorted(found)]


def test_a_late_upload_moves_visits_to_where_they_would_have_been(village: Village) -> None:
    rider_id, station_id = village.rider(), village.station()
    evening, night = hohhot("2026-03-05 12:00"), hohhot("2026-03-06 01:00")
    upload = partial(village.visit, rider_id, station_id, at=hohhot("2026-03-06 09:00"))
    upload(evening)
    upload(night)

    assert upload(hohhot("2026-03-05 15:59")).answer["kept_as"] == "visit_already_counted"
    assert upload(hohhot("2026-03-05 16:30")).answer["visits_today"] == 2
    assert counted(village) == ["05 12:00", "05 16:30", "06 01:00"]
    assert upload(hohhot("2026-03-05 08:01")).answer["result"] == "visit_counted"
    assert counted(village) == ["05 08:01", "05 15:59", "06 01:00"]
    upload(hohhot("2026-03-05 21:01"))
    assert counted(village) == ["05 08:01", "05 15:59", "05 21:01"]
    wallet = village.load(Wallet.create_id(rider_id, WalletKind.RIDER))
    assert wallet.available(hohhot("2026-03-06 12:00")) == 2, "what was given stays"


def test_a_visit_over_midnight_counted_by_another_process_is_seen(
    village: Village, elsewhere: object
) -> None:
    rider_id, station_id, other = village.rider(), village.station(), village.station()
    there = village.via(elsewhere)  # type: ignore[arg-type]
    village.visit(rider_id, other, hohhot("2026-03-05 21:00"))  # now the day is in memory here
    there.visit(rider_id, station_id, hohhot("2026-03-05 23:00"))

    again = village.visit(rider_id, station_id, hohhot("2026-03-06 01:00")).answer
    assert again["kept_as"] == "visit_already_counted"


def test_a_printed_code_counts_the_visit_and_gives_no_point(village: Village) -> None:
    rider_id, plate, screen = village.rider(), village.station(), village.station()
    declared = village.visit(
        rider_id, plate, hohhot("2026-03-05 10:00"), method=Method.PLATE
    ).answer
    assert (declared["visits_today"], declared["points"]) == (1, 0)
    assert village.visit(rider_id, screen, hohhot("2026-03-05 10:10")).answer["points"] == 1


def test_a_scan_older_than_three_days_waits_for_people(village: Village) -> None:
    rider_id, station_id = village.rider(), village.station()
    scanned = hohhot("2026-03-05 10:00")
    told = village.visit(rider_id, station_id, scanned, at=hohhot("2026-03-08 10:00:01")).answer
    assert told["kept_as"] == ScanNeedsReviewError.code
    assert village.visit(rider_id, station_id, scanned, at=hohhot("2026-03-08 10:00")).position


def test_a_phone_a_little_ahead_is_set_back_to_the_servers_time(village: Village) -> None:
    rider_id, station_id = village.rider(), village.station()
    at = hohhot("2026-03-05 23:55")
    village.visit(rider_id, station_id, hohhot("2026-03-06 00:10"), at=at)
    (visit,) = [it for it in read_log(village.ledger) if isinstance(it, VisitDay.VisitCounted)]
    assert visit.occurred_at == at
    assert visit.occurred_at.astimezone(SHANGHAI).day == 5
    other = village.station()
    told = village.visit(rider_id, other, hohhot("2026-03-06 00:10:01"), at=at).answer
    assert told["kept_as"] == ScanNeedsReviewError.code
    (kept,) = [it for it in read_log(village.ledger) if isinstance(it, DoubtfulVisit.Kept)]
    assert (kept.station_id, kept.recorded_at) == (other, at)


def test_paid_work_gives_no_minutes_and_no_points(village: Village) -> None:
    person_id = village.volunteer()
    start, end = hohhot("2026-03-05 09:00"), hohhot("2026-03-05 11:00")
    activity_id = village.activity(start, end, service=False)
    village.scan(activity_id, person_id, start)
    answer = village.scan(activity_id, person_id, end).answer
    assert (answer["result"], answer["minutes"], answer["points"]) == ("checked_out", 0, 0)
    events = read_log(village.ledger)
    assert not [it for it in events if isinstance(it, ServiceYear.Counted | Wallet.Credited)]
