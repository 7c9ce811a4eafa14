"""What can be asked about a village's months."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select, tuple_

from ledger.moral.period_figures import Figures
from projections.moral.periods.closings import LOCKED
from projections.moral.periods.projection import PeriodsProjection
from projections.moral.periods.tables import BROUGHT, SUMS
from projections.projection import Tables
from projections.reader import PAGE_MAX, Reader, Scope, below, bounded

LOST = ("deducted", "redeemed", "expired", "forfeited")
TRIES = 5
"""How often figures are read again because the village's books moved meanwhile."""


@dataclass(frozen=True, slots=True)
class VillageRow:
    """How far a village's books are closed, and the last event that concerned them."""

    unit_code: str
    first_closed: str
    closed_through: str
    position: int


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """Figures of a month, and the position of the log they stand for."""

    figures: Figures
    brought: int
    """How much of what was earned households brought along."""
    position: int
    is_first: bool


@dataclass(frozen=True, slots=True)
class Closing:
    """One version of a month's report."""

    unit_code: str
    period: str
    version: int
    state: str
    figures: Figures
    brought: int
    """As in MonthFigures; known once it is locked."""
    position: int
    report_hash: str
    drawn_up_by: UUID
    drawn_up_at: datetime
    locked_by: UUID | None
    locked_at: datetime | None
    is_asked: bool
    reopening_by: UUID | None
    reopening_at: datetime | None
    reopening_text_id: UUID | None
    reopened_by: UUID | None
    reopened_at: datetime | None
    agrees: bool


@dataclass(frozen=True, slots=True)
class LateRow:
    """An entry of another month's act: which item and how many points, never whose."""

    position: int
    unit_code: str
    period: str
    occurred_period: str
    occurred_on: date
    item_code: str
    points: int
    is_deduction: bool


@dataclass(frozen=True, slots=True)
class GainSum:
    """What acts of a class came to; ``households`` had at least one of the entries."""

    kind: str
    entries: int
    households: int
    points: int


