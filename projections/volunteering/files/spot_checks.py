"""Spot checks that were drawn, and what they are drawn from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select, tuple_

from projections.projection import Tables
from projections.reader import Scope, after_row, below, bounded
from projections.volunteering.files.views import FilesReader
from projections.volunteering.presence.views import AttendanceRow, PresenceReader

SAMPLE_PAGE = 5_000
"""IDs that one look reads of what a spot check is drawn from."""


@dataclass(frozen=True, slots=True)
class SpotCheckRow:
    """A draw: from what, with which seed, by whom."""

    check_id: UUID
    unit_code: str
    first_day: date
    last_day: date
    seed: int
    records: int
    drawn_from: int
    digest: str
    read_to: int
    drawn_by: UUID | None
    drawn_at: datetime


class SpotChecks(FilesReader):
    """Draws of a unit and below."""

    def of(self, check_id: UUID) -> SpotCheckRow | None:
        """Return one draw."""
        row = self._row(
            lambda t: select(t["spot_checks"]).where(t["spot_checks"].c.check_id == check_id)
        )
        return SpotCheckRow(*row) if row else None

    def page(
        self, scope: Scope | str, limit: int = 50, after_id: UUID | None = None
    ) -> list[SpotCheckRow]:
        """Return draws of a unit and below, the latest first."""

        def statement(t: Tables) -> Select[Any]:
            c = t["spot_checks"]
            order = [c.c.drawn_at, c.c.check_id]
            chosen = select(c).where(below(c.c.unit_code, scope))
            if after_id is not None:
                chosen = chosen.where(after_row(c, order, after_id, descending=True))
            return chosen.order_by(*(it.desc() for it in order)).limit(bounded(limit))

        return [SpotCheckRow(*row) for row in self._rows(statement)]


class Samples(PresenceReader):
    """Counted records that a spot check may draw."""

    def ids(self, scope: Scope | str, first: date, last: date, most: int) -> Iterator[UUID]:
        """Yield the IDs of what was served from a local day through another; ``most`` of them."""
        at: Any = None
        for _ in range(most // SAMPLE_PAGE + 1):
            page = self._after(scope, first, last, at)
            yield from (it.attendance_id for it in page)
            if len(page) < SAMPLE_PAGE:
                return
            at = tuple(page[-1])

    def rows(self, ids: Iterable[UUID]) -> list[AttendanceRow]:
        """Return the records of some IDs, by day and ID."""
        wanted = list(ids)
        found = self._rows(
            lambda t: (
                select(t["attendances"])
                .where(t["attendances"].c.attendance_id.in_(wanted))
                .order_by(t["attendances"].c.served_on, t["attendances"].c.attendance_id)
            )
        )
        return [AttendanceRow(*row) for row in found]

    def _after(self, scope: Scope | str, first: date, last: date, at: Any) -> list[Any]:
        def statement(t: Tables) -> Select[Any]:
            a = t["attendances"]
            order = (a.c.unit_code, a.c.served_on, a.c.attendance_id)
            chosen = select(*order).where(
                below(a.c.unit_code, scope), a.c.served_on.between(first, last), a.c.minutes > 0
            )
            if at is not None:
                chosen = chosen.where(tuple_(*order) > at)
            return chosen.order_by(*order).limit(SAMPLE_PAGE)

        return list(self._rows(statement))
