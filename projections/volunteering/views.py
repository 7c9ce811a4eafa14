"""What can be asked about teams, volunteers, activities and attendances."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Table, select

from ledger.kernel.clock import day_end
from projections.projection import Tables
from projections.reader import PAGE_MAX, Reader, Scope, after_row, below, bounded
from projections.volunteering.projection import VolunteeringProjection


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A volunteer team."""

    team_id: UUID
    unit_code: str
    name: str


@dataclass(frozen=True, slots=True)
class VolunteerRow:
    """A registered volunteer; the name lives with the people."""

    person_id: UUID
    number: str
    unit_code: str


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


class VolunteeringReader(Reader):
    """Reads the tables of volunteer service."""

    projection = VolunteeringProjection()


class Teams(VolunteeringReader):
    """Volunteer teams and their members."""

    def of(self, team_id: UUID) -> TeamRow | None:
        """Return one team."""
        row = self._row(lambda t: select(t["teams"]).where(t["teams"].c.team_id == team_id))
        return TeamRow(*row) if row else None

    def page(
        self, scope: Scope | str, limit: int = 50, after_id: UUID | None = None
    ) -> list[TeamRow]:
        """Return teams of a unit and all units below it, by unit and name."""

        def statement(t: Tables) -> Select[Any]:
            table = t["teams"]
            order = [table.c.unit_code, table.c.name, table.c.team_id]
            chosen = select(table).where(below(table.c.unit_code, scope))
            if after_id is not None:
                chosen = chosen.where(after_row(table, order, after_id))
            return chosen.order_by(*order).limit(bounded(limit))

        return [TeamRow(*row) for row in self._rows(statement)]

    def of_person(self, person_id: UUID) -> list[TeamRow]:
        """Return the teams a volunteer belongs to."""

        def statement(t: Tables) -> Select[Any]:
            teams, members = t["teams"], t["team_members"]
            return (
                select(teams)
                .join(members, members.c.team_id == teams.c.team_id)
                .where(members.c.person_id == person_id)
                .order_by(teams.c.name, teams.c.team_id)
                .limit(PAGE_MAX)
            )

        return [TeamRow(*row) for row in self._rows(statement)]

    def members(
        self, team_id: UUID, limit: int = 50, after_id: UUID | None = None
    ) -> list[VolunteerRow]:
        """Return the members of a team, by ID."""

        def statement(t: Tables) -> Select[Any]:
            volunteers, members = t["volunteers"], t["team_members"]
            chosen = (
                select(volunteers)
                .join(members, members.c.person_id == volunteers.c.person_id)
                .where(members.c.team_id == team_id)
            )
            if after_id is not None:
                chosen = chosen.where(members.c.person_id > after_id)
            return chosen.order_by(members.c.person_id).limit(bounded(limit))

        return [VolunteerRow(*row) for row in self._rows(statement)]


class Volunteers(VolunteeringReader):
    """Registered volunteers and their totals."""

    def of(self, person_id: UUID) -> VolunteerRow | None:
        """Return one volunteer."""
        row = self._row(
            lambda t: select(t["volunteers"]).where(t["volunteers"].c.person_id == person_id)
        )
        return VolunteerRow(*row) if row else None

    def by_number(self, number: str) -> VolunteerRow | None:
        """Return the volunteer with a number; the lowest ID, should there be two."""
        row = self._row(
            lambda t: (
                select(t["volunteers"])
                .where(t["volunteers"].c.number == number)
                .order_by(t["volunteers"].c.person_id)
                .limit(1)
            )
        )
        return VolunteerRow(*row) if row else None

    def page(
        self, scope: Scope | str, limit: int = 50, after_id: UUID | None = None
    ) -> list[VolunteerRow]:
        """Return volunteers of a unit and all units below it, by unit and number."""

        def statement(t: Tables) -> Select[Any]:
            table = t["volunteers"]
            order = [table.c.unit_code, table.c.number, table.c.person_id]
            chosen = select(table).where(below(table.c.unit_code, scope))
            if after_id is not None:
                chosen = chosen.where(after_row(table, order, after_id))
            return chosen.order_by(*order).limit(bounded(limit))

        return [VolunteerRow(*row) for row in self._rows(statement)]


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
