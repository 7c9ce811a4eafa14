"""Commands of consents and guardians. Ages come along as bands, for no event knows a birthday."""

from dataclasses import dataclass
from uuid import UUID

from ledger.kernel.commands import Command
from ledger.registry.consent_purposes import AgeBand, Method, Purpose


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveConsent(Command):
    """Agree to a purpose under a version of the notice."""

    person_id: UUID
    purpose: Purpose
    notice_version: int
    by: UUID
    method: Method
    operator_id: UUID | None = None
    age: AgeBand = AgeBand.ADULT


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawConsent(Command):
    """Agree to a purpose no longer."""

    person_id: UUID
    purpose: Purpose
    notice_version: int
    by: UUID
    method: Method
    operator_id: UUID | None = None
    age: AgeBand = AgeBand.ADULT


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestGuardian(Command):
    """Ask to be linked as somebody's guardian."""

    person_id: UUID
    guardian_id: UUID
    unit_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkGuardian(Command):
    """Link a guardian at the desk, with both present."""

    person_id: UUID
    guardian_id: UUID
    unit_code: str
    linked_by: UUID
    age: AgeBand
    guardian_age: AgeBand


@dataclass(frozen=True, slots=True, kw_only=True)
class EndGuardian(Command):
    """End a link, or turn a request down."""

    person_id: UUID
    guardian_id: UUID
    ended_by: UUID
