"""Counts of what riders came for, over a day, a week or a month: nobody can be told from them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from api.services import Services

SHOWN_MIN = 5
"""Fewer of a purpose, or any where fewer riders came, are not told, nor whether there was one."""
MONDAY_AFTER = timedelta(days=6)


class Span(StrEnum):
    """Whole days, weeks from Monday on, months: sums of days of choice could be compared."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Counts:
    """The purposes that were told often enough, and on which days, both counted."""

    first: date
    last: date
    purposes: Mapping[str, int]


def counts_of(given: Services, station_id: UUID, span: Span, on: date) -> Counts:
    """Count what riders came to a station for, over the span a day lies in."""
    first, last = days_of(span, on)
    found = given.views.purposes.of_station(station_id, first, last)
    if given.views.stations.riders_on(station_id, first, last) < SHOWN_MIN:
        found = {}
    return Counts(first, last, {name: it for name, it in found.items() if it >= SHOWN_MIN})


def days_of(span: Span, on: date) -> tuple[date, date]:
    """Return the first and the last day of a span."""
    if span is Span.DAY:
        return on, on
    if span is Span.WEEK:
        first = on - timedelta(days=on.weekday())
        return first, first + MONDAY_AFTER
    first = on.replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    return first, following - timedelta(days=1)
