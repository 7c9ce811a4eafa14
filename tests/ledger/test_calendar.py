"""Working days: what is built in, what administrators load, and what is never guessed."""

from datetime import date, timedelta
from typing import Any

import pytest
from chinese_calendar import is_workday
from hypothesis import given
from hypothesis import strategies as st

from ledger.kernel.ids import new_id
from ledger.registry.calendar_commands import ApproveHolidays, ProposeHolidays, RejectHolidays
from ledger.registry.errors import (
    CalendarNoticeInvalidError,
    CalendarProposalNotFoundError,
    CalendarYearMissingError,
    OwnProposalError,
)
from ledger.registry.holiday_year import HolidayYear, statutory_days
from ledger.registry.working_days import WorkingDays, YearDays, record_due_on
from tests.support.holidays import SAMPLE_YEAR, built_in_years, sample_holidays, sample_workdays
from tests.support.ledgers import Village, hohhot

CALENDAR = WorkingDays()
NEWCOMER, SECOND = new_id(), new_id()
SOURCE = "样例通知〔0000〕0号 https://example.org/sample"


def propose(village: Village, **more: Any) -> int:
    said = {
        "year": SAMPLE_YEAR,
        "holidays": sample_holidays(),
        "workdays": sample_workdays(),
        "source": SOURCE,
        "proposed_by": NEWCOMER,
    }
    return int(village.tell(ProposeHolidays, **(said | more)).answer["version"])


def approve(village: Village, version: int = 1, by: Any = SECOND) -> None:
    village.tell(ApproveHolidays, year=SAMPLE_YEAR, version=version, approved_by=by)


def days_of(village: Village) -> YearDays | None:
    year: HolidayYear = village.load(HolidayYear.create_id(SAMPLE_YEAR))
    return year.days


def test_the_deadline_of_a5_counts_every_working_day() -> None:
    """1 to 7 October are off, Saturday 10 October is at work."""
    ends_at = hohhot("2026-09-28 17:00")
    assert record_due_on(ends_at, CALENDAR) == date(2026, 10, 16)
    named = [(9, 29), (9, 30), *((10, it) for it in (8, 9, 10, 12, 13, 14, 15, 16))]
    counted = [CALENDAR.nth_workday_after(date(2026, 9, 28), n) for n in range(1, 11)]
    assert counted == [date(2026, *it) for it in named]
    assert CALENDAR.workdays_between(date(2026, 9, 28), date(2026, 10, 16)) == 10


def test_an_activity_that_ends_after_midnight_in_hohhot_counts_from_that_day() -> None:
    assert record_due_on(hohhot("2026-09-28 23:59"), CALENDAR) == date(2026, 10, 16)
    assert record_due_on(hohhot("2026-09-29 00:01"), CALENDAR) == date(2026, 10, 19)


def test_days_of_2026_that_the_notice_names() -> None:
    off = [date(2026, 1, 1), date(2026, 2, 23), date(2026, 10, 7), date(2026, 11, 21)]
    work = [date(2026, 2, 14), date(2026, 9, 20), date(2026, 10, 10), date(2026, 11, 20)]
    assert [CALENDAR.is_workday(it) for it in off] == [False] * len(off)
    assert [CALENDAR.is_workday(it) for it in work] == [True] * len(work)


@given(st.dates(date(2004, 1, 1), date(2026, 12, 31)))
def test_every_built_in_day_is_as_the_library_says(day: date) -> None:
    assert CALENDAR.is_workday(day) is is_workday(day)


@given(st.dates(date(2004, 1, 1), date(2025, 12, 1)), st.integers(0, 40))
def test_the_nth_working_day_has_n_working_days_before_it(day: date, n: int) -> None:
    there = CALENDAR.nth_workday_after(day, n)
    assert CALENDAR.workdays_between(day, there) == n
    assert n == 0 or CALENDAR.is_workday(there)


