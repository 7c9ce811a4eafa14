"""What can be asked about teams and volunteers."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from projections.projection import Tables
from projections.reader import PAGE_MAX, Reader, Scope, after_row, below, bounded
from projections.volunteering.activities.rows import ActivityRow
from projections.volunteering.activities.views import Activities
from projections.volunteering.projection import VolunteeringProjection

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
