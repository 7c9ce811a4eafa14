"""Commands of teams, volunteers and their memberships."""

from dataclasses import dataclass
from uuid import UUID

from ledger.kernel.commands import Command
from ledger.volunteering.team import TeamKind
from ledger.volunteering.volunteer import DeclineReason


@dataclass(frozen=True, slots=True, kw_only=True)
class FormTeam(Command):
    """Form a volunteer team in a unit, perhaps below a larger one."""

    unit_code: str
    name: str
    kind: TeamKind = TeamKind.TEAM
    parent_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameTeam(Command):
    """Give a team another name."""

    team_id: UUID
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceTeam(Command):
    """Put a team below another one, or below none."""

    team_id: UUID
    parent_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DissolveTeam(Command):
    """End a team; its members' records stay."""

    team_id: UUID
    dissolved_by: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterVolunteer(Command):
    """Register a person as a volunteer, with a wallet, in up to one team."""

    person_id: UUID
    number: str
    unit_code: str
    team_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestMembership(Command):
    """Ask to be taken into a team."""

    person_id: UUID
    team_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveMembership(Command):
    """Take somebody in who asked."""

    person_id: UUID
    team_id: UUID
    decided_by: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineMembership(Command):
    """Do not take somebody in who asked."""

    person_id: UUID
    team_id: UUID
    reason: DeclineReason
    decided_by: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveTeam(Command):
    """Leave a team, or take back the request to join it."""

    person_id: UUID
    team_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SetNationalNumbers(Command):
    """Enter the numbers that the national system gave, all or none."""

    numbers: tuple[tuple[UUID, str], ...]
    set_by: UUID | None
