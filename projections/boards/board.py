"""The leaderboards: their names, scopes and periods."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

ALL_TIME = "all"
"""The period without an end; the others are local months like ``2026-11``."""

SCOPE_LENGTHS = (4, 6, 9, 12)
"""Lengths of the codes of a city, a district, a street and a community."""

RANK_MAX = 10_000
"""How far down a board can be paged; a single member's place is told however low."""


class Board(StrEnum):
    """The leaderboards."""

    MINUTES = "minutes"
    """Volunteers by counted minutes, where they served."""
    POINTS = "points"
    """Volunteers by points earned, in the unit of their wallet."""
    RIDERS = "riders"
    """Riders by points earned with visits, where they visited."""
    STATIONS = "stations"
    """Stations by visits."""
    UNITS = "units"
    """Communities by counted minutes."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One place: ``member_id`` is a UUID as text, or a unit code on the board of units.

    Every place is taken once: who reached the same score earlier stands above.
    """

    rank: int
    member_id: str
    score: int


def scopes_of(unit_code: str) -> tuple[str, ...]:
    """Return the units on whose boards something in a unit counts, the city first."""
    return tuple(unit_code[:length] for length in SCOPE_LENGTHS if length <= len(unit_code))


def month_of(day: date) -> str:
    """Name the month of a local day."""
    return f"{day.year:04d}-{day.month:02d}"
