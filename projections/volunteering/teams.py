"""What can be asked about teams and who belongs to them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from projections.projection import Tables
from projections.reader import PAGE_MAX, Reader, Scope, after_row, below, bounded
from projections.volunteering.projection import VolunteeringProjection
from projections.volunteering.volunteer_row import VolunteerRow, volunteer_columns


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A volunteer team, below another one or below none."""

    team_id: UUID
    unit_code: str
    name: str
    kind: str
    parent_id: UUID | None
    members: int
    is_dissolved: bool


class VolunteeringReader(Reader):
    """Reads the tables of volunteer service."""

    projection = VolunteeringProjection()


class Teams(VolunteeringReader):
    """Volunteer teams and their members."""

    def of(self, team_id: UUID) -> TeamRow | None:
        """Return one team, also one that was dissolved."""
        row = self._row(lambda t: select(t["teams"]).where(t["teams"].c.team_id == team_id))
        return TeamRow(*row) if row else None

    def page(
        self, scope: Scope | str, limit: int = 50, after_id: UUID | None = None
    ) -> list[TeamRow]:
        """Return standing teams of a unit and all units below it, by unit and name."""

        def statement(t: Tables) -> Select[Any]:
            table = t["teams"]
            order = [table.c.unit_code, table.c.name, table.c.team_id]
            chosen = select(table).where(
                below(table.c.unit_code, scope), table.c.is_dissolved.is_(False)
            )
            if after_id is not None:
                chosen = chosen.where(after_row(table, order, after_id))
            return chosen.order_by(*order).limit(bounded(limit))

        return [TeamRow(*row) for row in self._rows(statement)]

    def right_in(self, unit_code: str, limit: int = PAGE_MAX) -> list[TeamRow]:
        """Return the standing teams of one unit, without those below it, by name."""

        def statement(t: Tables) -> Select[Any]:
            table = t["teams"]
            chosen = select(table).where(
                table.c.unit_code == unit_code, table.c.is_dissolved.is_(False)
            )
            return chosen.order_by(table.c.name, table.c.team_id).limit(bounded(limit))

        return [TeamRow(*row) for row in self._rows(statement)]

    def children(self, team_id: UUID, limit: int = PAGE_MAX) -> list[TeamRow]:
        """Return the standing teams right below one, by name."""

        def statement(t: Tables) -> Select[Any]:
            table = t["teams"]
            chosen = select(table).where(
                table.c.parent_id == team_id, table.c.is_dissolved.is_(False)
            )
            return chosen.order_by(table.c.name, table.c.team_id).limit(bounded(limit))

        return [TeamRow(*row) for row in self._rows(statement)]

    def of_person(self, person_id: UUID) -> list[TeamRow]:
        """Return the standing teams a volunteer belongs to."""

        def statement(t: Tables) -> Select[Any]:
            teams, members = t["teams"], t["team_members"]
            return (
                select(teams)
                .join(members, members.c.team_id == teams.c.team_id)
                .where(members.c.person_id == person_id, teams.c.is_dissolved.is_(False))
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
                select(*volunteer_columns(volunteers))
                .join(members, members.c.person_id == volunteers.c.person_id)
                .where(members.c.team_id == team_id)
            )
            if after_id is not None:
                chosen = chosen.where(members.c.person_id > after_id)
            return chosen.order_by(members.c.person_id).limit(bounded(limit))

        return [VolunteerRow(*row) for row in self._rows(statement)]
