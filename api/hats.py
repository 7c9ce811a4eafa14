"""What somebody may act as today: roles given for a term, and those people register for."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from api.services import Services
from ledger.kernel.clock import local_date
from people.roles import FOR_A_TERM, FORMER_NAMES, Role


@dataclass(frozen=True, slots=True)
class Hat:
    """A role in a unit, at one place if the role keeps one."""

    role: Role
    unit_code: str
    place_id: UUID | None = None


def hats_of(given: Services, person_id: UUID, now: datetime) -> list[Hat]:
    """Return a person's hats, those given for a running term first; nobody's is empty.

    Whoever is enrolled and neither serves nor rides is a resident of the own unit.
    """
    terms = given.views.role_terms.of_person(person_id, local_date(now))
    known = {it.value for it in FOR_A_TERM} | FORMER_NAMES.keys()
    hats = [Hat(Role(it.role), it.unit_code, it.place) for it in terms if it.role in known]
    hats += _registered(given, person_id)
    if hats:
        return hats
    person = given.directory.find(person_id)
    return [] if person is None else [Hat(Role.RESIDENT, person.unit_code)]


def own_phone_hats(given: Services, person_id: UUID, home_unit: str) -> list[Hat]:
    """Return what somebody may act as with their own phone; staff are residents here too."""
    return _registered(given, person_id) or [Hat(Role.RESIDENT, home_unit)]


def _registered(given: Services, person_id: UUID) -> list[Hat]:
    views, hats = given.views, []
    if (volunteer := views.volunteers.of(person_id)) is not None:
        hats.append(Hat(Role.VOLUNTEER, volunteer.unit_code))
    if (rider := views.riders.of(person_id)) is not None:
        hats.append(Hat(Role.RIDER, rider.unit_code))
    return hats
