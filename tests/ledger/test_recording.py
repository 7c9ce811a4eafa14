"""The statutory clock: reminders on the fifth and eighth working day, and late records marked."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from ledger.kernel.ids import new_id
from ledger.registry.errors import CalendarYearMissingError
from ledger.registry.working_days import WorkingDays
from ledger.volunteering.activity import Activity
from ledger.volunteering.activity_commands import CancelActivity
from ledger.volunteering.activity_kinds import CancelReason
from ledger.volunteering.errors import NotVolunteerServiceError, SupplementTooEarlyError
from ledger.volunteering.recording import RecordActivity, RemindRecordDue, reminder_due
from tests.support.ledgers import Village, hohhot, read_log

STARTS, ENDS = hohhot("2026-09-28 15:00"), hohhot("2026-09-28 17:00")
CLERK = new_id()


@pytest.fixture
def activity_id(village: Village) -> UUID:
    return village.activity(STARTS, ENDS)


def remind(village: Village, activity_id: UUID, when: str) -> int:
    told = village.tell(RemindRecordDue, at=hohhot(when), activity_id=activity_id)
    return int(told.answer["workday"])


def record(village: Village, activity_id: UUID, when: str) -> dict[str, Any]:
    return village.tell(
        RecordActivity, at=hohhot(when), activity_id=activity_id, recorded_by=CLERK
    ).answer


def reminded(village: Village) -> list[int]:
    return [
        it.workday for it in read_log(village.ledger) if isinstance(it, Activity.RecordDueReminded)
    ]


@pytest.mark.parametrize(
    ("day", "due"),
    [
        ("2026-09-28 23:00", 0),
        ("2026-10-09 23:59", 0),
        ("2026-10-10 00:00", 5),
        ("2026-10-13 12:00", 5),
        ("2026-10-14 00:00", 8),
        ("2026-12-01 12:00", 8),
    ],
)
def test_reminders_are_due_on_working_days_and_not_on_holidays(day: str, due: int) -> None:
    assert reminder_due(ENDS, hohhot(day), WorkingDays()) == due


def test_a_leader_is_reminded_once_on_each_of_the_days(village: Village, activity_id: UUID) -> None:
    for when in ("2026-10-09 09:00", "2026-10-10 09:00", "2026-10-11 09:00", "2026-10-14 09:00"):
        remind(village, activity_id, when)
    remind(village, activity_id, "2026-10-20 09:00")
    assert reminded(village) == [5, 8]


def test_a_job_that_did_not_run_for_days_reminds_of_the_latest_only(
    village: Village, activity_id: UUID
) -> None:
    remind(village, activity_id, "2026-10-15 09:00")
    remind(village, activity_id, "2026-10-15 10:00")
    assert reminded(village) == [8]


def test_nobody_is_reminded_of_what_is_recorded_called_off_or_no_service(
    village: Village, activity_id: UUID
) -> None:
    record(village, activity_id, "2026-09-29 09:00")
    off = village.activity(STARTS, ENDS)
    village.tell(
        CancelActivity, at=STARTS - timedelta(hours=5), activity_id=off, reason=CancelReason.WEATHER
    )
    paid = village.activity(STARTS, ENDS, service=False)
    for it in (activity_id, off, paid):
        assert remind(village, it, "2026-10-15 09:00") == 0
    assert reminded(village) == []


def test_what_is_recorded_by_the_tenth_working_day_is_not_late(
    village: Village, activity_id: UUID
) -> None:
    told = record(village, activity_id, "2026-10-16 23:59")
    assert (told["due_on"], told["is_late"]) == ("2026-10-16", False)
    again = record(village, activity_id, "2026-10-20 12:00")
    assert again["due_on"] == "2026-10-16"
    (recorded,) = [it for it in read_log(village.ledger) if isinstance(it, Activity.Recorded)]
    assert (recorded.due_on, recorded.is_late) == (date(2026, 10, 16), False)


def test_what_is_recorded_later_is_kept_and_marked_late(
    village: Village, activity_id: UUID
) -> None:
    assert record(village, activity_id, "2026-10-17 00:00")["is_late"]


def test_only_service_that_is_over_is_recorded(village: Village, activity_id: UUID) -> None:
    with pytest.raises(SupplementTooEarlyError):
        record(village, activity_id, "2026-09-28 16:59")
    paid = village.activity(STARTS, ENDS, service=False)
    with pytest.raises(NotVolunteerServiceError):
        record(village, paid, "2026-09-29 09:00")


def test_nothing_is_guessed_where_the_next_year_is_not_loaded(village: Village) -> None:
    late = village.activity(hohhot("2026-12-24 09:00"), hohhot("2026-12-24 11:00"))
    assert remind(village, late, "2026-12-31 12:00") == 5
    assert remind(village, late, "2027-01-10 12:00") == 0
    with pytest.raises(CalendarYearMissingError):
        record(village, late, "2026-12-25 12:00")


def test_the_end_counts_not_the_hour(village: Village) -> None:
    night: datetime = hohhot("2026-09-29 00:10")
    over_midnight = village.activity(hohhot("2026-09-28 22:00"), night)
    assert record(village, over_midnight, "2026-09-30 09:00")["due_on"] == "2026-10-19"
