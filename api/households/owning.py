"""Whose points somebody acts with: the household's, for its members; else the own."""

from uuid import UUID

from api.auth import Caller
from api.services import Services
from ledger.registry.errors import KeeperOwnHouseholdError
from people.roles import Role


def points_owner(given: Services, who: Caller) -> UUID:
    """Return whose points a caller sees and spends: as a resident, those of the household."""
    if who.role is not Role.RESIDENT:
        return who.person_id
    household = given.views.households.of_person(who.person_id)
    return household.household_id if household else who.person_id


def may_stand_for(given: Services, person_id: UUID, owner_id: UUID) -> bool:
    """Tell whether somebody owns something, or is of the household that does."""
    if person_id == owner_id:
        return True
    household = given.views.households.of_person(person_id)
    return household is not None and household.household_id == owner_id


def refuse_own_household(given: Services, keeper_id: UUID, owner_id: UUID) -> None:
    """Refuse a keeper who would hand out to the own household (VP-13)."""
    if may_stand_for(given, keeper_id, owner_id):
        raise KeeperOwnHouseholdError
