"""Opening hours as stations write them, and whether a station is open at a moment.

    24 小时
    08:00-20:00
    周一至周五 08:00-12:00，14:00-18:00；周六、周日 09:00-17:00

A span that ends before it begins goes past midnight and belongs to the day it begins on.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final

from ledger.stations.station_errors import HoursUnreadableError

DAY_MIN: Final = 24 * 60
SPANS_MAX: Final = 14
"""Two for every day of the week."""

_EVERY_DAY: Final = frozenset(range(7))
_WEEKDAYS: Final = "一二三四五六日"
_ALWAYS: Final = re.compile(r"^(?:每天|全年)?\s*(?:24\s*小时|全天)$")
_PART: Final = re.compile(r"^(?P<days>[^\d]*?)\s*(?P<spans>\d.*)$")
_SPAN: Final = re.compile(r"^([0-2]?\d):([0-5]\d)\s*[–—~～至-]\s*([0-2]?\d):([0-5]\d)$")
_DAYS: Final = re.compile(r"^周([一二三四五六日天])(?:至周?([一二三四五六日天]))?$")


@dataclass(frozen=True, slots=True)
class Span:
    """Open on these weekdays (0 is Monday), in minutes of the local day; past midnight if less."""

    days: frozenset[int]
    opens_min: int
    closes_min: int

    def holds(self, weekday: int, minute: int) -> bool:
        """Tell whether it is open; what began yesterday goes on until it closes."""
        if self.opens_min < self.closes_min:
            return weekday in self.days and self.opens_min <= minute < self.closes_min
        began_today = weekday in self.days and minute >= self.opens_min
        return began_today or ((weekday - 1) % 7 in self.days and minute < self.closes_min)


@lru_cache(maxsize=4096)
def read_hours(text: str) -> tuple[Span, ...] | None:
    """Return the spans of opening hours, or None where they cannot be read."""
    if _ALWAYS.match(text.strip()):
        return (Span(_EVERY_DAY, 0, DAY_MIN),)
    spans: list[Span] = []
    for part in re.split(r"[；;]", text):
        read = _read_part(part.strip())
        if read is None:
            return None
        spans += read
    return tuple(spans) if len(spans) <= SPANS_MAX else None


def require_readable(text: str) -> None:
    """Refuse opening hours from which nobody can tell when the station is open."""
    if read_hours(text) is None:
        raise HoursUnreadableError(example="周一至周五 08:00-20:00；周六、周日 09:00-17:00")


def is_open_at(text: str, local: datetime) -> bool:
    """Tell whether a station is open by the local clock; unreadable hours are open all day."""
    spans = read_hours(text)
    if spans is None:
        return True
    minute = local.hour * 60 + local.minute
    return any(it.holds(local.weekday(), minute) for it in spans)


def span_of(text: str, local: datetime) -> tuple[int, int] | None:
    """Return when it opens and closes on the local day, in minutes; None if not on that day.

    Where there are several spans: the one that runs, else the next, else the last.
    """
    spans = read_hours(text)
    if spans is None:
        return 0, DAY_MIN
    minute, weekday = local.hour * 60 + local.minute, local.weekday()
    running = [it for it in spans if it.holds(weekday, minute)]
    own = sorted((it for it in spans if weekday in it.days), key=lambda it: it.opens_min)
    later = [it for it in own if it.opens_min > minute]
    found = [*running, *later, *own[-1:]]
    return (found[0].opens_min, found[0].closes_min) if found else None


def _read_part(text: str) -> list[Span] | None:
    found = _PART.match(text)
    if found is None:
        return None
    days = _read_days(found["days"].strip())
    if days is None:
        return None
    read = [_read_span(days, it.strip()) for it in re.split(r"[，,、]", found["spans"])]
    return None if None in read else [it for it in read if it is not None]


def _read_span(days: frozenset[int], text: str) -> Span | None:
    found = _SPAN.match(text)
    if found is None:
        return None
    opens_h, opens_m, closes_h, closes_m = map(int, found.groups())
    opens, closes = opens_h * 60 + opens_m, closes_h * 60 + closes_m
    is_a_day = opens < DAY_MIN and closes <= DAY_MIN and opens != closes
    return Span(days, opens, closes) if is_a_day else None


def _read_days(text: str) -> frozenset[int] | None:
    """Read 周一至周五, 周六、周日 or 每天; nothing said is every day."""
    if text in ("", "每天"):
        return _EVERY_DAY
    days: set[int] = set()
    for part in re.split(r"[、，,]", text):
        found = _DAYS.match(part.strip())
        if found is None:
            return None
        first = _weekday(found[1])
        last = first if found[2] is None else _weekday(found[2])
        days |= {(first + it) % 7 for it in range((last - first) % 7 + 1)}
    return frozenset(days)


def _weekday(word: str) -> int:
    return _WEEKDAYS.index("日" if word == "天" else word)
