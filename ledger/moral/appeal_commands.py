"""Commands of appeals."""

from dataclasses import dataclass
from uuid import UUID

from ledger.kernel.commands import Command
from ledger.moral.appeal import AppealMethod, AppealReason


@dataclass(frozen=True, slots=True, kw_only=True)
class FileAppeal(Command):
    """Appeal against a posted deduction, as an adult of its household or for one."""

    claim_id: UUID
    filed_by: UUID
    reason: AppealReason
    method: AppealMethod = AppealMethod.PHONE_PAGE
    entered_by: UUID | None = None
    text_id: UUID | None = None
    photo_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideAppeal(Command):
    """Answer an appeal: as the committee, or ``by_township`` on the second level."""

    claim_id: UUID
    is_upheld: bool
    decided_by: UUID
    by_township: bool
    text_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalateAppeal(Command):
    """Ask the township, which the committee's answer leaves open for some days."""

    claim_id: UUID
    escalated_by: UUID
    entered_by: UUID | None = None
    text_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawAppeal(Command):
    """Take one's appeal back while it waits."""

    claim_id: UUID
    withdrawn_by: UUID
