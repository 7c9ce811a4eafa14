"""What can be asked of the overview: sums by month, never people."""

from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import Select, func, select

from projections.overview.projection import OverviewProjection
from projections.overview.tables import FIGURES
from projections.projection import Tables
from projections.reader import Reader, Scope, below

UNITS_MAX = 50_000
"""Units with figures that one overview sums up at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What happened in a unit in a month."""

    minutes: int = 0
    supplementary_minutes: int = 0
    back_office: int = 0
    """Attendances whose minutes people entered."""
    late: int = 0
    """Attendances that were recorded after the deadline."""
    visits: int = 0
    issued: int = 0
    redeemed: int = 0

    @property
    def verified_minutes(self) -> int:
        """The part that scans prove (VH-4)."""
        return self.minutes - self.supplementary_minutes

    def __add__(self, other: "Figures") -> "Figures":
        names = (it.name for it in fields(Figures))
        return Figures(**{name: getattr(self, name) + getattr(other, name) for name in names})


@dataclass(frozen=True, slots=True)
class UnitMonth:
    """The figures recorded under one code."""

    unit_code: str
    figures: Figures


class Overviews(Reader):
    """Figures of a month under the codes of their day; whose they are today is asked elsewhere."""

    projection = OverviewProjection()

    def by_code(self, scope: Scope, month: str) -> list[UnitMonth]:
        """Return the figures of a month of every code in a scope that has any."""

        def statement(t: Tables) -> Select[Any]:
            months = t["months"]
            chosen = select(months).where(months.c.month == month)
            chosen = chosen.where(below(months.c.unit_code, scope))
            return chosen.order_by(months.c.unit_code).limit(UNITS_MAX)

        return [
            UnitMonth(
                row.unit_code,
                Figures(**{name: getattr(row, name) for name in FIGURES}),
            )
            for row in self._rows(statement)
        ]

    def serving(self, scope: Scope, month: str) -> int:
        """Count the people who had minutes counted in a scope and month, each once."""

        def statement(t: Tables) -> Select[Any]:
            serving = t["serving"]
            count = select(func.count(func.distinct(serving.c.person_id)))
            return count.where(
                serving.c.month == month, serving.c.minutes > 0, below(serving.c.unit_code, scope)
            )

        return int(self._row(statement)[0])
