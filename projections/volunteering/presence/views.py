"""What can be asked about presence: rolls, records, histories, totals."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Table, select

from ledger.volunteering.supplement import State
from projections.projection import Tables
from projections.reader import PAGE_MAX, Reader, Scope, after_row, below, bounded
from projections.volunteering.presence.projection import PresenceProjection

Where = Callable[[Table], list[ColumnElement[bool]]]


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """One volunteer at one activity, and what it comes to.

    ``came_at`` or ``left_at`` is None for an end that nobody saw; ``evidence`` and
    ``counted_from`` until something is counted.
    """

    attendance_id: UUID
    activity_id: UUID
    person_id: UUID
    unit_code: str
    seen_at: datetime
    came_at: datetime | None
    left_at: datetime | None
    recorded_at: datetime
    evidence_in: str | None
    evidence_out: str | None
    companion_id: UUID | None
    close_at: datetime | None
    closed_at: datetime | None
    served_on: date | None
    counted_from: datetime | None
    counted_to: datetime | None
    minutes: int
    held_minutes: int
    held_because: str
    evidence: str | None
    is_supplementary: bool
    is_late: bool
    is_correction: bool
    points: int
    zero_by: UUID | None


@dataclass(frozen=True, slots=True)
class ScanRow:
    """One line of an attendance's history: a scan, a scan taken back, or that it was closed.

    ``kind`` is scanned, undone or closed; a scan that was taken back is named by its moment.
    """

    position: int
    attendance_id: UUID
    kind: str
    occurred_at: datetime
    recorded_at: datetime
    evidence: str | None
    recorded_by: UUID | None
    witness_id: UUID | None


@dataclass(frozen=True, slots=True)
class CountRow:
    """What an attendance came to from a position of the log on."""

    position: int
    attendance_id: UUID
    person_id: UUID
    counted_from: datetime
    counted_to: datetime
    minutes: int
    previous_minutes: int
    held_minutes: int
    held_because: str
    evidence: str
    is_correction: bool
    is_late: bool
    occurred_at: datetime


@dataclass(frozen=True, slots=True)
class ConfirmationRow:
    """Somebody who stands behind minutes that were held."""

    position: int
    attendance_id: UUID
    confirmed_by: UUID
    minutes: int
    completes: bool
    """Nobody else has to confirm."""
    occurred_at: datetime


@dataclass(frozen=True, slots=True)
class ServiceTotal:
    """All counted minutes of a volunteer, how many of them were entered, and how many wait."""

    person_id: UUID
    minutes: int
    supplementary_minutes: int
    held_minutes: int
    sessions: int

    @property
    def verified_minutes(self) -> int:
        """The part that scans prove (VH-4)."""
        return self.minutes - self.supplementary_minutes


class PresenceReader(Reader):
    """Reads the tables of presence."""

    projection = PresenceProjection()

    def _page(
        self, paged: "Paged", where: Where, limit: int, after_id: UUID | None = None
    ) -> Sequence[Any]:
        """Return one page of a table's rows, in the order of two columns, the last one the ID."""

        def statement(t: Tables) -> Select[Any]:
            table = t[paged.table]
            order = [table.c[paged.by], table.c[paged.identifier]]
            chosen = select(table).where(*where(table))
            if after_id is not None:
                chosen = chosen.where(
                    after_row(table, order, after_id, descending=paged.descending)
                )
            ways = [it.desc() if paged.descending else it.asc() for it in order]
            return chosen.order_by(*ways).limit(bounded(limit))

        return self._rows(statement)


