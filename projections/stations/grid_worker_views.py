"""What can be asked about part-time grid work."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, func, select

from ledger.stations.grid_worker import Ending
from projections.projection import Tables
from projections.reader import Reader, Scope, after_row, below, bounded
from projections.stations.grid_workers import GridWorkersProjection


@dataclass(frozen=True, slots=True)
class GridWorkerRow:
    """A rider's yes, last training and grid; ``unit_code`` is empty without a term."""

    person_id: UUID
    agrees: bool
    trained_on: date | None
    unit_code: str
    from_day: date | None
    to_day: date | None
    is_paid: bool


@dataclass(frozen=True, slots=True)
class GridTermRow:
    """One term; ``cause`` is empty while it is not over."""

    person_id: UUID
    from_day: date
    unit_code: str
    to_day: date
    is_paid: bool
    cause: str


@dataclass(frozen=True, slots=True)
class GridCounts:
    """How many terms of a unit and below began, ended and ran in a span of days; no names."""

    begun: int
    running: int
    """On the last day of the span."""
    left: int
    """The rider asked."""
    ended: int
    """The unit ended it."""
    expired: int


class GridWorkers(Reader):
    """Reads the tables of part-time grid work."""

    projection = GridWorkersProjection()

    def of(self, person_id: UUID) -> GridWorkerRow | None:
        """Return what stands of one rider."""
        row = self._row(lambda t: select(t["workers"]).where(t["workers"].c.person_id == person_id))
        return GridWorkerRow(*row) if row else None

    def terms(self, person_id: UUID, limit: int = 20) -> list[GridTermRow]:
        """Return the terms of a rider, the latest first."""

        def statement(t: Tables) -> Select[Any]:
            table = t["terms"]
            chosen = select(table).where(table.c.person_id == person_id)
            return chosen.order_by(table.c.from_day.desc()).limit(bounded(limit))

        return [GridTermRow(*row) for row in self._rows(statement)]

    def in_unit(
        self, scope: Scope | str, limit: int = 50, after_id: UUID | None = None
    ) -> list[GridWorkerRow]:
        """Return who has a term in a unit or below, by grid."""

        def statement(t: Tables) -> Select[Any]:
            table = t["workers"]
            order = [table.c.unit_code, table.c.person_id]
            chosen = select(table).where(below(table.c.unit_code, scope), table.c.unit_code != "")
            if after_id is not None:
                chosen = chosen.where(after_row(table, order, after_id))
            return chosen.order_by(*order).limit(bounded(limit))

        return [GridWorkerRow(*row) for row in self._rows(statement)]

    def over(self, today: date, limit: int = 100) -> list[UUID]:
        """Return whose term's last day has passed, the longest ago first."""

        def statement(t: Tables) -> Select[Any]:
            c = t["workers"].c
            chosen = select(c.person_id).where(c.to_day < today)
            return chosen.order_by(c.to_day, c.person_id).limit(bounded(limit))

        return [row.person_id for row in self._rows(statement)]

    def counts(self, scope: Scope | str, first: date, last: date) -> GridCounts:
        """Count the terms of a unit and all units below it over a span of days."""

        def statement(t: Tables) -> Select[Any]:
            c = t["terms"].c
            over = c.to_day.between(first, last)
            sums: list[ColumnElement[int]] = [
                _times(c.from_day.between(first, last)),
                _times((c.from_day <= last) & (c.to_day >= last)),
                *(_times(over & (c.cause == it.value)) for it in Ending),
            ]
            chosen: Select[Any] = select(*sums)  # type: ignore[assignment]  # too many for a tuple
            return chosen.where(below(c.unit_code, scope), c.from_day <= last)

        return GridCounts(*(int(it or 0) for it in self._row(statement)))


def _times(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))
