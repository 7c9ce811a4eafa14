"""What can be asked about units and refused scans."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from projections.projection import Tables
from projections.reader import PAGE_MAX, Reader, below, bounded
from projections.registry.projection import RegistryProjection


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A division of the city."""

    code: str
    name: str
    level: str
    parent_code: str


@dataclass(frozen=True, slots=True)
class RefusedScanRow:
    """A scan that led to nothing, and the code it was refused with."""

    position: int
    refusal: str
    kind: str | None
    person_id: UUID | None
    unit_code: str
    device_id: UUID | None
    occurred_at: datetime


@dataclass(frozen=True, slots=True)
class RefusalCount:
    """How many scans were refused with a code on a local day."""

    refusal: str
    day: date
    n: int


class RegistryReader(Reader):
    """Reads the tables of the registry."""

    projection = RegistryProjection()


class Units(RegistryReader):
    """The tree of divisions."""

    def of(self, code: str) -> UnitRow | None:
        """Return one unit."""
        row = self._row(lambda t: select(t["units"]).where(t["units"].c.code == code))
        return UnitRow(*row) if row else None

    def children(
        self, parent_code: str, limit: int = 200, after_code: str | None = None
    ) -> list[UnitRow]:
        """Return the units right below one, in the order of their codes."""

        def statement(t: Tables) -> Select[Any]:
            units = t["units"]
            chosen = select(units).where(units.c.parent_code == parent_code)
            if after_code is not None:
                chosen = chosen.where(units.c.code > after_code)
            return chosen.order_by(units.c.code).limit(bounded(limit))

        return [UnitRow(*row) for row in self._rows(statement)]

    def path(self, code: str) -> list[UnitRow]:
        """Return a unit and those above it, the city first."""
        codes = [code[:length] for length in range(1, len(code) + 1)]
        rows = self._rows(
            lambda t: (
                select(t["units"]).where(t["units"].c.code.in_(codes)).order_by(t["units"].c.code)
            )
        )
        return [UnitRow(*row) for row in rows]


class RefusedScans(RegistryReader):
    """Scans that led to nothing, newest first."""

    def of_person(
        self, person_id: UUID, limit: int = 50, before_position: int | None = None
    ) -> list[RefusedScanRow]:
        """Return the refused scans of a person."""
        return self._page(
            lambda t: t["refused_scans"].c.person_id == person_id, limit, before_position
        )

    def of_unit(
        self, unit_prefix: str, limit: int = 50, before_position: int | None = None
    ) -> list[RefusedScanRow]:
        """Return the refused scans in a unit and all units below it."""
        return self._page(
            lambda t: below(t["refused_scans"].c.unit_code, unit_prefix), limit, before_position
        )

    def counts(self, first: date, last: date) -> list[RefusalCount]:
        """Count the refused scans of some days, by code and day."""
        rows = self._rows(
            lambda t: (
                select(t["refusal_counts"])
                .where(t["refusal_counts"].c.day.between(first, last))
                .order_by(t["refusal_counts"].c.day.desc(), t["refusal_counts"].c.refusal)
                .limit(PAGE_MAX)
            )
        )
        return [RefusalCount(*row) for row in rows]

    def _page(self, which: Any, limit: int, before_position: int | None) -> list[RefusedScanRow]:
        def statement(t: Tables) -> Select[Any]:
            scans = t["refused_scans"]
            chosen = select(scans).where(which(t))
            if before_position is not None:
                chosen = chosen.where(scans.c.position < before_position)
            return chosen.order_by(scans.c.position.desc()).limit(bounded(limit))

        return [RefusedScanRow(*row) for row in self._rows(statement)]
