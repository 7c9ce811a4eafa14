"""What can be asked about units: as they are known last, or as they were on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, Table, and_, literal, select, true
from sqlalchemy.sql import ColumnElement

from projections.projection import Tables
from projections.reader import PAGE_MAX, Reader, bounded
from projections.registry.fold import UnitState
from projections.registry.projection import RegistryProjection
from projections.registry.tables import FOREVER

PATH_LENGTH_MAX = 32
"""So many units lie above each other at most."""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit from a day until another (``valid_to`` is the first day it is no longer so)."""

    code: str
    valid_from: date
    valid_to: date
    name: str
    level: str
    parent_code: str
    state: str
    heirs: tuple[str, ...]
    """Who came after it, if it was split or merged."""

    @property
    def until(self) -> date | None:
        """The same as ``valid_to``, or None while no such day is known."""
        return None if self.valid_to == FOREVER else self.valid_to


class RegistryReader(Reader):
    """Reads the tables of the registry."""

    projection = RegistryProjection()


class Units(RegistryReader):
    """The tree of units.

    ``as_of`` asks for the tree of that day, by all that is known today. Without it a unit is told
    as its last change left it, even if that change is still to come.
    """

    def of(self, code: str, as_of: date | None = None) -> UnitRow | None:
        """Return one unit, ended or not; None if it was not registered then."""

        def statement(t: Tables) -> Select[Any]:
            units = _tree(t, as_of)
            return select(units).where(units.c.code == code, _then(units, as_of))

        row = self._row(statement)
        return UnitRow(*row) if row else None

    def names(self, codes: Iterable[str], as_of: date) -> dict[str, str]:
        """Return the names of some units on a day, PAGE_MAX at most."""
        wanted = sorted(set(codes))[:PAGE_MAX]

        def statement(t: Tables) -> Select[Any]:
            units = _tree(t, as_of)
            chosen = select(units.c.code, units.c.name)
            return chosen.where(units.c.code.in_(wanted), _then(units, as_of))

        return {row.code: row.name for row in self._rows(statement)}

    def versions(self, code: str) -> list[UnitRow]:
        """Return what a unit was from day to day, the first version first."""

        def statement(t: Tables) -> Select[Any]:
            units = t["unit_versions"]
            chosen = select(units).where(units.c.code == code)
            return chosen.order_by(units.c.valid_from).limit(PAGE_MAX)

        return [UnitRow(*row) for row in self._rows(statement)]

    def children(
        self,
        parent_code: str,
        limit: int = 200,
        after_code: str | None = None,
        *,
        as_of: date | None = None,
    ) -> list[UnitRow]:
        """Return the open units right below one, in the order of their codes."""

        def statement(t: Tables) -> Select[Any]:
            units = _tree(t, as_of)
            chosen = select(units).where(
                units.c.parent_code == parent_code,
                units.c.state == UnitState.OPEN,
                _then(units, as_of),
            )
            if after_code is not None:
                chosen = chosen.where(units.c.code > after_code)
            return chosen.order_by(units.c.code).limit(bounded(limit))

        return [UnitRow(*row) for row in self._rows(statement)]

    def path(self, code: str, as_of: date | None = None) -> list[UnitRow]:
        """Return a unit and those above it, the topmost first."""

        def statement(t: Tables) -> Select[Any]:
            units = _tree(t, as_of)
            then = _then(units, as_of)
            start = select(units, literal(0).label("height")).where(units.c.code == code, then)
            way = start.cte("way", recursive=True)
            step = select(units, way.c.height + 1).join(way, units.c.code == way.c.parent_code)
            way = way.union_all(step.where(then, way.c.height < PATH_LENGTH_MAX))
            return select(*[way.c[it.name] for it in units.c]).order_by(way.c.height.desc())

        return [UnitRow(*row) for row in self._rows(statement)]

    def contains(self, unit_code: str, inner_code: str, as_of: date | None = None) -> bool:
        """Tell whether a unit is the other one or lies above it in the tree."""
        return any(it.code == unit_code for it in self.path(inner_code, as_of))


def _tree(tables: Tables, as_of: date | None) -> Table:
    return tables["units" if as_of is None else "unit_versions"]


def _then(units: Table, as_of: date | None) -> ColumnElement[bool]:
    if as_of is None:
        return true()
    return and_(units.c.valid_from <= as_of, units.c.valid_to > as_of)