def test_a_year_that_nobody_announced_is_refused_and_never_guessed() -> None:
    assert built_in_years()[0] == 2004
    unknown = built_in_years()[-1] + 1
    with pytest.raises(CalendarYearMissingError) as refused:
        CALENDAR.is_workday(date(unknown, 6, 1))
    assert refused.value.facts == {"year": unknown}
    late = hohhot(f"{unknown - 1}-12-25 12:00")
    with pytest.raises(CalendarYearMissingError):
        record_due_on(late, CALENDAR)
    assert not CALENDAR.knows(unknown)


def test_a_loaded_year_counts_once_a_second_person_has_approved_it(village: Village) -> None:
    assert propose(village) == 1
    assert days_of(village) is None
    with pytest.raises(OwnProposalError):
        approve(village, by=NEWCOMER)
    approve(village)
    days = days_of(village)
    assert days == YearDays(frozenset(sample_holidays()), frozenset(sample_workdays()))
    calendar = WorkingDays({SAMPLE_YEAR: days})
    assert not calendar.is_workday(sample_holidays()[0])
    assert calendar.is_workday(sample_workdays()[0])
    assert calendar.is_workday(date(2026, 10, 10)), "built-in years stay"


def test_a_later_version_replaces_the_year_and_every_version_stays(village: Village) -> None:
    propose(village)
    approve(village)
    assert propose(village, workdays=()) == 2
    assert days_of(village) == YearDays(frozenset(sample_holidays()), frozenset(sample_workdays()))
    approve(village, 2)
    assert days_of(village) == YearDays(frozenset(sample_holidays()), frozenset())
    with pytest.raises(CalendarProposalNotFoundError):
        approve(village, 1)


def test_what_is_proposed_anew_replaces_what_nobody_decided_on(village: Village) -> None:
    propose(village)
    assert propose(village) == 1, "the very same again is the same"
    assert propose(village, workdays=()) == 2
    with pytest.raises(CalendarProposalNotFoundError):
        approve(village, 1)
    village.tell(RejectHolidays, year=SAMPLE_YEAR, version=2, rejected_by=SECOND)
    assert days_of(village) is None
    with pytest.raises(CalendarProposalNotFoundError):
        approve(village, 2)


def test_a_year_nobody_proposed_cannot_be_approved(village: Village) -> None:
    with pytest.raises(CalendarProposalNotFoundError):
        approve(village)


def monday(year: int) -> date:
    day = date(year, 6, 1)
    return day + timedelta(days=-day.weekday() % 7)


FLAWS = {
    "outside_year": {"holidays": (*sample_holidays(), date(SAMPLE_YEAR - 1, 12, 31))},
    "twice": {"holidays": (*sample_holidays(), sample_holidays()[0])},
    "both": {"holidays": (*sample_holidays(), *sample_workdays())},
    "not_weekend": {"workdays": (monday(SAMPLE_YEAR),)},
    "holidays_min": {"holidays": sample_holidays()[:12]},
    "days_max": {"holidays": tuple(date(SAMPLE_YEAR, 3, 1) + timedelta(it) for it in range(120))},
    "source_length_max": {"source": "  "},
}


@pytest.mark.parametrize("flaw", FLAWS)
def test_what_cannot_be_the_notice_of_a_year_is_refused(village: Village, flaw: str) -> None:
    with pytest.raises(CalendarNoticeInvalidError) as refused:
        propose(village, **FLAWS[flaw])
    assert flaw in refused.value.facts
    assert refused.value.facts["year"] == SAMPLE_YEAR


def test_several_flaws_are_told_at_once(village: Village) -> None:
    with pytest.raises(CalendarNoticeInvalidError) as refused:
        propose(village, holidays=(date(2030, 1, 1),), workdays=(monday(SAMPLE_YEAR),))
    assert {"outside_year", "not_weekend", "holidays_min"} <= refused.value.facts.keys()
    assert refused.value.facts["holidays_min"] == 13


def test_the_law_gave_fewer_days_before_2025() -> None:
    assert (statutory_days(2024), statutory_days(2025)) == (11, 13)
    assert all(len(CALENDAR.year(it).holidays) >= statutory_days(it) for it in range(2008, 2027))
