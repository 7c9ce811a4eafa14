"""Handlers of kinship."""

from ledger.households.finding import registered
from ledger.kernel.commands import Answer, handles
from ledger.kernel.session import Session
from ledger.moral.claim_commands import DeclareKinship, RevokeKinship
from ledger.moral.kinship import Kinship


@handles(DeclareKinship, streams=lambda c: [Kinship.create_id(c.person_id), c.household_id])
def declare_kinship(session: Session, command: DeclareKinship) -> Answer:
    """Say with which household one is related."""
    household = registered(session, command.household_id)
    kinship = session.find(Kinship, Kinship.create_id(command.person_id))
    is_new = kinship is None
    kinship = kinship or Kinship(person_id=command.person_id)
    kinship.declare(household.id, command.at)
    if is_new:
        session.add(kinship)
    return {"person_id": command.person_id, "household_id": household.id}


@handles(RevokeKinship, streams=lambda c: [Kinship.create_id(c.person_id)])
def revoke_kinship(session: Session, command: RevokeKinship) -> Answer:
    """Take back what one declared."""
    kinship = session.find(Kinship, Kinship.create_id(command.person_id))
    if kinship is not None:
        kinship.revoke(command.household_id, command.at)
    return {"person_id": command.person_id, "household_id": command.household_id}
