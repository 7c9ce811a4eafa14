"""Finding claims, and who may see and decide about them."""

from datetime import date
from uuid import UUID

from api.auth import Caller, caller
from api.moral.homes import own_homes
from api.moral.notice_acting import is_of_village, require_village
from api.reach import today
from api.reading import settled
from api.services import services
from ledger.moral.claim_errors import ClaimNotFoundError
from ledger.moral.items import Proposer
from people.roles import Role
from projections.moral.claims.rows import ClaimRow

VILLAGE_CODE_LENGTH = 12
"""Digits of a village or community in a unit code; what is longer lies in it."""
STAFF = {
    Role.GRID_WORKER: Proposer.GRID_WORKER,
    Role.BUILDING_LEADER: Proposer.BUILDING_LEADER,
    Role.ENTRANCE_LEADER: Proposer.ENTRANCE_LEADER,
    Role.CLERK: Proposer.CLERK,
}
"""As what they propose; each of them screens what others proposed."""
SEES_VILLAGE = frozenset({*STAFF, Role.REVIEWER, Role.SUPERVISOR, Role.STREET})
REVIEWER = Role.REVIEWER.value


def village_of(who: Caller) -> str:
    """Return the village somebody works in: that of a grid or a building is the one around it."""
    return who.grant.unit_code[:VILLAGE_CODE_LENGTH]


def claim_to_see(claim_id: UUID) -> ClaimRow:
    """Return a claim of the own household, of one's own making, or of the village one serves."""
    row = settled(services(), lambda: services().views.claims.get(claim_id))
    if row is None or not may_see(row):
        raise ClaimNotFoundError
    return row


def may_see(row: ClaimRow, who: Caller | None = None) -> bool:
    """Tell whether somebody may see a claim."""
    who = who or caller()
    if who.grant.person_id in (row.proposed_by, row.entered_by) or row.household_id in own_homes():
        return True
    return who.role in SEES_VILLAGE and is_of_village(who, row.unit_code)


def claim_to_screen(claim_id: UUID) -> ClaimRow:
    """Return a claim of the village the caller works in."""
    row = settled(services(), lambda: services().views.claims.get(claim_id))
    if row is None:
        raise ClaimNotFoundError
    require_village(caller(), row.unit_code)
    return row


def may_screen(row: ClaimRow, homes: frozenset[UUID] | None = None) -> bool:
    """Tell whether the caller could screen it: pages offer nothing that would be refused.

    ``homes`` are the caller's own; who asks about many claims looks them up once.
    """
    who = caller()
    own = row.household_id in (own_homes() if homes is None else homes)
    return who.role in STAFF and not own and who.person_id not in (row.proposed_by, row.entered_by)


def panel_of(unit_code: str, day: date | None = None) -> tuple[UUID, ...]:
    """Return the reviewers of a village as the read model knows them."""
    terms = services().views.role_terms.in_unit(unit_code, day or today())
    return tuple(dict.fromkeys(it.person_id for it in terms if it.role == REVIEWER))