class Periods(Reader):
    """Months of villages."""

    projection = PeriodsProjection()

    def village(self, unit_code: str) -> VillageRow | None:
        """Return how far a village has come; None if no household ever had a wallet."""
        row = self._row(
            lambda t: select(t["villages"]).where(t["villages"].c.unit_code == unit_code)
        )
        return VillageRow(*row) if row else None

    def figures(self, unit_code: str, period: str) -> MonthFigures:
        """Return a month's figures as of the last event that concerned the village."""
        for _ in range(TRIES):
            before = self.village(unit_code)
            found, brought = self._figures(unit_code, period)
            if before == self.village(unit_code):
                break
        position = before.position if before else 0
        return MonthFigures(found, brought, position, before is None or before.closed_through == "")

    def homes(self, unit_code: str) -> tuple[int, int]:
        """Return how many households have a wallet, and the sum of their points."""

        def statement(t: Tables) -> Select[Any]:
            c = t["homes"].c
            figures: tuple[Any, ...] = (func.count(), func.coalesce(func.sum(c.balance), 0))
            return select(*figures).where(c.unit_code == unit_code)

        row = self._row(statement)
        return int(row[0]), int(row[1])

    def total(self, unit_code: str) -> int:
        """Return what all months of a village come to: the points its households have now."""
        sums = self._sums(lambda t: t["sums"].c.unit_code == unit_code)
        return _net(sums)

    def first_month(self, unit_code: str) -> str | None:
        """Return the first month in which a village's points moved; None before that."""
        row = self._row(
            lambda t: select(func.min(t["sums"].c.period)).where(t["sums"].c.unit_code == unit_code)
        )
        return None if row is None else row[0]

    def closings(self, unit_code: str, limit: int = 12) -> list[Closing]:
        """Return the reports of a village, the latest month and version first."""

        def statement(t: Tables) -> Select[Any]:
            c = t["closings"].c
            chosen = select(t["closings"]).where(c.unit_code == unit_code)
            return chosen.order_by(c.period.desc(), c.version.desc()).limit(bounded(limit))

        return [_closing(row) for row in self._rows(statement)]

    def reports(self, unit_code: str, period: str) -> list[Closing]:
        """Return every version of one month, the latest first."""

        def statement(t: Tables) -> Select[Any]:
            c = t["closings"].c
            chosen = select(t["closings"]).where(c.unit_code == unit_code, c.period == period)
            return chosen.order_by(c.version.desc()).limit(bounded(50))

        return [_closing(row) for row in self._rows(statement)]

    def asked(
        self, scope: Scope | str, limit: int = 50, after: tuple[str, str] | None = None
    ) -> list[Closing]:
        """Return months that somebody asks to be reopened, by unit and month."""

        def statement(t: Tables) -> Select[Any]:
            c = t["closings"].c
            chosen = select(t["closings"]).where(c.is_asked, below(c.unit_code, scope))
            if after is not None:
                chosen = chosen.where(tuple_(c.unit_code, c.period) > after)
            return chosen.order_by(c.unit_code, c.period).limit(bounded(limit))

        return [_closing(row) for row in self._rows(statement)]

    def count_asked(self, scope: Scope | str) -> int:
        """Count them; PAGE_MAX stands for more than that."""

        def statement(t: Tables) -> Select[Any]:
            c = t["closings"].c
            return select(c.version).where(c.is_asked, below(c.unit_code, scope))

        return self._count_of(statement)

    def villages(
        self, scope: Scope | str, limit: int = 50, after: str = "", before_month: str = ""
    ) -> list[VillageRow]:
        """Return villages by code: all with closed months, or those not closed through a month.

        With ``before_month`` these are the late ones: what was closed last is older than it, or
        nothing was closed yet.
        """

        def statement(t: Tables) -> Select[Any]:
            c = t["villages"].c
            wanted = c.closed_through < before_month if before_month else c.closed_through != ""
            chosen = select(t["villages"]).where(below(c.unit_code, scope), wanted)
            chosen = chosen.where(c.unit_code > after)
            return chosen.order_by(c.unit_code).limit(bounded(limit))

        return [VillageRow(*row) for row in self._rows(statement)]

    def count_late(self, scope: Scope | str, before_month: str) -> int:
        """Count villages not closed through a month; PAGE_MAX stands for more than that."""

        def statement(t: Tables) -> Select[Any]:
            c = t["villages"].c
            late = below(c.unit_code, scope), c.closed_through < before_month
            return select(c.unit_code).where(*late)

        return self._count_of(statement)

    def late(self, unit_code: str, period: str, limit: int = 50) -> list[LateRow]:
        """Return what a month holds of acts of other months, the latest first."""

        def statement(t: Tables) -> Select[Any]:
            c = t["late"].c
            chosen = select(t["late"]).where(c.unit_code == unit_code, c.period == period)
            return chosen.order_by(c.position.desc()).limit(bounded(limit))

        return [LateRow(*row) for row in self._rows(statement)]

    def explained(self, unit_code: str, period: str) -> dict[str, UUID]:
        """Return which checks of a month were explained, and by which text; the latest counts."""

        def statement(t: Tables) -> Select[Any]:
            c = t["explained"].c
            chosen = select(c.check_code, c.text_id)
            chosen = chosen.where(c.unit_code == unit_code, c.period == period)
            return chosen.order_by(c.position).limit(bounded(50))

        return {row.check_code: row.text_id for row in self._rows(statement)}

    def gains(self, unit_code: str, first: str, last: str) -> list[GainSum]:
        """Return what acts of each class came to from one month to another, the most first."""

        def statement(t: Tables) -> Select[Any]:
            c = t["gains"].c
            points, homes = func.sum(c.points), func.count(c.home_id.distinct())
            chosen = select(c.kind, func.sum(c.entries), homes, points)
            chosen = chosen.where(c.unit_code == unit_code, c.period >= first, c.period <= last)
            chosen = chosen.where(c.entries > 0).group_by(c.kind)
            return chosen.order_by(points.desc(), c.kind).limit(PAGE_MAX)

        return [GainSum(row[0], *map(int, row[1:])) for row in self._rows(statement)]

    def disagreeing(self, limit: int = 50) -> list[tuple[str, str]]:
        """Return closed months whose report says other than the sums kept; none, if all is well."""

        def statement(t: Tables) -> Select[Any]:
            c = t["closings"].c
            chosen = select(c.unit_code, c.period).where(c.agrees.is_(False), c.state == LOCKED)
            return chosen.order_by(c.unit_code, c.period).limit(bounded(limit))

        return [(row.unit_code, row.period) for row in self._rows(statement)]

    def _figures(self, unit_code: str, period: str) -> tuple[Figures, int]:
        before = self._sums(
            lambda t: (t["sums"].c.unit_code == unit_code) & (t["sums"].c.period < period)
        )
        month = self._sums(
            lambda t: (t["sums"].c.unit_code == unit_code) & (t["sums"].c.period == period)
        )
        opening, brought = _net(before), month.pop(BROUGHT)
        return Figures(opening=opening, closing=opening + _net(month), **month), brought

    def _sums(self, which: Any) -> dict[str, int]:
        row = self._row(
            lambda t: select(*(func.coalesce(func.sum(t["sums"].c[it]), 0) for it in SUMS)).where(
                which(t)
            )
        )
        return dict(zip(SUMS, map(int, row), strict=True))


def _net(sums: dict[str, int]) -> int:
    """Add up what a month's entries did to the households' points."""
    gone = sum(sums[it] for it in LOST)
    return sums["earned"] + sums["reversed"] + sums["moved"] - gone


def _closing(row: Any) -> Closing:
    names = Figures.__struct_fields__
    return Closing(
        figures=Figures(**{it: getattr(row, it) for it in names}),
        **{it: getattr(row, it) for it in Closing.__dataclass_fields__ if it != "figures"},
    )
