"""Commands of certificates."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ledger.kernel.commands import Command
from ledger.registry.proxy import Consent
from ledger.volunteering.certificate import RevocationReason


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueCertificate(Command):
    """Certify what a person has served in a period, both days included (VH-11)."""

    person_id: UUID
    from_day: date
    to_day: date
    nonce: str
    """The drawn part of the number."""
    read_position: int
    """The log had come at least so far when it was asked for."""
    with_id_number: bool = False
    wants_seal: bool = False
    operator_id: UUID | None = None
    """Who asks for the person, and how the person agreed; both, or neither."""
    consent: Consent | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeCertificate(Command):
    """Take a certificate back."""

    certificate_id: UUID
    reason: RevocationReason
    revoked_by: UUID
