"""What can be asked about erasures."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from ledger.registry.erasure import ErasureState
from projections.projection import Tables
from projections.reader import Reader, bounded
from projections.rights.projection import RightsProjection


@dataclass(frozen=True, slots=True)
class ErasureRow:
    """A person's latest request to be forgotten, and what came of it."""

    person_id: UUID
    state: str
    due_on: date
    asked: str
    requested_by: UUID | None
    agreed_points: int
    forfeited_points: int
    changed_at: datetime

    @property
    def is_pending(self) -> bool:
        """Tell whether it may still be taken back."""
        return self.state == ErasureState.REQUESTED.value

    @property
    def is_done(self) -> bool:
        """Tell whether the person is forgotten."""
        return self.state == ErasureState.ERASED.value


class Erasures(Reader):
    """Requests to be forgotten."""

    projection = RightsProjection()

    def of(self, person_id: UUID) -> ErasureRow | None:
        """Return a person's latest request."""
        row = self._row(
            lambda t: select(t["erasures"]).where(t["erasures"].c.person_id == person_id)
        )
        return ErasureRow(*row) if row else None

    def due(self, day: date, limit: int = 100) -> list[UUID]:
        """Return whose request is to be carried out by a day, the longest due first."""

        def statement(t: Tables) -> Select[Any]:
            table = t["erasures"]
            return (
                select(table.c.person_id)
                .where(table.c.state == ErasureState.REQUESTED.value, table.c.due_on <= day)
                .order_by(table.c.due_on, table.c.person_id)
                .limit(bounded(limit))
            )

        return [row.person_id for row in self._rows(statement)]

    def done(self, after: UUID | None, limit: int = 100) -> list[UUID]:
        """Return who is forgotten, by ID."""

        def statement(t: Tables) -> Select[Any]:
            table = t["erasures"]
            query = select(table.c.person_id).where(table.c.state == ErasureState.ERASED.value)
            if after is not None:
                query = query.where(table.c.person_id > after)
            return query.order_by(table.c.person_id).limit(bounded(limit))

        return [row.person_id for row in self._rows(statement)]
