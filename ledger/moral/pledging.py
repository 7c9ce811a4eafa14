"""Signing a pledge: a member of the household, the version in force, once."""

from dataclasses import dataclass
from uuid import UUID

from ledger.households.agreeing import require_adult
from ledger.households.finding import household_of
from ledger.households.household import Household
from ledger.kernel.clock import local_date
from ledger.kernel.commands import Answer, Command, handles
from ledger.kernel.session import Session
from ledger.moral.finding import rulebook_in_force
from ledger.moral.pledge import Pledge
from ledger.moral.rulebook_errors import PledgeMissingError
from ledger.registry.consent_purposes import AgeBand


@dataclass(frozen=True, slots=True, kw_only=True)
class SignPledge(Command):
    """Sign the pledge of the version in force; with ``entered_by`` it was signed on paper."""

    household_id: UUID
    person_id: UUID
    age: AgeBand
    entered_by: UUID | None = None
    photo_id: UUID | None = None
    photo_hash: str = ""


@handles(SignPledge, streams=lambda c: [c.household_id, Pledge.create_id(c.household_id)])
def sign_pledge(session: Session, command: SignPledge) -> Answer:
    """Sign for one's household."""
    household = signing_household(session, command.household_id, command.person_id, command.age)
    version = rulebook_in_force(session, household.unit_code, local_date(command.at))
    if version.pledge is None:
        raise PledgeMissingError(version=version.number)
    identifier = Pledge.create_id(household.id)
    session.require(identifier)
    found = session.find(Pledge, identifier)
    pledge = found or Pledge(household_id=household.id, unit_code=household.unit_code)
    pledge.sign(
        version.number,
        command.person_id,
        command.at,
        entered_by=command.entered_by,
        photo_id=command.photo_id,
        photo_hash=command.photo_hash,
    )
    if found is None:
        session.add(pledge)
    return {"household_id": household.id, "version": version.number}


def signing_household(
    session: Session, household_id: UUID, person_id: UUID, age: AgeBand
) -> Household:
    """Return the household somebody signs for, merges followed; only its adults do."""
    household = household_of(session, household_id)
    session.rely_on(household.id)
    require_adult(household, person_id, age)
    return household
