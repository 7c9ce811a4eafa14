"""What can be asked about what is still to be recorded.

The day itself is not in the table: it is counted when asked, by the calendar as it is known then.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Table, select

from projections.projection import Tables
from projections.reader import PAGE_MAX, Reader, Scope, after_row, below, bounded
from projections.volunteering.dues.fold import DueState
from projections.volunteering.dues.projection import DuesProjection


@dataclass(frozen=True, slots=True)
class DueRow:
    """An activity, and where its record stands."""

    activity_id: UUID
    unit_code: str
    led_by: UUID | None
    title: str
    ends_at: datetime
    is_volunteer_service: bool
    state: str
    reminded_on: int
    is_late: bool
    recorded_at: datetime | None


class Dues(Reader):
    """Activities that are over and not recorded."""

    projection = DuesProjection()

    def of(self, activity_id: UUID) -> DueRow | None:
        """Return one activity."""

        def statement(t: Tables) -> Select[Any]:
            return select(t["activities"]).where(t["activities"].c.activity_id == activity_id)

        row = self._row(statement)
        return DueRow(*row) if row else None

    def open_of_leader(self, person_id: UUID, now: datetime, limit: int = 50) -> list[DueRow]:
        """Return what somebody led and has not recorded yet, what ended first at the front."""
        return self._open(lambda a: [a.c.led_by == person_id, a.c.ends_at <= now], limit, None)

    def open_in(
        self,
        scope: Scope | str,
        ended_before: datetime,
        limit: int = 50,
        after_id: UUID | None = None,
    ) -> list[DueRow]:
        """Return what a unit and those below have not recorded and ended before a moment."""
        return self._open(
            lambda a: [below(a.c.unit_code, scope), a.c.ends_at < ended_before], limit, after_id
        )

    def ended_between(
        self, first: datetime, last: datetime, after_id: UUID | None = None
    ) -> list[DueRow]:
        """Return everything that ended from one moment until another and is not recorded."""
        return self._open(lambda a: [a.c.ends_at.between(first, last)], PAGE_MAX, after_id)

    def _open(self, where: Any, limit: int, after_id: UUID | None) -> list[DueRow]:
        def statement(t: Tables) -> Select[Any]:
            table: Table = t["activities"]
            order = [table.c.ends_at, table.c.activity_id]
            wanted: list[ColumnElement[bool]] = [table.c.state == DueState.OPEN, *where(table)]
            if after_id is not None:
                wanted.append(after_row(table, order, after_id))
            return select(table).where(*wanted).order_by(*order).limit(bounded(limit))

        return [DueRow(*row) for row in self._rows(statement)]
