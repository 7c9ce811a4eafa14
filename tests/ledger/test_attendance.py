"""Attendance decides: who came when, and how many minutes count."""

from datetime import datetime, timedelta

import pytest

from ledger.kernel.ids import new_id
from ledger.volunteering.activity import Activity
from ledger.volunteering.attendance import Attendance, Evidence
from ledger.volunteering.errors import (
    ActivityEndedError,
    ActivityNotStartedError,
    ActivityTimesError,
    AlreadyCheckedInError,
    AlreadyCheckedOutError,
)
from ledger.volunteering.minutes import counted_interval, tenths_of_hours, whole_minutes
from ledger.volunteering.plan import SAID_FROM_V3, check_times
from ledger.volunteering.service_points import ServicePoints
from tests.support.ledgers import UNIT, hohhot
from tests.support.spec import given, happened

START, END = hohhot("2026-03-05 14:00"), hohhot("2026-03-05 16:00")


def an_activity(*, service: bool = True) -> Activity:
    return Activity._create(
        Activity.Published,
        id=new_id(),
        unit_code=UNIT,
        team_id=None,
        title="清扫楼道",
        place="大召社区",
        starts_at=START,
        ends_at=END,
        is_volunteer_service=service,
        led_by=None,
        risk_level=0,
        **SAID_FROM_V3,
    )


def came(activity: Activity, moment: datetime) -> Attendance:
    return Attendance.check_in(
        activity, new_id(), evidence=Evidence.OWN_SCAN, device_id=None, occurred_at=moment
    )


def leave(attendance: Attendance, activity: Activity, moment: datetime) -> None:
    attendance.check_out(activity, evidence=Evidence.OWN_SCAN, device_id=None, occurred_at=moment)


def test_the_door_opens_an_hour_before_and_closes_at_the_end() -> None:
    activity = an_activity()
    assert came(activity, START - timedelta(minutes=60)).came_at == hohhot("2026-03-05 13:00")
    assert came(activity, END).came_at == END
    with pytest.raises(ActivityNotStartedError):
        came(activity, START - timedelta(minutes=60, seconds=1))
    with pytest.raises(ActivityEndedError):
        came(activity, END + timedelta(seconds=1))


@pytest.mark.parametrize(
    ("left", "minutes"),
    [("15:12:59", 72), ("16:30:00", 150), ("17:10:00", 150), ("13:58:00", 0)],
)
def test_minutes_are_what_lies_in_the_plan_and_its_grace(left: str, minutes: int) -> None:
    activity = an_activity()
    attendance = given(came(activity, hohhot("2026-03-05 13:50")))
    moment = hohhot(f"2026-03-05 {left}")
    (
        attendance.when(lambda it: leave(it, activity, moment)).then(
            happened(Attendance.CheckedOut, occurred_at=moment, evidence="own_scan"),
            happened(Attendance.MinutesCounted, minutes=minutes, counted_from=START),
        )
    )


def test_a_second_scan_at_once_is_not_a_check_out() -> None:
    activity = an_activity()
    (
        given(came(activity, START))
        .when(lambda it: leave(it, activity, START + timedelta(minutes=4, seconds=59)))
        .then_refused(AlreadyCheckedInError, since=START.isoformat())
    )
    attendance = came(activity, START)
    leave(attendance, activity, START + timedelta(minutes=5))
    assert attendance.minutes == 5


def test_leaving_counts_once() -> None:
    activity = an_activity()
    attendance = came(activity, START)
    leave(attendance, activity, END)
    (
        given(attendance)
        .when(lambda it: leave(it, activity, END + timedelta(minutes=1)))
        .then_refused(AlreadyCheckedOutError, minutes=120)
    )


def test_two_hours_after_the_end_only_the_leader_can_make_it_up() -> None:
    activity = an_activity()
    on_time = came(activity, START)
    leave(on_time, activity, END + timedelta(minutes=120))
    assert on_time.minutes == 150
    (
        given(came(activity, START))
        .when(lambda it: leave(it, activity, END + timedelta(minutes=120, seconds=1)))
        .then_refused(ActivityEndedError, ends_at=END.isoformat())
    )


def test_what_is_not_service_gives_no_minutes() -> None:
    activity = an_activity(service=False)
    (
        given(came(activity, START))
        .when(lambda it: leave(it, activity, END))
        .then(happened(Attendance.CheckedOut, occurred_at=END))
    )


@pytest.mark.parametrize(
    "length", [timedelta(0), timedelta(hours=-1), timedelta(hours=24, seconds=1)]
)
def test_an_activity_ends_after_it_starts_and_within_a_day(length: timedelta) -> None:
    with pytest.raises(ActivityTimesError):
        check_times(START, START + length)
    check_times(START, START + timedelta(hours=24))


def test_part_of_a_minute_is_no_minute() -> None:
    first, last = counted_interval(
        START, START + timedelta(seconds=119), starts_at=START, ends_at=END
    )
    assert whole_minutes(first, last) == 1
    assert whole_minutes(first, first + timedelta(seconds=59)) == 0


def test_hours_are_floored_once_from_the_total() -> None:
    assert (tenths_of_hours(154), tenths_of_hours(204), tenths_of_hours(5)) == (25, 34, 0)


def test_the_remainder_of_one_day_helps_the_next() -> None:
    remainder = ServicePoints(person_id=new_id())
    attendance_id = new_id()
    converted = ServicePoints.Converted
    (
        given(remainder)
        .when(lambda it: it.convert(attendance_id, 154))
        .then(happened(converted, minutes=154, points=4, remainder_minutes=34, rate_points=2))
    )
    (
        given(remainder)
        .when(lambda it: it.convert(attendance_id, 50))
        .then(happened(converted, minutes=50, points=2, remainder_minutes=24, rate_minutes=60))
    )
    (
        given(remainder)
        .when(lambda it: it.convert(attendance_id, 35))
        .then(happened(converted, points=0, remainder_minutes=59))
    )
