"""Doubtful visits, gaps, purposes; and visits that move when an earlier scan comes later."""

from datetime import date, timedelta
from random import Random
from typing import Any

from ledger.stations.visit_commands import SettleDoubtfulVisit
from ledger.stations.visit_day import Method
from ledger.stations.visit_detail import ForgetVisitDetail
from ledger.stations.visit_windows import Purpose
from projections.boards.board import Board
from projections.scopes import Scope
from tests.projections.setting import Setting
from tests.support.check_ins import (
    PHONE,
    keep_doubtful,
    scan_late,
    see_phone,
    send,
    send_own,
    tell_purpose,
)
from tests.support.village import CITY, COMMUNITY, DISTRICT, Village

TODAY = date(2026, 11, 20)
HOUR = timedelta(hours=1)
SCOPE = Scope.of_codes(COMMUNITY)


def told(setting: Setting, village: Village) -> dict[str, Any]:
    """What the read models say of the riders' day, whatever came first."""
    views = setting.project()
    return {
        "visits": {
            (it.rider_id, it.station_id, it.occurred_at, it.method)
            for rider in village.riders
            for it in views.visits.of_rider(rider)
        },
        "days": {
            rider: [(it.visits, it.points) for it in views.riders.days(rider, TODAY, TODAY)]
            for rider in village.riders
        },
        "stations": {
            it: (live.visits, live.riders, live.last_visit_at)
            for it in (village.station, village.other_station)
            for live in [views.stations.live(it, TODAY)]
        },
        "month": sum(it.figures.visits for it in views.overviews.by_code(SCOPE, "2026-11")),
        "hours": views.visit_hours.of(SCOPE, TODAY, TODAY),
        "board": [
            (it.member_id, it.score)
            for it in views.boards.top(Board.STATIONS, COMMUNITY, "2026-11", 9)
        ],
    }


def test_a_visit_moves_when_an_earlier_scan_comes_later(setting: Setting, village: Village) -> None:
    rider, now = village.riders[0], village.now
    village.visit(rider, at=now + 3 * HOUR)
    setting.project()
    scan_late(village, rider, village.station, now + HOUR, now + 4 * HOUR)
    views = setting.project()
    (visit,) = views.visits.of_rider(rider)
    assert (visit.occurred_at, visit.points) == (now + HOUR, 1)
    live = views.stations.live(village.station, TODAY)
    assert (live.visits, live.riders, live.last_visit_at) == (1, 1, now + 3 * HOUR)
    (day,) = views.riders.days(rider, TODAY, TODAY)
    assert (day.visits, day.points) == (1, 1)


def test_a_visit_over_midnight_goes_to_the_evening_with_its_point(
    setting: Setting, village: Village
) -> None:
    rider, night = village.riders[0], village.now + 16 * HOUR
    village.visit(rider, at=night)
    scan_late(village, rider, village.station, night - 3 * HOUR, night + HOUR)
    views = setting.project()
    tomorrow = TODAY + timedelta(days=1)
    days = views.riders.days(rider, TODAY, tomorrow)
    assert [(it.day, it.visits, it.points) for it in days] == [(TODAY, 1, 1)]
    assert views.stations.days(village.station, TODAY, tomorrow)[0].day == TODAY
    assert len(views.stations.days(village.station, TODAY, tomorrow)) == 1


def test_a_day_uploaded_in_any_order_reads_the_same(setting: Setting, village: Village) -> None:
    made = [
        (rider, station, hours, method)
        for rider in village.riders
        for station in (village.station, village.other_station)
        for hours, method in (
            (0, Method.PLATE),
            (2, Method.SCREEN),
            (3, Method.SCREEN),
            (5, Method.CARD),
            (9, Method.SCREEN),
        )
    ]
    late = village.now + 12 * HOUR
    for rider, station, hours, method in Random(23).sample(made, len(made)):
        scan_late(village, rider, station, village.now + hours * HOUR, late, method)
        if method is Method.CARD:
            setting.project()
    shuffled = told(setting, village)
    starts = {0, 5, 9}
    expected = {
        (rider, station, village.now + hours * HOUR, method.value)
        for rider, station, hours, method in made
        if hours in starts
    }
    assert shuffled["visits"] == expected
    assert list(shuffled["days"].values()) == [[(6, 1)], [(6, 1)]]
    assert shuffled["month"] == 12
    last = village.now + 9 * HOUR
    assert set(shuffled["stations"].values()) == {(6, 2, last)}
    assert sorted(score for _, score in shuffled["board"]) == [6, 6]


