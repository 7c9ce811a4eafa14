"""Finding a household, through any number of merges."""

from uuid import UUID

from ledger.households.errors import HouseholdMemberRequiredError, HouseholdNotFoundError
from ledger.households.household import Household
from ledger.kernel.session import Session


def household_of(session: Session, household_id: UUID) -> Household:
    """Load a household, or the one it became part of; refuse what nobody registered.

    A merge leads to a household that was open then, so this never goes in a circle.
    """
    household = registered(session, household_id)
    while household.merged_into is not None:
        household = registered(session, household.merged_into)
    return household


def registered(session: Session, household_id: UUID) -> Household:
    """Load the household of exactly this ID, merged or not."""
    session.require(household_id)
    household = session.find(Household, household_id)
    if household is None:
        raise HouseholdNotFoundError(household_id=household_id)
    return household


def require_member(household: Household, person_id: UUID) -> None:
    """Refuse whoever is not of the household."""
    if not household.has(person_id):
        raise HouseholdMemberRequiredError
