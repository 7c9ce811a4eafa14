"""Commands of households and their members."""

from dataclasses import dataclass
from uuid import UUID

from ledger.households.kinds import (
    CloseReason,
    GateReason,
    LeaveReason,
    NewMember,
    Relation,
    RequestKind,
)
from ledger.kernel.commands import Command
from ledger.registry.consent_purposes import AgeBand


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterHousehold(Command):
    """Register a household under a number of a village, with its wallet and first members."""

    unit_code: str
    group: str
    number: str
    members: tuple[NewMember, ...] = ()
    registered_by: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegroupHousehold(Command):
    """Put a household into another group of its village."""

    household_id: UUID
    group: str
    changed_by: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinHousehold(Command):
    """Enter somebody into a household who lives in none."""

    household_id: UUID
    person_id: UUID
    relation: Relation
    joined_by: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveHousehold(Command):
    """Take somebody out of a household."""

    household_id: UUID
    person_id: UUID
    reason: LeaveReason
    left_by: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveMember(Command):
    """Take somebody out of one household and into another of the village, at once."""

    household_id: UUID
    person_id: UUID
    to_household_id: UUID
    relation: Relation
    moved_by: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseHead(Command):
    """Make a member the head, and say what the one before is to them."""

    household_id: UUID
    person_id: UUID
    former: Relation
    chosen_by: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRelation(Command):
    """Correct what a member is to the head."""

    household_id: UUID
    person_id: UUID
    relation: Relation
    changed_by: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseHousehold(Command):
    """End a household; its members live nowhere then, its points expire on their days."""

    household_id: UUID
    reason: CloseReason
    closed_by: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinScheme(Command):
    """Join the points scheme, and agree to publication or not: two things, one paper."""

    household_id: UUID
    agreed_by: UUID
    age: AgeBand
    publishes: bool = False
    entered_by: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveScheme(Command):
    """Leave the points scheme, and with it everything public."""

    household_id: UUID
    agreed_by: UUID
    age: AgeBand
    entered_by: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPublication(Command):
    """Agree to be shown with the masked number, or take it back."""

    household_id: UUID
    publishes: bool
    agreed_by: UUID
    age: AgeBand
    entered_by: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplaceGateCode(Command):
    """Give a gate another code; plates printed before open nothing any more."""

    household_id: UUID
    reason: GateReason
    replaced_by: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeHouseholdRequest(Command):
    """Ask the clerk for something about one's own household."""

    household_id: UUID
    person_id: UUID
    kind: RequestKind
    text_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerHouseholdRequest(Command):
    """Tell a member that it was done, or why not."""

    person_id: UUID
    number: int
    is_done: bool
    text_id: UUID | None
    answered_by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawHouseholdRequest(Command):
    """Take one's own request back."""

    person_id: UUID
    number: int
