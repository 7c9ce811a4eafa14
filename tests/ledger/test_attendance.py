"""Attendance decides: who came when, and how many minutes count."""

from datetime import datetime, timedelta

import pytest

from ledger.kernel.ids import new_id
from ledger.volunteering.activity import Activity
from ledger.volunteering.attendance import Attendance, Seen
from ledger.volunteering.errors import (
    ActivityEndedError,
    ActivityNotStartedError,
    ActivityTimesError,
)
from ledger.volunteering.evidence import Evidence, is_verified, weakest
from ledger.volunteering.minutes import counted_interval, tenths_of_hours, whole_minutes
from ledger.volunteering.plan import check_times
from ledger.volunteering.service_points import ServicePoints
from tests.support.activities import an_activity as planned
from tests.support.ledgers import hohhot
from tests.support.spec import given, happened

START, END = hohhot("2026-03-05 14:00"), hohhot("2026-03-05 16:00")


def an_activity() -> Activity:
    return planned(START, END)


def seen(moment: datetime, evidence: Evidence = Evidence.OWN_SCAN) -> Seen:
    return Seen(occurred_at=moment, recorded_at=moment, evidence=evidence)


def came(activity: Activity, moment: datetime) -> Attendance:
    return Attendance.begin(activity, new_id(), seen(moment))


def test_the_door_opens_an_hour_before_and_closes_two_hours_after_the_end() -> None:
    activity = an_activity()
    early = came(activity, START - timedelta(minutes=60))
    assert early.stay(END).facts["came_at"] == hohhot("2026-03-05 13:00")
    assert came(activity, END).stay(END).facts["came_at"] == END
    with pytest.raises(ActivityNotStartedError):
        came(activity, START - timedelta(minutes=60, seconds=1))
    early.scan(activity, seen(END + timedelta(minutes=120)))
    with pytest.raises(ActivityEndedError):
        early.scan(activity, seen(END + timedelta(minutes=120, seconds=1)))


def test_a_scan_after_the_end_is_nobodys_coming() -> None:
    activity = an_activity()
    attendance = came(activity, END + timedelta(seconds=1))
    assert attendance.stay(END).facts == {
        "came_at": None,
        "left_at": END + timedelta(seconds=1),
        "evidence_in": None,
        "evidence_out": "own_scan",
    }
    assert attendance.is_open(END)


def test_a_second_scan_at_once_is_not_a_check_out() -> None:
    activity = an_activity()
    attendance = came(activity, START)
    assert not attendance.scan(activity, seen(START + timedelta(minutes=4, seconds=59)))
    assert attendance.is_open(END)
    assert attendance.scan(activity, seen(START + timedelta(minutes=5)))
    assert not attendance.is_open(END)


def test_a_leaving_says_only_that_and_whatever_moves_a_stay_tells_it_whole() -> None:
    activity = an_activity()
    later, earlier = START + timedelta(hours=1), START - timedelta(minutes=1)
    (
        given(came(activity, START))
        .when(lambda it: it.scan(activity, seen(later)))
        .then(happened(Attendance.CheckedOut, occurred_at=later, evidence="own_scan"))
    )
    (
        given(came(activity, START))
        .when(lambda it: it.scan(activity, seen(earlier, Evidence.STAFF_SCAN)))
        .then(
            happened(
                Attendance.Scanned,
                moves="stay",
                came_at=earlier,
                left_at=None,
                evidence_in="staff_scan",
                evidence_out=None,
            )
        )
    )


def test_an_undo_leaves_what_the_other_scans_say() -> None:
    activity = an_activity()
    attendance = came(activity, START)
    attendance.scan(activity, seen(END))
    (
        given(attendance)
        .when(lambda it: it.undo(activity, new_id(), END + timedelta(minutes=15)))
        .then(happened(Attendance.ScanUndone, scanned_at=END, came_at=START, left_at=None))
    )


def test_the_grade_of_an_interval_is_that_of_its_weaker_end() -> None:
    assert weakest("own_scan", "staff_scan") is Evidence.STAFF_SCAN
    assert weakest("witness", "own_code") is Evidence.WITNESS
    assert [it.value for it in Evidence if is_verified(it)] == [
        "own_scan",
        "own_code",
        "staff_scan",
    ]


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
