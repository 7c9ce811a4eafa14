"""Lines of a file of old balances, and why one is not taken over (期初导入)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from ledger.households.household import Household
from ledger.households.kinds import NUMBER_LENGTH_MAX
from ledger.kernel.clock import local_date
from ledger.wallets import lots

OPENING_LINES_MAX = 1_000
"""Lines of one file: a village, with its households that moved away."""
OPENING_POINTS_MAX = 100_000
"""Points of one household from one platform; more is a slip of the pen."""
NUMBER_DIGITS = 4


class Platform(StrEnum):
    """Where the points were kept before. Kinds are added, never renamed."""

    HELIN = "helin"
    """掌上和林"""
    DUOPING = "duoping"
    """多评"""
    PAPER = "paper"


class Differs(StrEnum):
    """Why a line of the file is not taken over. Kinds are added, never renamed."""

    UNREADABLE = "unreadable"
    OTHER_VILLAGE = "other_village"
    UNKNOWN_HOUSEHOLD = "unknown_household"
    CLOSED_HOUSEHOLD = "closed_household"
    TWICE = "twice"
    """The household stands in the file a second time; the first line counts."""
    NO_POINTS = "no_points"
    """Nothing, or a debt: no debt is kept (VP-10)."""
    TOO_MANY = "too_many"
    EXPIRED = "expired"
    KNOWN = "known"
    """The household brought its points along from this platform already."""


@dataclass(frozen=True, slots=True)
class OpeningRow:
    """A line as it was read; ``points`` is None if it could not be."""

    line: int
    number: str
    points: int | None
    expires_on: date | None = None
    unit_code: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """A line that is taken over, into the lot of a day."""

    household_id: UUID
    number: str
    points: int
    expires_on: date


@dataclass(frozen=True, slots=True)
class Left:
    """A line that is not, and why; ``points`` are those of the file. It is found by its place."""

    line: int
    number: str
    points: int
    reason: Differs


def household_number(typed: str) -> str:
    """Write a number as the register does: 147 is 0147."""
    return typed.strip().zfill(NUMBER_DIGITS)


def judge(
    rows: Iterable[OpeningRow],
    unit_code: str,
    find: Callable[[UUID], Household | None],
    known: Iterable[UUID],
    at: datetime,
) -> tuple[list[Taken], list[Left]]:
    """Part the lines of a file: what is taken over, and what is not; none is lost."""
    taken: dict[UUID, Taken] = {}
    left: list[Left] = []
    before, today = set(known), local_date(at)
    for row in rows:
        number = household_number(row.number)
        household_id = Household.create_id(unit_code, number)
        last = min(row.expires_on or date.max, lots.expiry_of(at))
        reason = _flaw(row, unit_code)
        if reason is None:
            reason = _of_household(find(household_id), household_id, taken, before)
        if reason is None and last < today:
            reason = Differs.EXPIRED
        if reason is None:
            taken[household_id] = Taken(household_id, number, row.points or 0, last)
        else:
            left.append(Left(row.line, _told(number), row.points or 0, reason))
    return list(taken.values()), left


def _told(number: str) -> str:
    """Leave out what is no number: names, telephones and ID numbers never enter the log."""
    is_one = number.isascii() and number.isdigit() and len(number) <= NUMBER_LENGTH_MAX
    return number if is_one else ""


def _flaw(row: OpeningRow, unit_code: str) -> Differs | None:
    if row.unit_code and row.unit_code != unit_code:
        return Differs.OTHER_VILLAGE
    if row.points is None:
        return Differs.UNREADABLE
    if row.points <= 0:
        return Differs.NO_POINTS
    return Differs.TOO_MANY if row.points > OPENING_POINTS_MAX else None


def _of_household(
    household: Household | None, household_id: UUID, taken: dict[UUID, Taken], known: set[UUID]
) -> Differs | None:
    if household is None:
        return Differs.UNKNOWN_HOUSEHOLD
    if household_id in known:
        return Differs.KNOWN
    if household_id in taken:
        return Differs.TWICE
    return None if household.is_open else Differs.CLOSED_HOUSEHOLD