def test_doubtful_visits_wait_for_their_unit_and_their_station(
    setting: Setting, village: Village
) -> None:
    rider = village.riders[0]
    first = keep_doubtful(village, rider, village.station, accepted=None)
    second = keep_doubtful(village, rider, village.other_station, accepted=None)
    keep_doubtful(village, rider, village.station, accepted=False)
    doubts = setting.project().doubtful_visits
    waiting = {it.doubtful_id for it in doubts.waiting(DISTRICT)}
    assert waiting == {first, second}
    assert [it.doubtful_id for it in doubts.waiting(DISTRICT, 9, None, village.station)] == [first]
    page = doubts.waiting(DISTRICT, 1)
    rest = doubts.waiting(DISTRICT, 9, page[0].doubtful_id)
    assert {it.doubtful_id for it in page + rest} == waiting
    assert len(rest) == 1
    assert doubts.count(DISTRICT) == 2
    assert {it.doubtful_id for it in doubts.of_rider(rider)} == waiting
    row = doubts.of(first)
    assert row is not None
    assert row.recorded_at - row.occurred_at == 80 * HOUR


def test_the_rider_is_told_that_a_visit_waits_and_what_came_of_it(
    setting: Setting, village: Village
) -> None:
    rider, other = village.riders
    keep_doubtful(village, rider, village.station, accepted=None)
    keep_doubtful(village, rider, village.station, accepted=False)
    keep_doubtful(village, rider, village.other_station, accepted=True)
    messages = setting.project().messages
    assert [it.kind for it in reversed(messages.of_person(rider))] == [
        "visit_waits_too_late",
        "visit_waits_too_late",
        "visit_too_late",
        "visit_waits_too_late",
        "visit_counted",
    ]
    assert messages.of_person(other) == []


def test_doubtful_visits_are_forgotten_with_all_detail(setting: Setting, village: Village) -> None:
    kept = keep_doubtful(village, village.riders[0], village.station, accepted=None)
    setting.project()
    village.do(ForgetVisitDetail, before=TODAY)
    views = setting.project()
    assert views.doubtful_visits.of(kept) is None
    village.do(SettleDoubtfulVisit, doubtful_id=kept, accepted=False, settled_by=village.keeper)
    assert setting.project().doubtful_visits.of(kept) is None


def test_a_gap_shows_what_is_missing_until_all_has_come(setting: Setting, village: Village) -> None:
    send(village, COMMUNITY, 1, 2, 5)
    gaps = setting.project().phone_gaps
    (gap,) = gaps.open(DISTRICT)
    assert (gap.missing, gap.scans, gap.device_id) == (("3-4",), 2, PHONE)
    assert gaps.open(DISTRICT, 9, None, village.station) == [gap]
    assert gaps.open(DISTRICT, 9, None, village.other_station) == []
    send(village, COMMUNITY, 3)
    (gap,) = setting.project().phone_gaps.open(DISTRICT)
    assert (gap.missing, gap.scans) == (("4",), 1)
    send(village, COMMUNITY, 4)
    assert setting.project().phone_gaps.open(DISTRICT) == []


def test_a_gap_of_a_riders_own_phone_is_where_the_phone_was_last_or_else_the_citys(
    setting: Setting, village: Village
) -> None:
    rider, other = village.riders
    see_phone(village, rider, village.station, village.now + HOUR)
    far = village.register_station("别处驿站", "150102001")
    see_phone(village, rider, far, village.now)  # it arrives late: not the last
    send_own(village, rider, 1, 3)
    send_own(village, other, 2)
    gaps = setting.project().phone_gaps
    assert [it.person_id for it in gaps.open(COMMUNITY)] == [rider]
    assert [it.person_id for it in gaps.open(CITY, only_unit=CITY)] == [other]
    assert {it.person_id for it in gaps.open(CITY)} == {rider, other}


def test_where_a_phone_was_is_forgotten_with_all_detail(setting: Setting, village: Village) -> None:
    see_phone(village, village.riders[0], village.station, village.now)
    setting.project()
    village.do(ForgetVisitDetail, before=TODAY + timedelta(days=1))
    setting.project()
    send_own(village, village.riders[0], 2)
    (gap,) = setting.project().phone_gaps.open(CITY)
    assert gap.unit_code == CITY


def test_purposes_are_counted_by_station_and_the_last_word_holds(
    setting: Setting, village: Village
) -> None:
    for rider in village.riders:
        visit = village.visit(rider)
        tell_purpose(village, visit, Purpose.WATER)
        tell_purpose(village, visit, Purpose.REST)
    purposes = setting.project().purposes
    assert purposes.of_station(village.station, TODAY, TODAY) == {"rest": 2}
    assert purposes.of_station(village.other_station, TODAY, TODAY) == {}
    yesterday = TODAY - timedelta(days=1)
    assert purposes.of_station(village.station, yesterday, yesterday) == {}
