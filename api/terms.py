"""Roles given for a term open doors only while the term runs."""

from api.reading import settled
from api.refusals import RoleEndedError
from api.running_terms import Kept
from api.services import Services
from people.grants import Grant
from people.roles import FOR_A_TERM, FORMER_NAMES


def is_running(given: Services, grant: Grant) -> bool:
    """Tell whether what a grant is for is held today; roles without a term always are.

    The term must be for the role, for a unit that reaches the grant's, and for its place if it is
    for one place only.
    """
    if grant.role not in FOR_A_TERM:
        return True
    if grant.person_id is None:
        return False
    now = given.clock()
    kept = given.terms.of(grant.person_id, now)
    if kept is not None and _covers(given, kept, grant):
        return True
    person_id = grant.person_id

    def look() -> bool | None:
        return _covers(given, given.terms.read(given.views, person_id, now), grant) or None

    return settled(given, look) is not None


def require_running(given: Services, grant: Grant) -> None:
    """Refuse a grant whose term is over; the attempt is written down like every refused door."""
    if not is_running(given, grant):
        raise RoleEndedError(role=grant.role.value)


def _covers(given: Services, kept: Kept, grant: Grant) -> bool:
    tree = given.views.trees.current()
    return any(
        FORMER_NAMES.get(it.role, it.role) == grant.role
        and it.place in (None, grant.place_id)
        and tree.reaches(it.unit_code, grant.unit_code, kept.day)
        for it in kept.terms
    )
