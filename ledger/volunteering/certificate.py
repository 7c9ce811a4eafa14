"""Certificate: what a volunteer has served, as it was known on one day (志愿服务记录证明).

The snapshot never changes. What is corrected afterwards makes it superseded, which the read
models see; taking it back is an event of its own.
"""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import msgspec
from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive_subject
from ledger.volunteering.certificate_errors import CertificateRevokedError

BASIS_VERSION = 1
"""Which statutes it rests on; their words stand where it is printed."""


class RevocationReason(StrEnum):
    """Why a certificate is taken back. Reasons are added, never renamed."""

    ISSUED_IN_ERROR = "issued_in_error"
    RECORD_FALSE = "record_false"
    HOLDER_ASKED = "holder_asked"
    OTHER = "other"


class CertifiedLine(msgspec.Struct, frozen=True):
    """One attendance of the snapshot."""

    attendance_id: UUID
    activity_id: UUID
    unit_code: str
    served_on: date
    minutes: int
    evidence: str


class GradeSum(msgspec.Struct, frozen=True):
    """The minutes of one grade of evidence."""

    evidence: str
    minutes: int


class Certificate(Aggregate):
    """One certificate; its ID follows from its number, so that a number is given out once."""

    TOPIC = "certificate"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "certificate.created"

    class Issued(Created):
        """The snapshot. ``minutes`` is the sum of its lines, and of its grades."""

        TOPIC = "certificate.issued"
        number: str
        person_id: UUID
        volunteer_number: str
        unit_code: str
        from_day: date
        to_day: date
        minutes: int
        verified_minutes: int
        supplementary_minutes: int
        grades: list[GradeSum]
        lines: list[CertifiedLine]
        basis_version: int
        with_id_number: bool
        wants_seal: bool
        operator_id: UUID | None
        consent: str | None
        read_position: int
        occurred_at: datetime

    class Revoked(Event):
        TOPIC = "certificate.revoked"
        number: str
        person_id: UUID
        unit_code: str
        reason_code: str
        revoked_by: UUID
        occurred_at: datetime

    @staticmethod
    def create_id(number: str) -> UUID:
        """Derive the ID from the number: a code on paper can name it."""
        return derive_subject("certificate", number)

    @event(Issued)
    def __init__(self, number: str, person_id: UUID, unit_code: str) -> None:
        self.number = number
        self.person_id = person_id
        self.unit_code = unit_code
        self.is_revoked = False

    def revoke(self, reason: RevocationReason, revoked_by: UUID, at: datetime) -> None:
        """Take it back, once."""
        if self.is_revoked:
            raise CertificateRevokedError
        self.trigger_event(
            self.Revoked,
            number=self.number,
            person_id=self.person_id,
            unit_code=self.unit_code,
            reason_code=reason.value,
            revoked_by=revoked_by,
            occurred_at=at,
        )

    @event(Revoked)
    def _revoked(self) -> None:
        self.is_revoked = True
