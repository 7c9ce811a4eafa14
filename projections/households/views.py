"""What can be asked about households."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Table, and_, select

from projections.households.projection import HouseholdsProjection
from projections.households.states import HouseholdState
from projections.projection import Tables
from projections.reader import PAGE_MAX, Reader, Scope, below, bounded
from projections.scopes import UNIT_CODE_AFTER

_MERGES_MAX = 10
"""Merges one after another that a reader follows; a longer chain is no village's."""


@dataclass(frozen=True, slots=True)
class HouseholdRow:
    """A household as it stands; ``members`` is how many belong to it."""

    household_id: UUID
    position: int
    unit_code: str
    group: str
    number: str
    head_id: UUID | None
    members: int
    in_scheme: bool
    publishes: bool
    generation: int
    state: str
    merged_into: UUID | None
    split_from: UUID | None
    registered_at: datetime

    @property
    def is_open(self) -> bool:
        """Whether it still is."""
        return self.state == HouseholdState.OPEN


@dataclass(frozen=True, slots=True)
class MemberRow:
    """Somebody of a household."""

    household_id: UUID
    person_id: UUID
    relation: str
    is_head: bool
    joined_on: date
    position: int


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One step in the life of a household."""

    position: int
    household_id: UUID
    kind: str
    detail: str
    person_id: UUID | None
    other_id: UUID | None
    points: int
    by: UUID | None
    occurred_at: datetime


@dataclass(frozen=True, slots=True)
class HouseholdTotals:
    """How many there are."""

    households: int
    members: int
    in_scheme: int
    publishing: int


class HouseholdReader(Reader):
    """Reads the tables of households."""

    projection = HouseholdsProjection()


class Households(HouseholdReader):
    """The register of households."""

    def get(self, household_id: UUID) -> HouseholdRow | None:
        """Return the household of exactly this ID, merged or not."""
        return self.by_ids([household_id]).get(household_id)

    def by_ids(self, ids: Iterable[UUID]) -> dict[UUID, HouseholdRow]:
        """Return some households, PAGE_MAX at most."""
        wanted = list(ids)[:PAGE_MAX]
        rows = self._rows(
            lambda t: select(t["households"]).where(t["households"].c.household_id.in_(wanted))
        )
        return {row.household_id: HouseholdRow(*row) for row in rows}

    def survivor(self, household_id: UUID) -> HouseholdRow | None:
        """Return a household, or the one it became part of."""
        row = self.get(household_id)
        for _ in range(_MERGES_MAX):
            if row is None or row.merged_into is None:
                break
            row = self.get(row.merged_into)
        return row

    def with_those_it_took_in(self, household_id: UUID) -> frozenset[UUID]:
        """Return a household and all that became part of it, PAGE_MAX a step at most."""
        found, last = {household_id}, {household_id}
        for _ in range(_MERGES_MAX):
            last = self._merged_into(last)
            if not last:
                break
            found |= last
        return frozenset(found)

    def of_person(self, person_id: UUID) -> HouseholdRow | None:
        """Return where somebody lives."""

        def statement(t: Tables) -> Select[Any]:
            households, members = t["households"], t["members"]
            joined = households.join(members, members.c.household_id == households.c.household_id)
            return select(households).select_from(joined).where(members.c.person_id == person_id)

        row = self._row(statement)
        return HouseholdRow(*row) if row else None

    def of_persons(self, ids: Iterable[UUID]) -> dict[UUID, UUID]:
        """Return in which household some people live, PAGE_MAX at most."""
        wanted = list(ids)[:PAGE_MAX]

        def statement(t: Tables) -> Select[Any]:
            of = t["members"].c
            return select(of.person_id, of.household_id).where(of.person_id.in_(wanted))

        return {row.person_id: row.household_id for row in self._rows(statement)}

    def members(self, household_id: UUID) -> list[MemberRow]:
        """Return who is of a household, the head first."""

        def statement(t: Tables) -> Select[Any]:
            of = t["members"].c
            chosen = select(t["members"]).where(of.household_id == household_id)
            return chosen.order_by(of.is_head.desc(), of.position).limit(PAGE_MAX)

        return [MemberRow(*row) for row in self._rows(statement)]

    def by_gate(self, gate_id: UUID) -> HouseholdRow | None:
        """Return where a plate leads, through merges; None for one that was replaced."""
        row = self._row(lambda t: select(t["gates"]).where(t["gates"].c.gate_id == gate_id))
        named = self.get(row.household_id) if row else None
        if named is None or named.generation != row.generation:
            return None
        return self.survivor(named.household_id)

    def by_number(self, unit_code: str, number: str) -> HouseholdRow | None:
        """Return a village's household of a number, merged or not."""
        return self.by_numbers(unit_code, [number]).get(number)

    def by_numbers(self, unit_code: str, numbers: Iterable[str]) -> dict[str, HouseholdRow]:
        """Return a village's households of some numbers, PAGE_MAX at most, merged or not."""
        wanted = list(numbers)[:PAGE_MAX]

        def statement(t: Tables) -> Select[Any]:
            of = t["households"].c
            return select(t["households"]).where(of.unit_code == unit_code, of.number.in_(wanted))

        return {row.number: HouseholdRow(*row) for row in self._rows(statement)}

    def page(
        self, scope: Scope | str, *, limit: int = 50, after: HouseholdRow | None = None
    ) -> list[HouseholdRow]:
        """Return the households of a village, or of all below a unit, by village and number."""

        def where(table: Table) -> list[ColumnElement[bool]]:
            of = table.c
            conditions: list[ColumnElement[bool]] = [below(of.unit_code, scope)]
            if after is not None:
                later = and_(of.unit_code == after.unit_code, of.number > after.number)
                conditions.append((of.unit_code > after.unit_code) | later)
            return conditions

        return self._ordered(where, limit)

    def starting(self, unit_code: str, prefix: str, limit: int = 50) -> list[HouseholdRow]:
        """Return the households of a village whose number begins so."""

        def where(table: Table) -> list[ColumnElement[bool]]:
            of = table.c
            last = prefix + UNIT_CODE_AFTER
            return [of.unit_code == unit_code, of.number >= prefix, of.number <= last]

        return self._ordered(where, limit)

    def headed_by(self, unit_code: str, ids: Iterable[UUID], limit: int = 50) -> list[HouseholdRow]:
        """Return the households of a village whose head is one of some people."""
        wanted = list(ids)[:PAGE_MAX]

        def where(table: Table) -> list[ColumnElement[bool]]:
            return [table.c.unit_code == unit_code, table.c.head_id.in_(wanted)]

        return self._ordered(where, limit)

    def totals(self, scope: Scope | str) -> HouseholdTotals:
        """Count households, members, and those that joined the scheme and agreed."""
        rows = self._rows(
            lambda t: select(t["totals"]).where(below(t["totals"].c.unit_code, scope))
        )
        names = ("households", "members", "in_scheme", "publishing")
        return HouseholdTotals(*(sum(getattr(row, it) for row in rows) for it in names))

    def history(
        self, household_id: UUID, limit: int = 50, before_position: int | None = None
    ) -> list[HistoryRow]:
        """Return what happened to a household, the latest first."""

        def statement(t: Tables) -> Select[Any]:
            of = t["history"].c
            chosen = select(t["history"]).where(of.household_id == household_id)
            if before_position is not None:
                chosen = chosen.where(of.position < before_position)
            return chosen.order_by(of.position.desc()).limit(bounded(limit))

        return [HistoryRow(*row) for row in self._rows(statement)]

    def _merged_into(self, ids: Iterable[UUID]) -> set[UUID]:
        wanted = list(ids)

        def statement(t: Tables) -> Select[Any]:
            of = t["households"].c
            return select(of.household_id).where(of.merged_into.in_(wanted)).limit(PAGE_MAX)

        return {row.household_id for row in self._rows(statement)}

    def _ordered(
        self, where: Callable[[Table], list[ColumnElement[bool]]], limit: int
    ) -> list[HouseholdRow]:
        def statement(t: Tables) -> Select[Any]:
            table = t["households"]
            chosen = select(table).where(*where(table))
            return chosen.order_by(table.c.unit_code, table.c.number).limit(bounded(limit))

        return [HouseholdRow(*row) for row in self._rows(statement)]
