"""Handlers of volunteer service."""

from uuid import UUID

from ledger.kernel.commands import Answer, handles
from ledger.kernel.session import Session
from ledger.volunteering.commands import (
    FormTeam,
    RegisterVolunteer,
)
from ledger.volunteering.errors import (
    TeamNotFoundError,
)
from ledger.volunteering.team import Team
from ledger.volunteering.volunteer import Volunteer
from ledger.wallets.wallet import Wallet, WalletKind


@handles(FormTeam, streams=lambda c: [Team.create_id(c.unit_code, c.name)])
def form_team(session: Session, command: FormTeam) -> Answer:
    """Form a team; the same one again stays as it is."""
    team_id = Team.create_id(command.unit_code, command.name)
    if session.find(Team, team_id) is None:
        session.add(Team(unit_code=command.unit_code, name=command.name))
    return {"team_id": team_id}


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
    if command.team_id and session.find(Team, command.team_id) is None:
        raise TeamNotFoundError(team_id=command.team_id)
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
