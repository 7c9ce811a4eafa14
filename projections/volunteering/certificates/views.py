"""What can be asked about certificates."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Table, func, select

from projections.projection import Tables
from projections.reader import PAGE_MAX, Reader, Scope, below, bounded
from projections.volunteering.certificates.projection import CertificatesProjection
from projections.volunteering.presence.projection import PresenceProjection


class Status(StrEnum):
    """Where a certificate stands."""

    VALID = "valid"
    SUPERSEDED = "superseded"
    """What it certifies has been counted anew since."""
    HOLDER_WITHDREW = "holder_withdrew"
    """Whoever it was for has been forgotten (A21)."""
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """A certificate with its sums, and what happened to it."""

    certificate_id: UUID
    position: int
    number: str
    person_id: UUID
    volunteer_number: str
    unit_code: str
    from_day: date
    to_day: date
    minutes: int
    verified_minutes: int
    supplementary_minutes: int
    line_count: int
    basis_version: int
    with_id_number: bool
    wants_seal: bool
    operator_id: UUID | None
    consent: str | None
    read_position: int
    issued_at: datetime
    superseded_on: date | None
    withdrew_at: datetime | None
    revoked_at: datetime | None
    revoked_by: UUID | None
    reason_code: str | None

    @property
    def status(self) -> Status:
        """Where it stands; what people did to it outweighs what the record did."""
        if self.revoked_at is not None:
            return Status.REVOKED
        if self.withdrew_at is not None:
            return Status.HOLDER_WITHDREW
        return Status.VALID if self.superseded_on is None else Status.SUPERSEDED


@dataclass(frozen=True, slots=True)
class LineRow:
    """One attendance of a snapshot."""

    certificate_id: UUID
    line: int
    attendance_id: UUID
    activity_id: UUID
    unit_code: str
    served_on: date
    minutes: int
    evidence: str


class Certificates(Reader):
    """Certificates and their lines."""

    projection = CertificatesProjection()

    def of(self, certificate_id: UUID) -> CertificateRow | None:
        """Return one by its ID, as a code names it."""
        return self._one(lambda c: c.c.certificate_id == certificate_id)

    def by_number(self, number: str) -> CertificateRow | None:
        """Return one by its number."""
        return self._one(lambda c: c.c.number == number)

    def of_person(
        self, person_id: UUID, limit: int = 50, before: int | None = None
    ) -> list[CertificateRow]:
        """Return those of a person, newest first, before a position."""
        return self._page(lambda c: c.c.person_id == person_id, limit, before)

    def of_unit(
        self, scope: Scope | str, limit: int = 50, before: int | None = None
    ) -> list[CertificateRow]:
        """Return those a unit and the units below it issued, newest first."""
        return self._page(lambda c: below(c.c.unit_code, scope), limit, before)

    def lines(self, row: CertificateRow) -> list[LineRow]:
        """Return the whole snapshot, in the order of its days."""
        found: list[LineRow] = []
        while len(found) < row.line_count:
            page = self._lines_from(row.certificate_id, len(found))
            if not page:
                break
            found += page
        return found

    def _lines_from(self, certificate_id: UUID, first: int) -> list[LineRow]:
        def statement(t: Tables) -> Select[Any]:
            lines = t["lines"]
            chosen = select(lines).where(lines.c.certificate_id == certificate_id)
            return chosen.where(lines.c.line >= first).order_by(lines.c.line).limit(PAGE_MAX)

        return [LineRow(*row) for row in self._rows(statement)]

    def _one(self, which: Any) -> CertificateRow | None:
        row = self._row(lambda t: select(t["certificates"]).where(which(t["certificates"])))
        return CertificateRow(*row) if row else None

    def _page(self, which: Any, limit: int, before: int | None) -> list[CertificateRow]:
        def where(table: Table) -> list[ColumnElement[bool]]:
            return [which(table), *([] if before is None else [table.c.position < before])]

        def statement(t: Tables) -> Select[Any]:
            table = t["certificates"]
            chosen = select(table).where(*where(table)).order_by(table.c.position.desc())
            return chosen.limit(bounded(limit))

        return [CertificateRow(*row) for row in self._rows(statement)]


class FirstDays(Reader):
    """Since when somebody has served."""

    projection = PresenceProjection()

    def of(self, person_id: UUID) -> date | None:
        """Return the first day that counts for a person; None if none does."""

        def statement(t: Tables) -> Select[Any]:
            a = t["attendances"]
            return select(func.min(a.c.served_on)).where(
                a.c.person_id == person_id, a.c.minutes > 0
            )

        day: date | None = self._row(statement)[0]
        return day
