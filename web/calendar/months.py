"""A year as twelve small months, and its days off and at work in words."""

from calendar import Calendar
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from ledger.registry.working_days import YearDays, is_weekend
from web.formats import WEEKDAYS
from web.rendering import Context

OFF, WORK, WEEKEND, PLAIN = "off", "work", "weekend", ""
_SAID: Final = {OFF: "休", WORK: "班"}
_WEEKS = Calendar()


def months(year: int, days: YearDays | None) -> list[Context]:
    """Return the months: weeks from Monday on, days of the neighbours as None."""
    return [_month(year, number, days) for number in range(1, 13)]


def _month(year: int, number: int, days: YearDays | None) -> Context:
    weeks = [
        [_cell(it, days) if it.month == number else None for it in week]
        for week in _WEEKS.monthdatescalendar(year, number)
    ]
    return {"name": f"{number}月", "weeks": weeks}


def _cell(day: date, days: YearDays | None) -> Context:
    kind = WEEKEND if is_weekend(day) else PLAIN
    if days is not None and day in days.holidays:
        kind = OFF
    elif days is not None and day in days.workdays:
        kind = WORK
    return {"n": day.day, "kind": kind, "said": _SAID.get(kind, "")}


def in_words(days: YearDays) -> list[str]:
    """Say a year's days: 10月1日（周四）至10月7日（周三）放假，共 7 天."""
    said = [(first, _off(first, last)) for first, last in _runs(days.holidays)]
    said += [(it, f"{_day(it)}上班") for it in days.workdays]
    return [words for _, words in sorted(said)]


def _runs(days: Iterable[date]) -> list[tuple[date, date]]:
    runs: list[tuple[date, date]] = []
    for day in sorted(days):
        if runs and day - runs[-1][1] == timedelta(days=1):
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs


def _off(first: date, last: date) -> str:
    if first == last:
        return f"{_day(first)}放假"
    return f"{_day(first)}至{_day(last)}放假，共 {(last - first).days + 1} 天"


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日（{WEEKDAYS[day.weekday()]}）"
