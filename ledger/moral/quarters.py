"""Quarters as accounts name them ("2026Q3"), and the day from which one is made public."""

import re
from datetime import date, timedelta

from ledger.moral.days import next_workday
from ledger.registry.errors import CalendarYearMissingError
from ledger.registry.working_days import WorkingDays, is_weekend

PATTERN = re.compile(r"\A(20[2-9]\d)Q([1-4])\Z")
MONTHS = 3
UNKNOWN_REST_DAYS = 8
"""Where a year's days off are not known: no holiday of the country is longer than that."""


def is_quarter(name: str) -> bool:
    """Tell whether it names a quarter."""
    return PATTERN.match(name) is not None


def quarter_of_month(period: str) -> str:
    """Name the quarter of a month: "2026-08" is in "2026Q3"."""
    year, month = period.split("-")
    return f"{year}Q{(int(month) + 2) // MONTHS}"


def quarter_before(day: date) -> str:
    """Name the quarter that was over last on a day."""
    first = date(day.year, (day.month - 1) // MONTHS * MONTHS + 1, 1)
    return quarter_of_month(f"{first - timedelta(days=1):%Y-%m}")


def months_of(quarter: str) -> list[str]:
    """Name the three months of a quarter."""
    year, number = quarter.split("Q")
    last = int(number) * MONTHS
    return [f"{year}-{month:02}" for month in range(last - MONTHS + 1, last + 1)]


def first_day_of(quarter: str) -> date:
    """Return its first day."""
    return date.fromisoformat(f"{months_of(quarter)[0]}-01")


def last_day_of(quarter: str) -> date:
    """Return its last day."""
    last = date.fromisoformat(f"{months_of(quarter)[-1]}-01")
    return (last + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def public_from(quarter: str, calendar: WorkingDays) -> date:
    """Return the first working day after a quarter: from then on its account is made public.

    Where nobody has loaded the year, the first day that is no weekend once every holiday is over.
    """
    after = last_day_of(quarter) + timedelta(days=1)
    try:
        return next_workday(after, calendar)
    except CalendarYearMissingError:
        day = after + timedelta(days=UNKNOWN_REST_DAYS)
        while is_weekend(day):
            day += timedelta(days=1)
        return day
