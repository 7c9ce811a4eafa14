"""What can be asked about reports one by one: what waits, whose they are, what is public."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Table, func, literal, select, tuple_

from ledger.reports.categories import Category
from ledger.reports.kinds import ReportState
from projections.projection import Tables
from projections.reader import PAGE_MAX, Reader, Scope, below, bounded
from projections.reports.projection import ReportsProjection
from projections.reports.rows import PartRow, PhotoRow, ReportRow, StepRow

Place = tuple[datetime, UUID]
"""A due time and a report: where a page ended."""


class ReportsReader(Reader):
    """Reads the tables of reports."""

    projection = ReportsProjection()

    def _by_due(
        self,
        where: Callable[[Table], list[ColumnElement[bool]]],
        due: str,
        limit: int,
        after: Place | None,
    ) -> list[ReportRow]:
        """Return reports by one of their due times, the soonest first."""

        def statement(t: Tables) -> Select[Any]:
            table = t["reports"]
            order = (table.c[due], table.c.report_id)
            chosen = select(table).where(*where(table))
            if after is not None:
                chosen = chosen.where(tuple_(*order) > tuple_(*_bound(order, after)))
            return chosen.order_by(*order).limit(bounded(limit))

        return [ReportRow(*it) for it in self._rows(statement)]


class Reports(ReportsReader):
    """Reports of people, of units, and those whose time is over."""

    def get(self, report_id: UUID) -> ReportRow | None:
        """Return one report."""
        row = self._row(lambda t: select(t["reports"]).where(t["reports"].c.report_id == report_id))
        return ReportRow(*row) if row else None

    def of_person(
        self, person_id: UUID, limit: int = 50, before: int | None = None
    ) -> list[PartRow]:
        """Return what somebody saw, first or after others, the latest first."""

        def statement(t: Tables) -> Select[Any]:
            reports, parts = t["reports"], t["parts"]
            chosen = (
                select(reports, parts.c.position.label("place"), parts.c.is_first)
                .select_from(parts.join(reports, parts.c.report_id == reports.c.report_id))
                .where(parts.c.person_id == person_id)
            )
            if before is not None:
                chosen = chosen.where(parts.c.position < before)
            return chosen.order_by(parts.c.position.desc()).limit(bounded(limit))

        return [PartRow(ReportRow(*row[:-2]), *row[-2:]) for row in self._rows(statement)]

    def part_of(self, person_id: UUID, report_id: UUID) -> bool | None:
        """Tell whether somebody was the first to see it; None if not at all."""
        return self.parts_of(person_id, [report_id]).get(report_id)

    def parts_of(self, person_id: UUID, report_ids: Iterable[UUID]) -> dict[UUID, bool]:
        """Say the same of some reports, PAGE_MAX at most; those not seen are left out."""
        wanted = list(report_ids)[:PAGE_MAX]

        def statement(t: Tables) -> Select[Any]:
            parts = t["parts"].c
            mine = (parts.person_id == person_id, parts.report_id.in_(wanted))
            return select(parts.report_id, parts.is_first).where(*mine)

        return {row.report_id: bool(row.is_first) for row in self._rows(statement)}

    def triage(
        self,
        scope: Scope | str,
        state: ReportState,
        limit: int = 50,
        after: Place | None = None,
        category: Category | None = None,
    ) -> list[ReportRow]:
        """Return reports of a unit in a state, what is due soonest first; of a category if told."""

        def where(t: Table) -> list[ColumnElement[bool]]:
            chosen = [below(t.c.unit_code, scope), t.c.state == state.value]
            return chosen if category is None else [*chosen, t.c.category == category.value]

        return self._by_due(where, "due_at", limit, after)

    def alike(self, row: ReportRow, limit: int = 20) -> list[ReportRow]:
        """Return what may be the same: open, of its unit and category, filed before, latest first.

        Those of its station come before the others.
        """

        def statement(t: Tables) -> Select[Any]:
            table = t["reports"]
            same = (table.c.category == row.category, table.c.unit_code == row.unit_code)
            chosen = select(table).where(
                table.c.is_open.is_(True), *same, table.c.position < row.position
            )
            return chosen.order_by(table.c.position.desc()).limit(bounded(limit))

        found = [ReportRow(*it) for it in self._rows(statement)]
        here = row.station_id
        return sorted(found, key=lambda it: here is None or it.station_id != here)

    def waiting(self, scope: Scope | str, category: Category | None = None) -> dict[str, int]:
        """Count the reports of a unit by their states; those of one category or all."""

        def statement(t: Tables) -> Select[Any]:
            counts = t["waiting"].c
            chosen = select(counts.state, func.sum(counts.reports))
            chosen = chosen.where(below(counts.unit_code, scope)).group_by(counts.state)
            return chosen if category is None else chosen.where(counts.category == category.value)

        return {state: int(reports) for state, reports in self._rows(statement)}

    def count_overdue(self, scope: Scope | str) -> int:
        """Count what went up to the street and is still open; PAGE_MAX stands for more."""

        def statement(t: Tables) -> Select[Any]:
            table = t["reports"].c
            late = (table.is_whistled.is_(True), table.is_open.is_(True))
            return select(table.report_id).where(*late, below(table.unit_code, scope))

        return self._count_of(statement)

    def overdue(
        self, scope: Scope | str, limit: int = 50, after: Place | None = None
    ) -> list[ReportRow]:
        """Return what went up to the street and is still open, the longest overdue first."""
        return self._by_due(
            lambda t: [
                t.c.is_whistled.is_(True),
                t.c.is_open.is_(True),
                below(t.c.unit_code, scope),
            ],
            "resolve_due_at",
            limit,
            after,
        )

    def unaccepted(self, now: datetime, limit: int, after: Place | None = None) -> list[ReportRow]:
        """Return what nobody accepted in time and of which nobody was alerted."""
        return self._by_due(
            lambda t: [
                t.c.state == ReportState.FILED.value,
                t.c.is_alerted.is_(False),
                t.c.accept_due_at <= now,
            ],
            "accept_due_at",
            limit,
            after,
        )

    def unresolved(self, now: datetime, limit: int, after: Place | None = None) -> list[ReportRow]:
        """Return what is not resolved in time and did not go up to the street."""
        return self._by_due(
            lambda t: [
                t.c.is_open.is_(True),
                t.c.is_whistled.is_(False),
                t.c.resolve_due_at <= now,
            ],
            "resolve_due_at",
            limit,
            after,
        )

    def public(
        self, scope: Scope | str, limit: int = 50, before: int | None = None
    ) -> list[ReportRow]:
        """Return reports of which a redacted photo is public, the latest first."""

        def statement(t: Tables) -> Select[Any]:
            table = t["reports"]
            chosen = select(table).where(
                table.c.is_public.is_(True), below(table.c.unit_code, scope)
            )
            if before is not None:
                chosen = chosen.where(table.c.position < before)
            return chosen.order_by(table.c.position.desc()).limit(bounded(limit))

        return [ReportRow(*it) for it in self._rows(statement)]


class ReportParts(ReportsReader):
    """Photos and steps of reports."""

    def steps(self, report_id: UUID) -> list[StepRow]:
        """Return the story of a report, from its filing on."""

        def statement(t: Tables) -> Select[Any]:
            column = t["steps"].c
            chosen = select(t["steps"]).where(column.report_id == report_id)
            return chosen.order_by(column.position).limit(PAGE_MAX)

        return [StepRow(*it) for it in self._rows(statement)]

    def photos(self, report_ids: Iterable[UUID]) -> dict[UUID, list[PhotoRow]]:
        """Return the photos of some reports, PAGE_MAX at most, in the order they came."""
        wanted = list(report_ids)[:PAGE_MAX]

        def statement(t: Tables) -> Select[Any]:
            table = t["photos"]
            order = (table.c.report_id, table.c.position, table.c.photo_id)
            chosen = select(table).where(table.c.report_id.in_(wanted))
            return chosen.order_by(*order).limit(PAGE_MAX)

        return _grouped(PhotoRow(*it) for it in self._rows(statement))

    def showing(self, photo_id: UUID) -> list[ReportRow]:
        """Return the reports that show a photo, or its public stand-in, PAGE_MAX at most."""

        def statement(t: Tables) -> Select[Any]:
            photos, reports = t["photos"], t["reports"]
            shows = select(photos.c.report_id).where(photos.c.photo_id == photo_id)
            stands = select(photos.c.report_id).where(photos.c.redacted_id == photo_id)
            chosen = reports.c.report_id.in_(shows.union_all(stands))
            return select(reports).where(chosen).limit(PAGE_MAX)

        return [ReportRow(*it) for it in self._rows(statement)]

    def is_public(self, redacted_id: UUID) -> bool:
        """Tell whether a picture is the public stand-in of a photo of a report that is shown."""

        def statement(t: Tables) -> Select[Any]:
            photos, reports = t["photos"], t["reports"]
            joined = photos.join(reports, photos.c.report_id == reports.c.report_id)
            chosen = select(photos.c.report_id).select_from(joined)
            stands = (photos.c.redacted_id == redacted_id, reports.c.is_public.is_(True))
            return chosen.where(*stands).limit(1)

        return self._row(statement) is not None


def _grouped(rows: Iterable[PhotoRow]) -> dict[UUID, list[PhotoRow]]:
    found: dict[UUID, list[PhotoRow]] = {}
    for row in rows:
        found.setdefault(row.report_id, []).append(row)
    return found


def _bound(order: Sequence[Any], after: Place) -> list[Any]:
    """Give where a page ended the types of its columns: the stores keep them differently."""
    return [literal(value, it.type) for it, value in zip(order, after, strict=True)]
