"""What can be asked about refused scans."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from projections.projection import Tables
from projections.reader import PAGE_MAX, Scope, below, bounded
from projections.registry.units import RegistryReader


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
        self, scope: Scope | str, limit: int = 50, before_position: int | None = None
    ) -> list[RefusedScanRow]:
        """Return the refused scans in a unit and all units below it."""
        return self._page(
            lambda t: below(t["refused_scans"].c.unit_code, scope), limit, before_position
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
