"""Recurrence: on which days a series takes place, from its first day."""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum

SHIFTS_MAX = 12
"""Shifts of one series: a year of months."""
MONTHS_AHEAD_MAX = 60
"""How far a rule is followed; a 31st or a fifth Monday is not in every month."""


class Repeat(StrEnum):
    """How a series goes on."""

    WEEKLY = "weekly"
    MONTHLY_BY_DAY = "monthly_by_day"
    """On the same day of every month that has it."""
    MONTHLY_BY_WEEKDAY = "monthly_by_weekday"
    """On the n-th such weekday of every month that has one."""


def occurrences(first: date, repeat: Repeat, count: int) -> list[date]:
    """Return the days of a series, the first included; at most twelve."""
    wanted = max(1, min(count, SHIFTS_MAX))
    return [it for it, _ in zip(_days(first, repeat), range(wanted), strict=False)]


def _days(first: date, repeat: Repeat) -> Iterator[date]:
    if repeat is Repeat.WEEKLY:
        for week in range(SHIFTS_MAX):
            yield first + timedelta(weeks=week)
        return
    for ahead in range(MONTHS_AHEAD_MAX):
        years, month = divmod(first.month - 1 + ahead, 12)
        start = date(first.year + years, month + 1, 1)
        by_day = repeat is Repeat.MONTHLY_BY_DAY
        days = first.day - 1 if by_day else _days_to_weekday(start, first)
        day = start + timedelta(days=days)
        if day.month == start.month:
            yield day


def _days_to_weekday(start: date, first: date) -> int:
    """Count the days from the start of a month to the weekday of the same number as the first."""
    week = (first.day - 1) // 7
    return (first.weekday() - start.weekday()) % 7 + week * 7
