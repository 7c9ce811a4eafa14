"""What can be asked about teams, volunteers, activities and attendances."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Table, select

from ledger.kernel.clock import day_end
from projections.projection import Tables
from projections.reader import Scope, after_row, below, bounded
from projections.volunteering.teams import TeamRow, Teams, VolunteeringReader
from projections.volunteering.volunteers import VolunteerRow, Volunteers

__all__ = [
    "Activities",
    "ActivityRow",
    "TeamRow",
    "Teams",
    "VolunteerRow",
    "VolunteeringReader",
    "Volunteers",
]


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """A published activity with its planned times."""

    activity_id: UUID
    unit_code: str
    team_id: UUID | None
    title: str
    place: str
    starts_at: datetime
    ends_at: datetime
    is_volunteer_service: bool
    led_by: UUID | None
    risk_level: int


class Activities(VolunteeringReader):
    """Activities of a unit and all units below it, by time."""

    def of(self, activity_id: UUID) -> ActivityRow | None:
        """Return one activity."""
        row = self._row(
            lambda t: select(t["activities"]).where(t["activities"].c.activity_id == activity_id)
        )
        return ActivityRow(*row) if row else None

    def upcoming(
        self, scope: Scope | str, now: datetime, limit: int = 50, after_id: UUID | None = None
    ) -> list[ActivityRow]:
        """Return activities that begin after a moment, soonest first."""
        return self._page(scope, lambda a: a.c.starts_at > now, limit, after_id)

    def of_day(
        self, scope: Scope | str, day: date, limit: int = 50, after_id: UUID | None = None
    ) -> list[ActivityRow]:
        """Return activities that take place, wholly or in part, on a local day, soonest first."""
        first, end = day_end(day - timedelta(days=1)), day_end(day)
        # An activity lasts a day at most, so the index need not be read further back.
        longest = timedelta(days=1)
        return self._page(
            scope,
            lambda a: (
                (a.c.starts_at >= first - longest) & (a.c.starts_at < end) & (a.c.ends_at > first)
            ),
            limit,
            after_id,
        )

    def past(
        self, scope: Scope | str, now: datetime, limit: int = 50, after_id: UUID | None = None
    ) -> list[ActivityRow]:
        """Return activities that are over at a moment, latest first."""
        return self._page(
            scope,
            lambda a: (a.c.starts_at <= now) & (a.c.ends_at <= now),
            limit,
            after_id,
            descending=True,
        )

    def _page(
        self,
        scope: Scope | str,
        which: Callable[[Table], ColumnElement[bool]],
        limit: int,
        after_id: UUID | None,
        *,
        descending: bool = False,
    ) -> list[ActivityRow]:
        def statement(t: Tables) -> Select[Any]:
            table = t["activities"]
            order = [table.c.starts_at, table.c.activity_id]
            chosen = select(table).where(below(table.c.unit_code, scope), which(table))
            if after_id is not None:
                chosen = chosen.where(after_row(table, order, after_id, descending=descending))
            ways = [it.desc() if descending else it.asc() for it in order]
            return chosen.order_by(*ways).limit(bounded(limit))

        return [ActivityRow(*row) for row in self._rows(statement)]
