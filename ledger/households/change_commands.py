"""Commands of merges and splits: one person proposes, another one decides."""

from dataclasses import dataclass
from uuid import UUID

from ledger.households.kinds import ChangeReason, NewMember
from ledger.kernel.commands import Command


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeMerge(Command):
    """Propose that a household becomes part of another one of the village.

    ``relations`` says what the members who move are to the head they get; who is not named there
    becomes another relative.
    """

    household_id: UUID
    into_id: UUID
    reason: ChangeReason
    proposed_by: UUID
    relations: tuple[NewMember, ...] = ()
    text_id: UUID | None = None
    photo_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeSplit(Command):
    """Propose that some members become a household of their own and take their share along."""

    household_id: UUID
    new_number: str
    group: str
    members: tuple[NewMember, ...]
    stays: int
    leaves: int
    reason: ChangeReason
    proposed_by: UUID
    text_id: UUID | None = None
    photo_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmHouseholdChange(Command):
    """Carry out a merge or a split that somebody else proposed."""

    household_id: UUID
    number: int
    confirmed_by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnDownHouseholdChange(Command):
    """Do not carry it out, and say why."""

    household_id: UUID
    number: int
    text_id: UUID | None
    decided_by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawHouseholdChange(Command):
    """Take a proposal back, as whoever made it."""

    household_id: UUID
    number: int
    withdrawn_by: UUID
