"""What the acts of a year are: by which way they come in, and how they end. One seed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from random import Random
from typing import Generic, TypeVar
from uuid import UUID

from bench.year.setting import Home
from ledger.moral.claim_kinds import Source

T = TypeVar("T")

SEED = 324
CLAIMS_A_MONTH = 2
TWIN_EVERY = 8
LATE_DAYS_MAX = 9
"""Paper is typed in within ten days (VP-7)."""
HONOUR_EVERY = 60
HONOUR = "52"
"""Of fifty points: seven days on notice."""


class Way(StrEnum):
    """How an act comes in."""

    HOUSEHOLD = "household"
    NEIGHBOUR = "neighbour"
    ROUND = "round"
    DESK = "desk"
    PAPER = "paper"
    SHEET = "sheet"
    GRID_WORKER = "grid_worker"
    FALL = "fall"
    """A deduction of which the household is warned first."""
    SAFETY = "safety"
    """A deduction without a warning."""


class End(StrEnum):
    """How it ends; what is not said otherwise is posted."""

    POSTED = "posted"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"
    VOTED_DOWN = "voted_down"
    FEWER = "fewer"
    KEPT = "objected_kept"
    UPHELD = "objected_upheld"
    PUT_RIGHT = "put_right"
    MISTAKEN = "mistaken"
    """Posted, and undone as a posting error: the points belong to another household."""
    APPEALED = "appeal_upheld"
    APPEALED_IN_VAIN = "appeal_kept"
    TOWNSHIP = "appeal_township"
    """The committee keeps it, the township does not."""


SOURCES = {Way.DESK: Source.DESK, Way.PAPER: Source.PAPER_SHEET, Way.SHEET: Source.IMPORT}
WAYS = {
    Way.HOUSEHOLD: 34,
    Way.NEIGHBOUR: 12,
    Way.ROUND: 18,
    Way.DESK: 8,
    Way.PAPER: 8,
    Way.SHEET: 8,
    Way.GRID_WORKER: 6,
    Way.FALL: 4,
    Way.SAFETY: 2,
}
ENDS = {
    End.POSTED: 82,
    End.WITHDRAWN: 3,
    End.RETURNED: 3,
    End.VOTED_DOWN: 3,
    End.FEWER: 2,
    End.KEPT: 3,
    End.UPHELD: 2,
    End.MISTAKEN: 2,
}
FALL_ENDS = {
    End.POSTED: 45,
    End.PUT_RIGHT: 15,
    End.KEPT: 5,
    End.UPHELD: 5,
    End.APPEALED: 12,
    End.APPEALED_IN_VAIN: 9,
    End.TOWNSHIP: 9,
}
BY_HOUSEHOLD = ("02", "04", "12", "14", "15", "30", "41", "42", "43", "44", "45", "46", "61", "62")
ON_SHEET = ("11", "13", "30", "31", "41", "43", "44", "45", "46", "61", "62")
ITEMS = {
    Way.HOUSEHOLD: BY_HOUSEHOLD,
    Way.DESK: BY_HOUSEHOLD,
    Way.PAPER: BY_HOUSEHOLD,
    Way.SHEET: ON_SHEET,
    Way.NEIGHBOUR: ("11", "12", "13", "14", "15", "23"),
    Way.GRID_WORKER: ("02", "12", "23", "42", "43"),
    Way.ROUND: ("01", "03"),
    Way.FALL: ("90", "91"),
    Way.SAFETY: ("92",),
}
FALLS = (Way.FALL, Way.SAFETY)


@dataclass
class Act:
    """One claim on its way. ``closes_on`` is the last day of its notice, counted by the bench."""

    n: int
    home: Home
    way: Way
    end: End
    on: date
    filed_on: date
    item: str = ""
    points: int = 0
    claim_id: UUID = field(init=False)
    proposed_by: UUID = field(init=False)
    is_panel_done: bool = False
    twin: "Act | None" = None
    """An act of the same household, item and day that came before: the caps leave it less."""
    closes_on: date | None = None

    def make_twin_of(self, other: "Act") -> None:
        """Be the same act once more, if acts of its way may be filed twice."""
        if other.way not in (*FALLS, Way.ROUND):
            self.twin, self.way, self.on = other, other.way, other.on
            self.filed_on = other.filed_on
            self.end = self.end if self.end in ENDS else End.POSTED

    @property
    def is_fall(self) -> bool:
        return self.way in FALLS


def acts_of(homes: list[Home], first: date, end: date) -> Iterator[Act]:
    """Yield the acts of the months from a first to an end, two a month of each household."""
    chance = Random(SEED)
    ways, ends, fall_ends = (Deck(chance, it) for it in (WAYS, ENDS, FALL_ENDS))
    n, month = 0, first
    while month < end:
        following = (month + timedelta(days=31)).replace(day=1)
        days = (following - month).days
        for home in homes:
            before = None
            for _ in range(CLAIMS_A_MONTH):
                way = ways.draw()
                end_ = fall_ends.draw() if way in FALLS else ends.draw()
                on = month + timedelta(days=chance.randrange(days))
                late = chance.randint(1, LATE_DAYS_MAX) if way in (Way.PAPER, Way.SHEET) else 0
                filed = min(on + timedelta(days=late), end - timedelta(days=1))
                act = Act(n, home, way, end_, on, filed)
                if before is not None and chance.randrange(TWIN_EVERY) == 0:
                    act.make_twin_of(before)
                yield act
                before, n = act, n + 1
        month = following


class Deck(Generic[T]):
    """Gives everything once, so that also a small village sees it, and then by weight."""

    def __init__(self, chance: Random, weights: dict[T, int]) -> None:
        self._chance, self._weights = chance, weights
        self._first = list(weights)

    def draw(self) -> T:
        """Draw one."""
        if self._first:
            return self._first.pop()
        return self._chance.choices(list(self._weights), list(self._weights.values()))[0]
