"""The clock of acceptance runs in working minutes, that of resolution in working days."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.kernel.clock import SHANGHAI
from ledger.registry.working_days import WorkingDays
from ledger.reports.clocks import accept_due_at, is_workday, resolve_due_at
from ledger.reports.parameters import ACCEPT_MINUTES, WORK_BEGINS, WORK_ENDS
from tests.support.ledgers import hohhot

CALENDAR = WorkingDays()


@pytest.mark.parametrize(
    ("filed", "due"),
    [
        ("2026-03-05 14:10", "2026-03-05 14:40"),  # A26
        ("2026-03-05 12:20", "2026-03-05 12:50"),
        ("2026-03-05 08:59", "2026-03-05 09:30"),
        ("2026-03-05 17:30", "2026-03-05 18:00"),
        ("2026-03-05 17:50", "2026-03-06 09:20"),
        ("2026-03-05 18:00", "2026-03-06 09:30"),
        ("2026-03-05 23:59", "2026-03-06 09:30"),
        ("2026-03-06 17:45", "2026-03-09 09:15"),  # Friday evening to Monday morning
        ("2026-02-13 17:59", "2026-02-14 09:29"),  # the Saturday before Spring Festival is worked
        ("2026-02-14 17:59", "2026-02-24 09:29"),  # and nine days off follow
    ],
)
def test_outside_working_hours_the_clock_of_acceptance_waits(filed: str, due: str) -> None:
    assert accept_due_at(hohhot(filed), CALENDAR, is_emergency=False) == hohhot(due)


@pytest.mark.parametrize("filed", ["2026-03-05 02:00", "2026-03-07 20:00", "2026-02-17 17:45"])
def test_an_emergency_waits_for_no_morning(filed: str) -> None:
    due = accept_due_at(hohhot(filed), CALENDAR, is_emergency=True)
    assert due == hohhot(filed) + timedelta(minutes=ACCEPT_MINUTES)


@pytest.mark.parametrize(
    ("begins", "due"),
    [
        ("2026-03-05 14:10", "2026-03-11 00:00"),  # Thursday: Friday, Monday, Tuesday to 24:00
        ("2026-03-07 10:00", "2026-03-12 00:00"),  # Saturday: Monday, Tuesday, Wednesday
        ("2026-02-13 10:00", "2026-02-26 00:00"),  # over Spring Festival, with its worked Saturday
    ],
)
def test_three_working_days_end_at_midnight_of_the_third(begins: str, due: str) -> None:
    assert resolve_due_at(hohhot(begins), CALENDAR) == hohhot(due)


def test_where_nobody_has_announced_a_year_weekdays_count() -> None:
    assert accept_due_at(hohhot("2031-01-01 10:00"), CALENDAR, is_emergency=False) == hohhot(
        "2031-01-01 10:30"
    )
    assert resolve_due_at(hohhot("2031-01-03 10:00"), CALENDAR) == hohhot("2031-01-09 00:00")


@given(st.datetimes(datetime(2025, 1, 1), datetime(2026, 12, 1)))  # noqa: DTZ001 - local, see below
def test_the_clock_of_acceptance_runs_30_minutes_of_work_never_outside_it(moment: datetime) -> None:
    filed = moment.replace(tzinfo=SHANGHAI)
    due = accept_due_at(filed, CALENDAR, is_emergency=False).astimezone(SHANGHAI)
    assert is_workday(due.date(), CALENDAR)
    assert WORK_BEGINS < due.time() <= WORK_ENDS
    assert _worked(filed, due) == timedelta(minutes=ACCEPT_MINUTES)


def _worked(filed: datetime, due: datetime) -> timedelta:
    """Add up by days what lies between in hours of work; another way than the clock's own."""
    total = timedelta()
    for n in range((due.date() - filed.date()).days + 1):
        day = filed.date() + timedelta(days=n)
        begins, ends = (datetime.combine(day, it, SHANGHAI) for it in (WORK_BEGINS, WORK_ENDS))
        if is_workday(day, CALENDAR):
            total += max(timedelta(), min(due, ends) - max(filed, begins))
    return total
