"""A year nobody has announced: sample days that no notice names, only good for tests."""

from datetime import date, timedelta

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
