"""Who is related to a household, as they declared it, and therefore decides nothing about it."""

from uuid import UUID

from ledger.households.finding import household_of
from ledger.households.household import Household
from ledger.kernel.session import Session
from ledger.moral.kinship import Kinship
from ledger.registry.errors import ReviewerRecusedError


def is_kin(session: Session, person_id: UUID, household: Household) -> bool:
    """Follow merges: kinship with a household is kinship with what it became."""
    identifier = Kinship.create_id(person_id)
    session.require(identifier)
    session.rely_on(identifier)
    found = session.find(Kinship, identifier)
    if found is None:
        return False
    return any(household_of(session, it).id == household.id for it in found.households)


def refuse_relative(session: Session, person_id: UUID, household: Household) -> None:
    """Refuse whoever lives in a household or is related to it."""
    if household.has(person_id) or is_kin(session, person_id, household):
        raise ReviewerRecusedError
