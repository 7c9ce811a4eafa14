"""Reading one person's data in full: for a stated purpose, within reach, written down first."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from api.auditing import note
from api.auth import Caller, caller
from api.refusals import PurposeRequiredError
from api.services import services
from people.audit import AuditAction
from people.errors import UnknownPersonError
from people.person import Person
from people.purposes import PURPOSES, Fact, Purpose
from people.roles import Role

VOUCHERS_LOOKED_AT_MAX = 200
"""Open vouchers of a shop among which a keeper finds the owner."""

Facts = dict[Fact, str | date | None]


def person_in_reach(person_id: UUID) -> Person:
    """Return somebody of the caller's unit, or at a keeper's counter; others seem not to exist."""
    person = services().directory.find(person_id)
    if person is None or not (
        caller().reaches(person.unit_code) or _is_at_counter(caller(), person_id)
    ):
        raise UnknownPersonError("nobody with this ID is enrolled within reach")
    return person


def read_in_full(person_id: UUID, purpose: str | None, facts: Iterable[Fact]) -> Facts:
    """Return what a purpose opens of somebody within reach, once it is in the audit log."""
    return facts_for(person_in_reach(person_id), purpose, facts)


def facts_for(person: Person, purpose: str | None, facts: Iterable[Fact]) -> Facts:
    """Return the same of somebody who is within reach by the caller's work."""
    wanted = list(facts)
    need = PURPOSES[Purpose(purpose)] if purpose in set(Purpose) else None
    if need is None or need.stands or caller().role not in need.roles:
        raise PurposeRequiredError
    if not need.facts.issuperset(wanted):
        raise PurposeRequiredError(purpose=purpose)
    note(
        AuditAction.PERSON_READ,
        target_id=person.person_id,
        unit_code=caller().grant.unit_code,
        purpose=purpose,
    )
    return {it: getattr(person, it.value) for it in wanted}


def _is_at_counter(who: Caller, person_id: UUID) -> bool:
    """Tell whether somebody from elsewhere has a voucher waiting in the keeper's own shop."""
    shop_id = who.grant.place_id
    if who.role is not Role.SHOP_KEEPER or shop_id is None:
        return False
    open_ones = services().views.vouchers.open_in_shop(shop_id, limit=VOUCHERS_LOOKED_AT_MAX)
    return any(it.owner_id == person_id for it in open_ones)
