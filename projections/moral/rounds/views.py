"""What can be asked about rounds."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, case, func, select

from ledger.moral.round import Found, Round
from projections.moral.rounds.projection import RoundsProjection
from projections.projection import Tables
from projections.reader import PAGE_MAX, Reader, Scope, below

CHECKS_MAX = 2_000
"""Gates and items of one round that are read."""


@dataclass(frozen=True, slots=True)
class CheckRow:
    """What was found at a gate for an item, in a round."""

    round_id: UUID
    household_id: UUID
    item_code: str
    unit_code: str
    month: str
    walked_by: UUID
    found: str
    claim_id: UUID | None
    checked_at: datetime
    visits: int


@dataclass(frozen=True, slots=True)
class RoundProgress:
    """How far a grid worker is in a month."""

    unit_code: str
    walked_by: UUID
    gates: int
    good: int
    absent: int
    last_at: datetime


class Rounds(Reader):
    """Rounds of grid workers."""

    projection = RoundsProjection()

    def checks(self, unit_code: str, walked_by: UUID, month: str) -> list[CheckRow]:
        """Return what was found in a round, the latest first."""
        round_id = Round.create_id(unit_code, walked_by, month)

        def statement(t: Tables) -> Select[Any]:
            checks = t["checks"]
            chosen = select(checks).where(checks.c.round_id == round_id)
            order = (checks.c.checked_at.desc(), checks.c.household_id, checks.c.item_code)
            return chosen.order_by(*order).limit(CHECKS_MAX)

        return [
            CheckRow(*(getattr(row, it) for it in CheckRow.__dataclass_fields__))
            for row in self._rows(statement)
        ]

    def progress(self, scope: Scope | str, month: str) -> list[RoundProgress]:
        """Return how far everybody is in a unit and below in a month."""

        def statement(t: Tables) -> Select[Any]:
            checks = t["checks"]
            gates = func.count(checks.c.household_id.distinct())

            def gates_with(found: Found) -> Any:
                gate = case((checks.c.found == found.value, checks.c.household_id))
                return func.count(gate.distinct())

            walked = (checks.c.unit_code, checks.c.walked_by)
            last = func.max(checks.c.checked_at)
            numbers = (gates, gates_with(Found.GOOD), gates_with(Found.ABSENT), last)
            chosen = select(*walked, *numbers).where(
                below(checks.c.unit_code, scope), checks.c.month == month
            )
            return chosen.group_by(*walked).order_by(*walked).limit(PAGE_MAX)

        return [RoundProgress(*row) for row in self._rows(statement)]
