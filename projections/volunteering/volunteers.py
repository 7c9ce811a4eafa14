"""What can be asked about registered volunteers."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from projections.projection import Tables
from projections.reader import PAGE_MAX, Scope, after_row, below, bounded
from projections.volunteering.teams import VolunteeringReader
from projections.volunteering.volunteer_row import VolunteerRow, volunteer_columns

__all__ = ["VolunteerRow", "Volunteers"]


class Volunteers(VolunteeringReader):
    """Registered volunteers and their numbers."""

    def of(self, person_id: UUID) -> VolunteerRow | None:
        """Return one volunteer."""
        row = self._row(
            lambda t: select(*volunteer_columns(t["volunteers"])).where(
                t["volunteers"].c.person_id == person_id
            )
        )
        return VolunteerRow(*row) if row else None

    def by_number(self, number: str) -> VolunteerRow | None:
        """Return the volunteer with a number; the lowest ID, should there be two."""
        row = self._row(
            lambda t: (
                select(*volunteer_columns(t["volunteers"]))
                .where(t["volunteers"].c.number == number)
                .order_by(t["volunteers"].c.person_id)
                .limit(1)
            )
        )
        return VolunteerRow(*row) if row else None

    def by_numbers(self, numbers: Iterable[str]) -> dict[str, VolunteerRow]:
        """Return the volunteers of some numbers, PAGE_MAX of them at most; the lowest ID each."""
        return {it.number: it for it in self._any("number", numbers)}

    def by_national_numbers(self, numbers: Iterable[str]) -> dict[str, VolunteerRow]:
        """Return who bears some numbers of the national system, PAGE_MAX of them at most."""
        return {it.national_number: it for it in self._any("national_number", numbers)}

    def by_persons(self, ids: Iterable[UUID]) -> dict[UUID, VolunteerRow]:
        """Return some volunteers by their IDs, PAGE_MAX of them at most."""
        return {it.person_id: it for it in self._any("person_id", dict.fromkeys(ids))}

    def page(
        self, scope: Scope | str, limit: int = 50, after_id: UUID | None = None
    ) -> list[VolunteerRow]:
        """Return volunteers of a unit and all units below it, by unit and number."""

        def statement(t: Tables) -> Select[Any]:
            table = t["volunteers"]
            order = [table.c.unit_code, table.c.number, table.c.person_id]
            chosen = select(*volunteer_columns(table)).where(below(table.c.unit_code, scope))
            if after_id is not None:
                chosen = chosen.where(after_row(table, order, after_id))
            return chosen.order_by(*order).limit(bounded(limit))

        return [VolunteerRow(*row) for row in self._rows(statement)]

    def _any(self, column: str, values: Iterable[str] | Iterable[UUID]) -> list[VolunteerRow]:
        wanted = list(values)[:PAGE_MAX]

        def statement(t: Tables) -> Select[Any]:
            table = t["volunteers"]
            chosen = select(*volunteer_columns(table)).where(table.c[column].in_(wanted))
            # The lowest ID comes last, so that it is the one that stays.
            return chosen.order_by(table.c.person_id.desc())

        return [VolunteerRow(*row) for row in self._rows(statement)]
