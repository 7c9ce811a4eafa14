"""Households of the tests, said the short way."""

from uuid import UUID

from ledger.households.commands import JoinScheme
from ledger.households.household import Household
from ledger.registry.consent_purposes import AgeBand
from tests.support.homes import Home, register
from tests.support.ledgers import UNIT, Village

NEIGHBOUR_VILLAGE = "150104003006"


def home(village: Village, number: str, others: int = 1, unit_code: str = UNIT) -> Home:
    return register(village.tell, unit_code, number, others)


def household(village: Village, household_id: UUID) -> Household:
    found: Household = village.load(household_id)
    return found


def agree(village: Village, it: Home, *, publishes: bool) -> None:
    village.tell(
        JoinScheme,
        household_id=it.id,
        agreed_by=it.head,
        age=AgeBand.ADULT,
        publishes=publishes,
    )
