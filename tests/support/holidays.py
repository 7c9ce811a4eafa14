"""A year nobody has announced: sample days that no notice names, only good for tests."""

from datetime import date, timedelta

from api.calendar.notice import OFF, WORK
from ledger.registry.holiday_year import YEAR_MAX, YEAR_MIN
from ledger.registry.working_days import built_in

SAMPLE_YEAR = 2031
"""Far from any year that is built in or has been announced."""


def sample_holidays(year: int = SAMPLE_YEAR) -> tuple[date, ...]:
    """Thirteen invented days off: 1 January, and 1 to 12 October."""
    first = date(year, 10, 1)
    return (date(year, 1, 1), *(first + timedelta(days=it) for it in range(12)))


def sample_workdays(year: int = SAMPLE_YEAR) -> tuple[date, ...]:
    """One invented Saturday at work: the third one of October."""
    day = date(year, 10, 15)
    return (day + timedelta(days=(5 - day.weekday()) % 7),)


def write_notice(holidays: tuple[date, ...], workdays: tuple[date, ...]) -> str:
    """Write days as people would paste them, one day a line."""
    lines = [(it, OFF[0]) for it in holidays] + [(it, WORK[0]) for it in workdays]
    return "\n".join(f"{day.isoformat()} {word}" for day, word in sorted(lines))


def built_in_years() -> tuple[int, ...]:
    """Return the years of the list the house comes with, the earliest first."""
    return tuple(it for it in range(YEAR_MIN, YEAR_MAX + 1) if built_in(it) is not None)
