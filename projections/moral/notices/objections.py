"""What can be asked about objections."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from projections.moral.notices.projection import NoticesProjection
from projections.moral.notices.rows import ObjectionRow
from projections.projection import Tables
from projections.reader import PAGE_MAX, Reader, Scope, below, bounded


class Objections(Reader):
    """Objections to acts on notice."""

    projection = NoticesProjection()

    def of(self, objection_id: UUID) -> ObjectionRow | None:
        """Return one objection."""

        def statement(t: Tables) -> Select[Any]:
            return select(t["objections"]).where(t["objections"].c.objection_id == objection_id)

        row = self._row(statement)
        return ObjectionRow(*row) if row else None

    def of_claim(self, claim_id: UUID, limit: int = 50) -> list[ObjectionRow]:
        """Return those to one act, the latest first."""

        def statement(t: Tables) -> Select[Any]:
            column = t["objections"].c
            chosen = select(t["objections"]).where(column.claim_id == claim_id)
            return chosen.order_by(column.position.desc()).limit(bounded(limit))

        return [ObjectionRow(*it) for it in self._rows(statement)]

    def waiting(
        self, scope: Scope | str, limit: int = 50, after_position: int | None = None
    ) -> list[ObjectionRow]:
        """Return what waits for the committee of a unit, the oldest first."""

        def statement(t: Tables) -> Select[Any]:
            column = t["objections"].c
            chosen = select(t["objections"]).where(column.is_open, below(column.unit_code, scope))
            if after_position is not None:
                chosen = chosen.where(column.position > after_position)
            return chosen.order_by(column.position).limit(bounded(limit))

        return [ObjectionRow(*it) for it in self._rows(statement)]

    def count_waiting(self, scope: Scope | str) -> int:
        """Count them."""

        def statement(t: Tables) -> Select[Any]:
            column = t["objections"].c
            mine = column.is_open, below(column.unit_code, scope)
            return select(column.position).where(*mine)

        return self._count_of(statement)

    def outcomes(self, unit_code: str, begins: datetime, ends: datetime) -> dict[str, int]:
        """Count what was objected to between two moments by outcome; "" has no answer yet."""

        def statement(t: Tables) -> Select[Any]:
            c = t["objections"].c
            counted: tuple[Any, ...] = (c.outcome, func.count())
            chosen = select(*counted).where(c.unit_code == unit_code)
            chosen = chosen.where(c.objected_at >= begins, c.objected_at < ends)
            return chosen.group_by(c.outcome).order_by(c.outcome).limit(PAGE_MAX)

        return {row[0]: int(row[1]) for row in self._rows(statement)}
