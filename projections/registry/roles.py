"""What can be asked about roles: who had which, where and when."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Table, and_, select, true
from sqlalchemy.sql import ColumnElement

from projections.projection import Tables
from projections.reader import PAGE_MAX, Scope, below, bounded
from projections.registry.tables import FOREVER, NOWHERE
from projections.registry.units import RegistryReader


@dataclass(frozen=True, slots=True)
class RoleTermRow:
    """A role of a person in a unit, from a day through another."""

    person_id: UUID
    role: str
    unit_code: str
    place_id: UUID
    from_day: date
    to_day: date

    @property
    def place(self) -> UUID | None:
        """The one place the role is limited to, or None."""
        return None if self.place_id == NOWHERE else self.place_id

    @property
    def last_day(self) -> date | None:
        """The same as ``to_day``, or None while no such day is known."""
        return None if self.to_day == FOREVER else self.to_day


class RoleTerms(RegistryReader):
    """Terms of roles, the earliest first; ``as_of`` keeps those that run on a day."""

    def of_person(self, person_id: UUID, as_of: date | None = None) -> list[RoleTermRow]:
        """Return the terms of a person."""
        return self._terms(lambda terms: terms.c.person_id == person_id, as_of)

    def in_unit(self, unit_code: str, as_of: date | None = None) -> list[RoleTermRow]:
        """Return the terms in one unit, without those in units below it."""
        return self._terms(lambda terms: terms.c.unit_code == unit_code, as_of)

    def below(self, scope: Scope, *, limit: int = PAGE_MAX, offset: int = 0) -> list[RoleTermRow]:
        """Return all terms within a scope, ended or not, the latest first."""

        def statement(t: Tables) -> Select[Any]:
            terms = t["role_terms"]
            order = (terms.c.from_day.desc(), terms.c.role, terms.c.unit_code, terms.c.person_id)
            query = select(terms).where(below(terms.c.unit_code, scope)).order_by(*order)
            return query.limit(bounded(limit)).offset(offset)

        return [RoleTermRow(*row) for row in self._rows(statement)]

    def _terms(self, chosen: Any, as_of: date | None) -> list[RoleTermRow]:
        def statement(t: Tables) -> Select[Any]:
            terms = t["role_terms"]
            query = select(terms).where(chosen(terms), _running(terms, as_of))
            order = (terms.c.from_day, terms.c.role, terms.c.unit_code, terms.c.person_id)
            return query.order_by(*order).limit(PAGE_MAX)

        return [RoleTermRow(*row) for row in self._rows(statement)]


def _running(terms: Table, as_of: date | None) -> ColumnElement[bool]:
    if as_of is None:
        return true()
    return and_(terms.c.from_day <= as_of, terms.c.to_day >= as_of)
