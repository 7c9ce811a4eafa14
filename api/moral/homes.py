"""Households of acts, as far as notices show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from api.auth import Caller, caller
from api.services import services
from ledger.kernel.clock import local_date
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
    """Return the household of somebody, of the caller unless named, and those it took in.

    What was decided about a household before it became part of another is the other's to read
    and to appeal against.
    """
    person_id = (who or caller()).grant.person_id
    views = services().views.households
    row = views.of_person(person_id) if person_id else None
    return frozenset() if row is None else views.with_those_it_took_in(row.household_id)


def adult_homes(who: Caller | None = None) -> frozenset[UUID]:
    """Return the same for adults; to minors no deduction is shown, and none is delivered."""
    asks = who or caller()
    return frozenset() if is_minor(asks) else own_homes(asks)


def is_minor(who: Caller | None = None) -> bool:
    """Tell whether somebody, the caller unless named, is known to be under age."""
    given, person_id = services(), (who or caller()).grant.person_id
    today = local_date(given.clock())
    return person_id is not None and given.directory.minors.is_minor(person_id, today)


def _home(row: HouseholdRow) -> Home:
    now = row
    if row.merged_into is not None:
        now = services().views.households.survivor(row.household_id) or row
    return Home(now.household_id, now.group, now.number, now.publishes)
