"""Handlers of teams, volunteers and their memberships."""

from uuid import UUID

from ledger.kernel.commands import Answer, handles
from ledger.kernel.ids import derive
from ledger.kernel.session import Session
from ledger.registry.separation import Hands, Step
from ledger.volunteering.finding import find_team, find_volunteer
from ledger.volunteering.team import Team, check_parent
from ledger.volunteering.team_commands import (
    ApproveMembership,
    DeclineMembership,
    DissolveTeam,
    FormTeam,
    LeaveTeam,
    PlaceTeam,
    RegisterVolunteer,
    RenameTeam,
    RequestMembership,
    SetNationalNumbers,
)
from ledger.volunteering.team_errors import TeamNameTakenError
from ledger.volunteering.team_name import TeamName, exchange, exchanged, require_free
from ledger.volunteering.volunteer import Volunteer
from ledger.wallets.wallet import Wallet, WalletKind

Membership = RequestMembership | ApproveMembership | DeclineMembership | LeaveTeam


def _forming_streams(command: FormTeam) -> list[UUID]:
    above = [command.parent_id] if command.parent_id else []
    name_id = TeamName.create_id(command.unit_code, command.name)
    return [Team.create_id(command.unit_code, command.name), name_id, *above]


@handles(FormTeam, streams=_forming_streams)
def form_team(session: Session, command: FormTeam) -> Answer:
    """Form a team; the same one again stays as it is."""
    team_id = Team.create_id(command.unit_code, command.name)
    team = session.find(Team, team_id)
    if team is not None:
        team.check_form(command.name)
        return {"team_id": team_id}
    require_free(session, command.unit_code, command.name, team_id)
    session.rely_on(TeamName.create_id(command.unit_code, command.name))
    check_parent(command.kind, _parent(session, command.parent_id))
    session.add(
        Team(
            unit_code=command.unit_code,
            name=command.name,
            kind=command.kind.value,
            parent_id=command.parent_id,
        )
    )
    return {"team_id": team_id}


@handles(RenameTeam, streams=lambda c: [c.team_id])
def rename_team(session: Session, command: RenameTeam) -> Answer:
    """Rename a team, unless another one of the unit bears the name."""
    team = find_team(session, command.team_id)
    namesake_id = Team.create_id(team.unit_code, command.name)
    session.require(namesake_id, *exchanged(team, command.name))
    namesake = session.find(Team, namesake_id)
    if namesake is not None and namesake_id != team.id and namesake.name == command.name:
        raise TeamNameTakenError(name=command.name)
    require_free(session, team.unit_code, command.name, team.id)
    team.require_standing()
    if command.name != team.name:
        exchange(session, team, command.name)
    team.rename(command.name, command.at)
    return {"team_id": team.id}


@handles(PlaceTeam, streams=lambda c: [c.team_id, *([c.parent_id] if c.parent_id else [])])
def place_team(session: Session, command: PlaceTeam) -> Answer:
    """Put a team below a larger one."""
    team = find_team(session, command.team_id)
    team.place(_parent(session, command.parent_id), command.at)
    return {"team_id": team.id}


@handles(DissolveTeam, streams=lambda c: [c.team_id])
def dissolve_team(session: Session, command: DissolveTeam) -> Answer:
    """End a team."""
    team = find_team(session, command.team_id)
    team.dissolve(by=command.dissolved_by, occurred_at=command.at)
    return {"team_id": team.id}


def _registration_streams(command: RegisterVolunteer) -> list[UUID]:
    person_id = command.person_id
    wallet_id = Wallet.create_id(person_id, WalletKind.VOLUNTEER)
    team = [command.team_id] if command.team_id else []
    return [Volunteer.create_id(person_id), wallet_id, *team]