class Attendances(PresenceReader):
    """Who was where, and for how long."""

    def of(self, attendance_id: UUID) -> AttendanceRow | None:
        """Return one attendance."""
        row = self._row(
            lambda t: select(t["attendances"]).where(
                t["attendances"].c.attendance_id == attendance_id
            )
        )
        return AttendanceRow(*row) if row else None

    def several(self, ids: Iterable[UUID]) -> dict[UUID, AttendanceRow]:
        """Return some attendances by their IDs, PAGE_MAX of them at most."""
        some = list(dict.fromkeys(ids))[:PAGE_MAX]
        found = self._rows(
            lambda t: select(t["attendances"]).where(t["attendances"].c.attendance_id.in_(some))
        )
        return {row[0]: AttendanceRow(*row) for row in found}

    def roll(
        self, activity_id: UUID, limit: int = 50, after_id: UUID | None = None
    ) -> list[AttendanceRow]:
        """Return who came to an activity, in the order of being seen."""
        where: Where = lambda a: [a.c.activity_id == activity_id]  # noqa: E731
        return [AttendanceRow(*it) for it in self._page(_ROLL, where, limit, after_id)]

    def of_person(
        self, person_id: UUID, limit: int = 50, after_id: UUID | None = None
    ) -> list[AttendanceRow]:
        """Return the service record of a volunteer, latest first."""
        where: Where = lambda a: [a.c.person_id == person_id]  # noqa: E731
        return [AttendanceRow(*it) for it in self._page(_RECORD, where, limit, after_id)]

    def to_close(self, now: datetime, limit: int = PAGE_MAX) -> list[AttendanceRow]:
        """Return attendances whose leaving nobody saw, once it is too late to scan (VH-5)."""

        def statement(t: Tables) -> Select[Any]:
            a = t["attendances"]
            chosen = select(a).where(a.c.close_at <= now)
            return chosen.order_by(a.c.close_at, a.c.attendance_id).limit(bounded(limit))

        return [AttendanceRow(*row) for row in self._rows(statement)]

    def held(
        self, scope: Scope | str, limit: int = 50, after_id: UUID | None = None
    ) -> list[AttendanceRow]:
        """Return those of a unit and below with minutes that wait for people, oldest first."""

        def where(a: Table) -> list[ColumnElement[bool]]:
            return [a.c.held_minutes > 0, below(a.c.unit_code, scope)]

        return [AttendanceRow(*it) for it in self._page(_ROLL, where, limit, after_id)]

    def wanting(
        self, scope: Scope | str, limit: int = 50, after_id: UUID | None = None
    ) -> list[AttendanceRow]:
        """Return closed ones of a unit and below that nobody has made minutes up for (VH-5)."""

        def statement(t: Tables) -> Select[Any]:
            a, s = t["attendances"], t["supplements"]
            made_up = select(s.c.supplement_id).where(
                s.c.attendance_id == a.c.attendance_id,
                s.c.state.in_((State.PROPOSED.value, State.CONFIRMED.value)),
            )
            chosen = select(a).where(
                a.c.closed_at.is_not(None),
                a.c.evidence.is_(None),
                a.c.zero_by.is_(None),
                below(a.c.unit_code, scope),
                ~made_up.exists(),
            )
            order = [a.c.seen_at, a.c.attendance_id]
            if after_id is not None:
                chosen = chosen.where(after_row(a, order, after_id))
            return chosen.order_by(*order).limit(bounded(limit))

        return [AttendanceRow(*it) for it in self._rows(statement)]

    def scans(self, attendance_id: UUID, limit: int = 50) -> list[ScanRow]:
        """Return everything that was scanned or taken back, in the order it arrived."""

        def statement(t: Tables) -> Select[Any]:
            s = t["scans"]
            chosen = select(s).where(s.c.attendance_id == attendance_id)
            return chosen.order_by(s.c.position).limit(bounded(limit))

        return [ScanRow(*row) for row in self._rows(statement)]

    def history(self, attendance_id: UUID, limit: int = 50) -> list[CountRow]:
        """Return everything an attendance ever came to, oldest first."""

        def statement(t: Tables) -> Select[Any]:
            c = t["counts"]
            chosen = select(c).where(c.c.attendance_id == attendance_id)
            return chosen.order_by(c.c.position).limit(bounded(limit))

        return [CountRow(*row) for row in self._rows(statement)]

    def confirmations(self, attendance_id: UUID, limit: int = 50) -> list[ConfirmationRow]:
        """Return who stood behind held minutes, oldest first."""

        def statement(t: Tables) -> Select[Any]:
            c = t["confirmations"]
            chosen = select(c).where(c.c.attendance_id == attendance_id)
            return chosen.order_by(c.c.position).limit(bounded(limit))

        return [ConfirmationRow(*row) for row in self._rows(statement)]


class ServiceTotals(PresenceReader):
    """Sums of a volunteer's minutes."""

    def of(self, person_id: UUID) -> ServiceTotal:
        """Return the counted minutes of a volunteer; zero before the first."""
        row = self._row(lambda t: select(t["totals"]).where(t["totals"].c.person_id == person_id))
        return ServiceTotal(*row) if row else ServiceTotal(person_id, 0, 0, 0, 0)

    def minutes_of(self, ids: Iterable[UUID]) -> dict[UUID, int]:
        """Return the minutes of some volunteers, PAGE_MAX of them at most; zero before any."""
        wanted = list(dict.fromkeys(ids))[:PAGE_MAX]

        def statement(t: Tables) -> Select[Any]:
            chosen = select(t["totals"].c.person_id, t["totals"].c.minutes)
            return chosen.where(t["totals"].c.person_id.in_(wanted))

        found = {row[0]: row[1] for row in self._rows(statement)}
        return {it: found.get(it, 0) for it in wanted}

    def by_evidence(self, person_id: UUID) -> dict[str, int]:
        """Return the counted minutes by grade of evidence."""

        def statement(t: Tables) -> Select[Any]:
            g = t["grades"]
            chosen = select(g.c.evidence, g.c.minutes).where(g.c.person_id == person_id)
            return chosen.where(g.c.minutes > 0).order_by(g.c.evidence)

        return {row[0]: row[1] for row in self._rows(statement)}


@dataclass(frozen=True, slots=True)
class Paged:
    """A table and the order in which its pages follow."""

    table: str
    by: str
    identifier: str
    descending: bool = False


_ROLL = Paged("attendances", "seen_at", "attendance_id")
_RECORD = Paged("attendances", "seen_at", "attendance_id", descending=True)
