"""Commands of claims until the panel has voted, and of reviewers' kinship."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ledger.kernel.commands import Command
from ledger.moral.claim_kinds import Source, Vote
from ledger.moral.items import EvidenceKind, Proposer


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeClaim(Command):
    """Propose an act of a household, or a deduction (申报).

    ``points`` is left out for what the item gives. A neighbour names the own household.
    ``entered_by`` is who typed in what somebody else says or wrote.
    """

    household_id: UUID
    item_code: str
    points: int | None = None
    occurred_on: date
    person_id: UUID | None = None
    proposed_by: UUID
    proposer_role: Proposer
    proposer_household_id: UUID | None = None
    entered_by: UUID | None = None
    source: Source = Source.PHONE
    text_id: UUID | None = None
    photo_ids: tuple[UUID, ...] = ()
    photo_hashes: tuple[str, ...] = ()
    photo_marks: tuple[str, ...] = ()
    """What each picture shows (`people.picture_hash`), or nothing: sheets of paper look alike."""
    evidence: tuple[EvidenceKind, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawClaim(Command):
    """Take a claim back before the panel has decided."""

    claim_id: UUID
    withdrawn_by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenClaim(Command):
    """Find a claim in order and hand it to the panel (初审); fewer points need a reason.

    ``panel`` are the reviewers of the village as the caller knows them; each is checked.
    """

    claim_id: UUID
    screened_by: UUID
    points: int | None = None
    text_id: UUID | None = None
    panel: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBackScreening(Command):
    """Take the own screening back while nobody on the panel has voted (撤回初审)."""

    claim_id: UUID
    taken_back_by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnClaim(Command):
    """Send a claim back, and say why (退回)."""

    claim_id: UUID
    returned_by: UUID
    text_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WarnHousehold(Command):
    """Tell a household in private what would be deducted, and until when to put it right."""

    claim_id: UUID
    warned_by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PutRight(Command):
    """Find that what the warning was about was put right: nothing is deducted."""

    claim_id: UUID
    found_by: UUID
    text_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteOnClaim(Command):
    """Vote, or recuse oneself (评议). ``panel`` is checked as that of ``ScreenClaim``."""

    claim_id: UUID
    reviewer_id: UUID
    vote: Vote
    panel: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclareKinship(Command):
    """Say with which household one is related, before its claims come (亲属申报)."""

    person_id: UUID
    household_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeKinship(Command):
    """Take back what one declared."""

    person_id: UUID
    household_id: UUID
