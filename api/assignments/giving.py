"""Giving a role for a term and ending it, within reach and written down."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from api.auditing import note
from api.auth import caller
from api.execution import carry_out
from api.reach import reaches
from api.refusals import RequestInvalidError
from api.registry.doors import require_code
from api.services import services
from ledger.kernel.errors import LedgerError
from ledger.kernel.receipts import Recorded
from ledger.registry.commands import AssignRole, EndRole
from ledger.registry.role_holder import ROLES
from people.audit import DONE, AuditAction
from people.errors import UnknownPersonError
from people.roles import Role
from projections.registry.roles import RoleTermRow

KEEPS = {Role.SHOP_KEEPER: "shop", Role.STATION_KEEPER: "station"}
"""Roles that may be for one place only, and what kind of place."""


def assign(command: AssignRole) -> Recorded:
    """Give a person within reach a role; whoever gives it does not get it."""
    _require_seat(command)
    _require_person(command.person_id)
    _require_place(command)
    return _carried_out(replace(command, assigned_by=caller().person_id), AuditAction.ROLE_ASSIGNED)


def end(command: EndRole) -> Recorded:
    """End the term that runs on the last day of the command."""
    _require_seat(command)
    return _carried_out(replace(command, ended_by=caller().person_id), AuditAction.ROLE_ENDED)


def is_running(term: RoleTermRow, day: date) -> bool:
    """Tell whether a term runs on a day."""
    return term.from_day <= day <= term.to_day


def _carried_out(command: AssignRole | EndRole, action: AuditAction) -> Recorded:
    def write(result: str) -> None:
        note(
            action,
            result=result,
            target_id=command.person_id,
            unit_code=command.unit_code,
            purpose=command.role,
        )

    try:
        recorded = carry_out(services(), command)
    except LedgerError as refusal:
        write(refusal.code)
        raise
    if not recorded.duplicate:
        write(DONE)
    services().terms.forget()
    return recorded


def _require_seat(command: AssignRole | EndRole) -> None:
    """Refuse what is no role or no code, before any of it is written down."""
    if command.role not in ROLES:
        raise RequestInvalidError({"role": ["Not a role that is given for a term."]})
    require_code(command.unit_code)
    caller().require_unit(command.unit_code)


def _require_person(person_id: UUID) -> None:
    if services().directory.find(person_id) is None:
        raise UnknownPersonError("nobody with this ID is enrolled")


def _require_place(command: AssignRole) -> None:
    """Refuse a place for a role that keeps none, and one that is not there or lies elsewhere."""
    if command.place_id is None:
        return
    views = services().views
    found = {
        "shop": views.shops.of,
        "station": views.stations.of,
    }.get(KEEPS.get(Role(command.role), ""))
    place = found(command.place_id) if found else None
    if place is None or not reaches(command.unit_code, place.unit_code):
        raise RequestInvalidError({"place_id": ["Not a place of this role in this unit."]})
