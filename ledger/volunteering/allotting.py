"""Allotting: which minutes of all sessions of a person count, and which wait for people.

A pure function of the sessions, so the order in which they became known cannot matter (VH-6,
VH-7): sorted by their beginning, each has what the earlier ones leave free, then the caps apply.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ledger.kernel.clock import day_end, local_date
from ledger.volunteering.minutes import whole_minutes

SESSION_AUTO_MAX_MINUTES = 480
"""``session_auto_max``: more than this of one session is held for two people to confirm."""
DAY_AUTO_MAX_MINUTES = 600
"""``day_auto_max``: more than this of one local calendar day is held as well."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stay bound to the plan; ``key`` breaks ties between two that begin together."""

    key: str
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class Share:
    """What one session comes to: its free part, and how much of it is within the caps."""

    first: datetime
    last: datetime
    minutes: int
    over_cap: int


@dataclass(frozen=True, slots=True)
class Spill:
    """How far the year before reaches into this one, and what it used up of the first day."""

    until: datetime
    day: date
    minutes: int


@dataclass(frozen=True, slots=True)
class Allotment:
    """The share of every session by its key, and the minutes used up of each local day."""

    shares: dict[str, Share]
    used: dict[date, int]


def allot(spans: list[Span], spill: Spill | None = None) -> Allotment:
    """Share time out among sessions: no minute twice, caps held, what is over them apart."""
    taken = spill.until if spill else None
    used = {spill.day: spill.minutes} if spill else {}
    shares: dict[str, Share] = {}
    for span in sorted(spans, key=lambda it: (it.first, it.key)):
        first = span.first if taken is None else max(span.first, taken)
        last = max(first, span.last)
        shares[span.key] = _within_caps(first, last, used)
        taken = last if taken is None else max(taken, last)
    return Allotment(shares, used)


def _within_caps(first: datetime, last: datetime, used: dict[date, int]) -> Share:
    """Count a free interval day by day, and take what the caps allow."""
    counted = 0
    for day, minutes in _by_day(first, last):
        room = min(SESSION_AUTO_MAX_MINUTES - counted, DAY_AUTO_MAX_MINUTES - used.get(day, 0))
        taken = max(0, min(minutes, room))
        used[day] = used.get(day, 0) + taken
        counted += taken
    return Share(first, last, counted, whole_minutes(first, last) - counted)


def _by_day(first: datetime, last: datetime) -> Iterator[tuple[date, int]]:
    """Divide the whole minutes of an interval among the local days it touches.

    Counted from the beginning, so that a midnight loses no part of a minute.
    """
    day, before = local_date(first), 0
    while before < whole_minutes(first, last):
        so_far = whole_minutes(first, min(last, day_end(day)))
        yield day, so_far - before
        day, before = day + timedelta(days=1), so_far
