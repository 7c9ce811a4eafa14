"""Households of acts, as far as notices show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from api.auth import Caller, caller
from api.services import services
from projections.households.views import HouseholdRow


@dataclass(frozen=True, slots=True)
class Home:
    """What is known of the household of an act. ``publishes`` is its own switch (pages.md 9.2)."""

    household_id: UUID
    group: str
    number: str
    publishes: bool


def homes_of(ids: Iterable[UUID]) -> dict[UUID, Home]:
    """Return households by the IDs of acts; of one that was merged, the one it became part of."""
    found = services().views.households.by_ids(set(ids))
    return {it: _home(row) for it, row in found.items()}


def own_homes(who: Caller | None = None) -> frozenset[UUID]:
    """Return the household of somebody, of the caller unless named; none of who has none."""
    person_id = (who or caller()).grant.person_id
    row = services().views.households.of_person(person_id) if person_id else None
    return frozenset() if row is None else frozenset({row.household_id})


def _home(row: HouseholdRow) -> Home:
    now = row
    if row.merged_into is not None:
        now = services().views.households.survivor(row.household_id) or row
    return Home(now.household_id, now.group, now.number, now.publishes)
