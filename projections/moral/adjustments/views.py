"""What can be asked about adjustments."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select

from projections.moral.adjustments.projection import AdjustmentsProjection
from projections.projection import Tables
from projections.reader import PAGE_MAX, Reader, Scope, below, bounded


@dataclass(frozen=True, slots=True)
class AdjustmentRow:
    """An entry somebody wants undone, and what came of it; ``amount`` is what came back."""

    unit_code: str
    number: int
    position: int
    state: str
    is_waiting: bool
    entry_id: UUID
    household_id: UUID
    right_household_id: UUID | None
    right_entry_id: UUID | None
    claim_id: UUID | None
    text_id: UUID | None
    requested_by: UUID
    requested_at: datetime
    amount: int
    shortfall: int
    decided_by: UUID | None
    decided_at: datetime | None
    answer_text_id: UUID | None


class Adjustments(Reader):
    """Entries on the wrong account, of villages."""

    projection = AdjustmentsProjection()

    def of(self, unit_code: str, number: int) -> AdjustmentRow | None:
        """Return one of a village."""

        def statement(t: Tables) -> Select[Any]:
            c = t["adjustments"].c
            return select(t["adjustments"]).where(c.unit_code == unit_code, c.number == number)

        row = self._row(statement)
        return AdjustmentRow(*row) if row else None

    def waiting(
        self, scope: Scope | str, limit: int = 50, after: int | None = None
    ) -> list[AdjustmentRow]:
        """Return what waits for the committee, the oldest first."""

        def statement(t: Tables) -> Select[Any]:
            c = t["adjustments"].c
            chosen = select(t["adjustments"]).where(c.is_waiting, below(c.unit_code, scope))
            if after is not None:
                chosen = chosen.where(c.position > after)
            return chosen.order_by(c.position).limit(bounded(limit))

        return [AdjustmentRow(*it) for it in self._rows(statement)]

    def count_waiting(self, scope: Scope | str) -> int:
        """Count them; PAGE_MAX stands for more than that."""

        def statement(t: Tables) -> Select[Any]:
            c = t["adjustments"].c
            return select(c.number).where(c.is_waiting, below(c.unit_code, scope))

        return self._count_of(statement)

    def decided(
        self, scope: Scope | str, limit: int = 50, before: int | None = None
    ) -> list[AdjustmentRow]:
        """Return what was approved or declined, the latest request first."""

        def statement(t: Tables) -> Select[Any]:
            c = t["adjustments"].c
            chosen = select(t["adjustments"]).where(~c.is_waiting, below(c.unit_code, scope))
            if before is not None:
                chosen = chosen.where(c.position < before)
            return chosen.order_by(c.position.desc()).limit(bounded(limit))

        return [AdjustmentRow(*it) for it in self._rows(statement)]

    def by_entries(self, ids: Iterable[UUID]) -> dict[UUID, AdjustmentRow]:
        """Return by entry the latest adjustment that undid or gave it, or waits or was declined."""
        wanted = list(ids)[:PAGE_MAX]

        def statement(t: Tables) -> Select[Any]:
            c = t["adjustments"].c
            about = or_(c.entry_id.in_(wanted), c.right_entry_id.in_(wanted))
            return select(t["adjustments"]).where(about).order_by(c.position).limit(2 * PAGE_MAX)

        found: dict[UUID, AdjustmentRow] = {}
        for it in self._rows(statement):
            row = AdjustmentRow(*it)
            found[row.entry_id] = row
            if row.right_entry_id is not None:
                found[row.right_entry_id] = row
        return {it: row for it, row in found.items() if it in set(wanted)}
