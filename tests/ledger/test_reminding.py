"""The statutory clock: leaders are reminded on the fifth and the eighth working day."""

from datetime import timedelta
from uuid import UUID

import pytest

from ledger.kernel.ids import new_id
from ledger.registry.working_days import WorkingDays
from ledger.volunteering.activity import Activity
from ledger.volunteering.activity_commands import CancelActivity, EndActivity
from ledger.volunteering.activity_kinds import CancelReason
from ledger.volunteering.reminding import RemindRecordDue, reminder_due
from tests.support.ledgers import Village, hohhot, read_log

STARTS, ENDS = hohhot("2026-09-28 15:00"), hohhot("2026-09-28 17:00")
CLERK = new_id()


@pytest.fixture
def activity_id(village: Village) -> UUID:
    return village.activity(STARTS, ENDS)


def remind(village: Village, activity_id: UUID, when: str) -> int:
    told = village.tell(RemindRecordDue, at=hohhot(when), activity_id=activity_id)
    return int(told.answer["workday"])


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


def test_nobody_is_reminded_of_what_is_called_off_or_no_service(village: Village) -> None:
    off = village.activity(STARTS, ENDS)
    village.tell(
        CancelActivity, at=STARTS - timedelta(hours=5), activity_id=off, reason=CancelReason.WEATHER
    )
    paid = village.activity(STARTS, ENDS, service=False)
    for it in (off, paid):
        assert remind(village, it, "2026-10-15 09:00") == 0
    assert reminded(village) == []


def test_nothing_is_guessed_where_the_next_year_is_not_loaded(village: Village) -> None:
    late = village.activity(hohhot("2026-12-24 09:00"), hohhot("2026-12-24 11:00"))
    assert remind(village, late, "2026-12-31 12:00") == 5
    assert remind(village, late, "2027-01-10 12:00") == 0


def test_the_days_count_from_when_it_was_ended_not_from_its_plan(village: Village) -> None:
    night = village.activity(hohhot("2026-03-02 20:00"), hohhot("2026-03-03 00:30"))
    village.tell(EndActivity, at=hohhot("2026-03-02 23:00"), activity_id=night, ended_by=CLERK)
    assert remind(village, night, "2026-03-09 09:00") == 5
    assert remind(village, night, "2026-03-12 09:00") == 8
    assert reminded(village) == [5, 8]