@handles(RegisterVolunteer, streams=_registration_streams)
def register_volunteer(session: Session, command: RegisterVolunteer) -> Answer:
    """Register a volunteer and open the wallet, both or neither."""
    volunteer = session.find(Volunteer, Volunteer.create_id(command.person_id))
    wallet_id = Wallet.create_id(command.person_id, WalletKind.VOLUNTEER)
    if command.team_id:
        find_team(session, command.team_id).require_standing()
    if volunteer is None:
        volunteer = Volunteer(
            person_id=command.person_id, number=command.number, unit_code=command.unit_code
        )
        session.add(volunteer)
    if command.team_id:
        volunteer.join(command.team_id)
    if session.find(Wallet, wallet_id) is None:
        session.add(
            Wallet(
                owner_id=command.person_id,
                kind=WalletKind.VOLUNTEER.value,
                unit_code=command.unit_code,
            )
        )
    return {"person_id": command.person_id, "wallet_id": wallet_id}


def _membership_streams(command: Membership) -> list[UUID]:
    return [Volunteer.create_id(command.person_id), command.team_id]


@handles(RequestMembership, streams=_membership_streams)
def request_membership(session: Session, command: RequestMembership) -> Answer:
    """Ask a team to be taken in."""
    team = find_team(session, command.team_id)
    team.require_standing()
    volunteer = find_volunteer(session, command.person_id)
    request_id = derive("membership", command.key)
    volunteer.request_membership(
        team.id,
        team.unit_code,
        request_id=request_id,
        standing=_standing(session, volunteer),
        occurred_at=command.at,
    )
    return {"team_id": team.id, "request_id": request_id}


@handles(ApproveMembership, streams=_membership_streams)
def approve_membership(session: Session, command: ApproveMembership) -> Answer:
    """Take somebody in; nobody answers their own request."""
    Hands.of(command.person_id).refuse(Step.DECIDE, command.decided_by)
    team = find_team(session, command.team_id)
    team.require_standing()
    volunteer = find_volunteer(session, command.person_id)
    volunteer.approve_membership(
        team.id,
        by=command.decided_by,
        standing=_standing(session, volunteer),
        occurred_at=command.at,
    )
    return {"team_id": team.id, "person_id": command.person_id}


@handles(DeclineMembership, streams=_membership_streams)
def decline_membership(session: Session, command: DeclineMembership) -> Answer:
    """Do not take somebody in; nobody answers their own request."""
    Hands.of(command.person_id).refuse(Step.DECIDE, command.decided_by)
    team = find_team(session, command.team_id)
    find_volunteer(session, command.person_id).decline_membership(
        team.id, command.reason, by=command.decided_by, occurred_at=command.at
    )
    return {"team_id": team.id, "person_id": command.person_id}


@handles(LeaveTeam, streams=_membership_streams)
def leave_team(session: Session, command: LeaveTeam) -> Answer:
    """Leave a team, whatever became of it."""
    find_volunteer(session, command.person_id).leave(command.team_id, command.at)
    return {"team_id": command.team_id}


@handles(SetNationalNumbers, streams=lambda c: [Volunteer.create_id(it) for it, _ in c.numbers])
def set_national_numbers(session: Session, command: SetNationalNumbers) -> Answer:
    """Enter numbers of the national system; those that stand already change nothing."""
    found = [(find_volunteer(session, it), number) for it, number in command.numbers]
    changed = [
        it.set_national_number(number, by=command.set_by, occurred_at=command.at)
        for it, number in found
    ]
    return {"changed": sum(changed), "unchanged": len(changed) - sum(changed)}


def _parent(session: Session, parent_id: UUID | None) -> Team | None:
    """Return the team above; the decision rests on it, for it gets no event."""
    if parent_id is None:
        return None
    parent = find_team(session, parent_id)
    session.rely_on(parent_id)
    return parent


def _standing(session: Session, volunteer: Volunteer) -> list[UUID]:
    """Return the volunteer's teams that were not dissolved."""
    session.require(*volunteer.team_ids)
    teams = [(it, session.find(Team, it)) for it in volunteer.team_ids]
    return [it for it, team in teams if team is not None and not team.is_dissolved]
