"""How events become certificates, and what makes one superseded."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import Column, Connection, Row, select

from ledger.kernel.clock import local_date
from ledger.registry.erasure import PersonErasure
from ledger.volunteering.certificate import Certificate
from ledger.volunteering.service_year import ServiceYear
from projections.projection import Fold, LogEvent, Tables, folds
from projections.wording import SQLITE_VARIABLES_MAX

_TOLD = (
    *("number", "person_id", "volunteer_number", "unit_code", "from_day", "to_day", "minutes"),
    *("verified_minutes", "supplementary_minutes", "basis_version", "with_id_number"),
    *("wants_seal", "operator_id", "consent", "read_position"),
)
_LATER = ("superseded_on", "withdrew_at", "revoked_at", "revoked_by", "reason_code")

Covered = tuple[UUID, int, str]
"""A certificate, and the minutes and the grade it gives an attendance."""


class CertificatesFold(Fold):
    """One batch of certificates, and of what happens to the record under them."""

    def __init__(self, connection: Connection, tables: Tables) -> None:
        super().__init__(connection, tables)
        self._connection = connection
        self._tables = tables
        self._covering: defaultdict[UUID, list[Covered]] = defaultdict(list)
        self._held: defaultdict[UUID, list[UUID]] = defaultdict(list)

    def load(self, batch: Sequence[LogEvent]) -> None:
        """Read the certificates that are revoked, covered anew, or whose holder goes."""
        events = [log.event for log in batch]
        touched = {it.originator_id for it in events if isinstance(it, Certificate.Revoked)}
        lines, certificates = self._tables["lines"].c, self._tables["certificates"].c
        counted = {it.attendance_id for it in events if isinstance(it, ServiceYear.Counted)}
        wanted = lines.attendance_id, lines.certificate_id, lines.minutes, lines.evidence
        for attendance_id, *covered in self._find(counted, *wanted):
            self._covering[attendance_id].append((covered[0], covered[1], covered[2]))
            touched.add(covered[0])
        gone = {it.person_id for it in events if isinstance(it, PersonErasure.Erased)}
        for person_id, it in self._find(gone, certificates.person_id, certificates.certificate_id):
            self._held[person_id].append(it)
            touched.add(it)
        self.rows["certificates"].load(touched)

    @folds(Certificate.Issued)
    def _issued(self, log: LogEvent) -> None:
        event, certificate_id = log.event, log.event.originator_id
        self.rows["certificates"].put(
            {
                **{name: getattr(event, name) for name in _TOLD},
                **dict.fromkeys(_LATER),
                "certificate_id": certificate_id,
                "position": log.position,
                "line_count": len(event.lines),
                "issued_at": event.occurred_at,
            }
        )
        self._held[event.person_id].append(certificate_id)
        for number, line in enumerate(event.lines):
            self.rows["lines"].append(
                {
                    "certificate_id": certificate_id,
                    "line": number,
                    **{name: getattr(line, name) for name in line.__struct_fields__},
                }
            )
            covered = (certificate_id, line.minutes, line.evidence)
            self._covering[line.attendance_id].append(covered)

    @folds(Certificate.Revoked)
    def _revoked(self, log: LogEvent) -> None:
        event = log.event
        self.rows["certificates"].change(event.originator_id).update(
            revoked_at=event.occurred_at,
            revoked_by=event.revoked_by,
            reason_code=event.reason_code,
        )

    @folds(ServiceYear.Counted)
    def _counted(self, log: LogEvent) -> None:
        """Note where an attendance comes to something else than a certificate says."""
        event = log.event
        for certificate_id, minutes, evidence in self._covering[event.attendance_id]:
            if (minutes, evidence) != (event.minutes, event.evidence):
                row = self.rows["certificates"].change(certificate_id)
                row["superseded_on"] = row["superseded_on"] or local_date(event.occurred_at)

    @folds(PersonErasure.Erased)
    def _erased(self, log: LogEvent) -> None:
        for certificate_id in self._held[log.event.person_id]:
            row = self.rows["certificates"].change(certificate_id)
            row["withdrew_at"] = log.event.occurred_at

    def _find(self, ids: Iterable[UUID], column: Column[UUID], *more: Column[object]) -> list[Row]:  # type: ignore[type-arg]
        """Return columns of the rows that have one of some IDs in their first."""
        found: list[Row] = []  # type: ignore[type-arg]
        wanted = list(ids)
        for start in range(0, len(wanted), SQLITE_VARIABLES_MAX):
            some = wanted[start : start + SQLITE_VARIABLES_MAX]
            found += self._connection.execute(select(column, *more).where(column.in_(some)))
        return found
