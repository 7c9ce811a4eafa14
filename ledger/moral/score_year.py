"""ScoreYear: what a household's conduct of one year came to (年度积分).

It begins at a base and begins anew each 1 January, for the next year is another stream. The base
and the score are no points: only wallets hold what can be spent (VP-8). An act counts for the
year in which it happened, whenever it is posted: caps, rules and score look at the same day.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

import msgspec
from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive
from ledger.moral import scoring
from ledger.moral.items import Item
from ledger.moral.score_errors import (
    DeductionCapReachedError,
    ItemCapReachedError,
    ScoreEntryNotFoundError,
    ScoreEntryReversedError,
)
from ledger.moral.scoring import Scored

SCORE_BASE = 100
"""``score_base``: what a household's year begins at."""


@dataclass(frozen=True)
class Act:
    """An entry of the score. ``period`` is the month of the books in which it was posted."""

    entry_id: UUID
    claim_id: UUID | None
    household_id: UUID
    unit_code: str
    item_code: str
    points: int
    occurred_on: date
    period: str
    score: int
    occurred_at: datetime

    is_deduction: ClassVar[bool]

    def apply(self, aggregate: Any) -> None:
        """Count it."""
        aggregate.entries[str(self.entry_id)] = Scored(
            self.item_code, self.occurred_on, self.points, self.is_deduction
        )


class ScoreYear(Aggregate):
    """The score of one household in one calendar year. It may go below its base, and below 0."""

    TOPIC = "score_year"
    STATE: ClassVar[dict[str, Any]] = {
        "household_id": UUID,
        "unit_code": str,
        "year": int,
        "base": int,
        "entries": dict[str, Scored],
        "merged_into": UUID | None,
    }

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "score_year.created"

    class Opened(Created):
        TOPIC = "score_year.opened"
        household_id: UUID
        unit_code: str
        year: int
        base: int

    class Added(Act, Event):
        TOPIC = "score_year.added"
        is_deduction = False

    class Deducted(Act, Event):
        TOPIC = "score_year.deducted"
        is_deduction = True

    class Reversed(Event):
        """An entry is undone: a gain's points leave the score, a deduction's come back to it."""

        TOPIC = "score_year.reversed"
        entry_id: UUID
        reverses: UUID
        household_id: UUID
        unit_code: str
        item_code: str
        points: int
        is_deduction: bool
        occurred_on: date
        period: str
        reason: str
        score: int
        occurred_at: datetime

    class TookIn(Event):
        """Another household's year became part of this one: its entries, never its base (A19)."""

        TOPIC = "score_year.took_in"
        household_id: UUID
        unit_code: str
        from_household_id: UUID
        entries: dict[str, Scored]
        score: int
        occurred_at: datetime

    class MergedInto(Event):
        TOPIC = "score_year.merged_into"
        household_id: UUID
        into_household_id: UUID
        occurred_at: datetime

    @staticmethod
    def create_id(household_id: UUID, year: int) -> UUID:
        """One stream for each household and year."""
        return derive("score-year", household_id, year)

    @event(Opened)
    def __init__(self, household_id: UUID, unit_code: str, year: int, base: int) -> None:
        self.household_id = household_id
        self.unit_code = unit_code
        self.year = year
        self.base = base
        self.entries: dict[str, Scored] = {}
        self.merged_into: UUID | None = None

    @property
    def added(self) -> int:
        """Points of all gains that stand."""
        return sum(it.points for it in self._standing() if not it.is_deduction)

    @property
    def deducted(self) -> int:
        """Points of all deductions that stand, as decided: also what was not there to take."""
        return sum(it.points for it in self._standing() if it.is_deduction)

    @property
    def reversed(self) -> int:
        """What undoing changed the score by: below zero if gains were undone."""
        undone = (it for it in self.entries.values() if it.is_reversed)
        return sum(it.points if it.is_deduction else -it.points for it in undone)

    @property
    def score(self) -> int:
        """The score now."""
        return self.base + self.added - self.deducted

    def room_for(self, item: Item, on: date, points: int) -> int:
        """Return how many points the caps of a day, month and year leave: 0 to ``points``."""
        return scoring.room_for(self.entries.values(), item, on, points)

    # Decisions ---------------------------------------------------------------

    def add(self, item: Item, points: int, **act: Any) -> int:
        """Count a gain as far as the caps leave room; return how many points."""
        room = self.room_for(item, act["occurred_on"], points)
        if room == 0:
            raise ItemCapReachedError(item_code=item.code)
        self._count(self.Added, item, room, self.score + room, act)
        return room

    def deduct(self, item: Item, points: int, **act: Any) -> int:
        """Count a deduction as far as the caps leave room; return how many points."""
        room = self.room_for(item, act["occurred_on"], points)
        if room == 0:
            raise DeductionCapReachedError(item_code=item.code)
        self._count(self.Deducted, item, room, self.score - room, act)
        return room

    def reverse(
        self, reverses: UUID, *, entry_id: UUID, reason: str, period: str, at: datetime
    ) -> Scored:
        """Undo an entry once; return it as it was."""
        known = self.require(reverses)
        step = known.points if known.is_deduction else -known.points
        self.trigger_event(
            self.Reversed,
            entry_id=entry_id,
            reverses=reverses,
            household_id=self.household_id,
            unit_code=self.unit_code,
            item_code=known.item_code,
            points=known.points,
            is_deduction=known.is_deduction,
            occurred_on=known.occurred_on,
            period=period,
            reason=reason,
            score=self.score + step,
            occurred_at=at,
        )
        return known

    def require(self, entry_id: UUID) -> Scored:
        """Return an entry that stands, or refuse."""
        known = self.entries.get(str(entry_id))
        if known is None:
            raise ScoreEntryNotFoundError(entry_id=entry_id)
        if known.is_reversed:
            raise ScoreEntryReversedError(entry_id=entry_id)
        return known

    def take_in(self, other: "ScoreYear", at: datetime) -> None:
        """Go on for both, when two households became one; a second time changes nothing."""
        assert other.year == self.year
        if other.merged_into is not None:
            return
        theirs = [it for it in other.entries.values() if not it.is_reversed]
        gain = sum(-it.points if it.is_deduction else it.points for it in theirs)
        self.trigger_event(
            self.TookIn,
            household_id=self.household_id,
            unit_code=self.unit_code,
            from_household_id=other.household_id,
            entries=other.entries,
            score=self.score + gain,
            occurred_at=at,
        )
        other.trigger_event(
            self.MergedInto,
            household_id=other.household_id,
            into_household_id=self.household_id,
            occurred_at=at,
        )

    def _standing(self) -> list[Scored]:
        return [it for it in self.entries.values() if not it.is_reversed]

    def _count(self, event_class: Any, item: Item, points: int, score: int, act: Any) -> None:
        self.trigger_event(
            event_class,
            household_id=self.household_id,
            unit_code=self.unit_code,
            item_code=item.code,
            points=points,
            score=score,
            **act,
        )

    # Evolution: believe the event ---------------------------------------------

    @event(Reversed)
    def _reversed(self, reverses: UUID) -> None:
        known = self.entries[str(reverses)]
        self.entries[str(reverses)] = msgspec.structs.replace(known, is_reversed=True)

    @event(TookIn)
    def _took_in(self, entries: dict[str, Scored]) -> None:
        self.entries |= entries

    @event(MergedInto)
    def _merged_into(self, into_household_id: UUID) -> None:
        self.merged_into = into_household_id
