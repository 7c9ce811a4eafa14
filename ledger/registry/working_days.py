"""Working days: which days people work in China, and which day is the n-th after another (VH-19).

The law counts deadlines in working days (工作日). Which these are is announced year by year: some
days off fall on weekdays, and some Saturdays and Sundays are worked to make up for them. A year
that nobody has announced is refused, never guessed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from chinese_calendar import constants  # type: ignore[import-untyped]

from ledger.kernel.clock import local_date
from ledger.registry.errors import CalendarYearMissingError

RECORD_DUE_WORKDAYS = 10
"""``record_due_workdays``: minutes and evaluation are recorded so soon after the end (Order 67)."""
SATURDAY = 5
"""As ``date.weekday`` counts; the day after it is the other one."""


@dataclass(frozen=True, slots=True)
class YearDays:
    """One year as announced: its days off, and its Saturdays and Sundays at work (调休上班)."""

    holidays: frozenset[date]
    workdays: frozenset[date]


@cache
def built_in(year: int) -> YearDays | None:
    """Return a year of the list the house comes with; None if it does not hold it."""
    holidays = frozenset(it for it in constants.holidays if it.year == year)
    if not holidays:
        return None
    workdays = frozenset(it for it in constants.workdays if it.year == year)
    return YearDays(holidays, workdays)


class WorkingDays:
    """The calendar by all that is known: built-in years, and above them those loaded here."""

    def __init__(self, loaded: Mapping[int, YearDays] | None = None) -> None:
        self._loaded = dict(loaded or {})

    def year(self, year: int) -> YearDays:
        """Return a year, or refuse one that is not known."""
        known = self._loaded.get(year) or built_in(year)
        if known is None:
            raise CalendarYearMissingError(year=year)
        return known

    def knows(self, year: int) -> bool:
        """Tell whether days of a year can be counted."""
        return year in self._loaded or built_in(year) is not None

    def is_workday(self, day: date) -> bool:
        """Tell whether people work on a day."""
        known = self.year(day.year)
        if day in known.workdays:
            return True
        return day not in known.holidays and not is_weekend(day)

    def nth_workday_after(self, day: date, n: int) -> date:
        """Return the n-th working day after a day, which itself is not counted."""
        assert n >= 0
        while n:
            day += timedelta(days=1)
            n -= self.is_workday(day)
        return day

    def workdays_between(self, first: date, last: date) -> int:
        """Count the working days after one day through another; 0 if that is not later."""
        days = (first + timedelta(days=it) for it in range(1, (last - first).days + 1))
        return sum(self.is_workday(it) for it in days)


def is_weekend(day: date) -> bool:
    """Tell whether a day is a Saturday or Sunday."""
    return day.weekday() >= SATURDAY


def record_due_on(ends_at: datetime, calendar: WorkingDays) -> date:
    """Return the day until whose 24:00 what happened at an activity is to be recorded (VH-8)."""
    return calendar.nth_workday_after(local_date(ends_at), RECORD_DUE_WORKDAYS)


def known_due_on(ends_at: datetime, calendar: WorkingDays) -> date | None:
    """Return the same day, or None where the days off of the year are not known: never a guess."""
    try:
        return record_due_on(ends_at, calendar)
    except CalendarYearMissingError:
        return None
