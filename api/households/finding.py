"""Finding the household that a door is about, and what is shown of it."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from api.auth import caller
from api.persons.names import names_for
from api.reading import settled
from api.services import services
from ledger.households.errors import HouseholdNotFoundError
from projections.households.views import HouseholdRow


def household_here(household_id: UUID) -> HouseholdRow:
    """Return a household of the caller's unit; another's is as good as none."""
    row = settled(services(), lambda: services().views.households.get(household_id))
    if row is None or not caller().reaches(row.unit_code):
        raise HouseholdNotFoundError
    return row


def own_household() -> HouseholdRow:
    """Return where the caller lives."""
    person_id = caller().person_id
    row = settled(services(), lambda: services().views.households.of_person(person_id))
    if row is None:
        raise HouseholdNotFoundError
    return row


def listed(rows: Sequence[HouseholdRow]) -> list[dict[str, Any]]:
    """Put the masked names of their heads beside households."""
    names = names_for(it.head_id for it in rows if it.head_id)
    return [{**asdict(it), "head_name": names.get(it.head_id)} for it in rows]  # type: ignore[arg-type]


def people_of(household_id: UUID) -> list[dict[str, Any]]:
    """Return the members of a household with masked names, the head first."""
    rows = services().views.households.members(household_id)
    names = names_for(it.person_id for it in rows)
    return [{**asdict(it), "display_name": names.get(it.person_id)} for it in rows]


def shown(row: HouseholdRow) -> dict[str, Any]:
    """Return one household with its members and what it may spend."""
    wallets = services().views.balances.of_owner(row.household_id)
    (one,) = listed([row])
    return {
        **one,
        "people": people_of(row.household_id),
        "available": wallets[0].available if wallets else 0,
    }


def numbers_of(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the numbers of some households."""
    found = services().views.households.by_ids(dict.fromkeys(ids))
    return {it: row.number for it, row in found.items()}
