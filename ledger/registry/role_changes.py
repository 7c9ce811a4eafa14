"""Handlers of roles and their terms."""

from ledger.kernel.commands import Answer, handles
from ledger.kernel.session import Session
from ledger.registry.commands import AssignRole, EndRole
from ledger.registry.errors import RoleTermNotFoundError
from ledger.registry.role_holder import ROLES, RoleHolder, Term
from ledger.registry.separation import Hands, Step
from ledger.registry.unit import Unit
from ledger.registry.unit_changes import rely_on_open


@handles(
    AssignRole,
    streams=lambda c: [RoleHolder.create_id(c.person_id), Unit.create_id(c.unit_code)],
)
def assign_role(session: Session, command: AssignRole) -> Answer:
    """Give a person a role in a unit for a term; the unit must be open when it begins."""
    assert command.role in ROLES
    Hands.of(command.person_id).refuse(Step.ASSIGN, command.assigned_by)
    rely_on_open(session, command.unit_code, command.from_day)
    holder = session.find(RoleHolder, RoleHolder.create_id(command.person_id))
    if holder is None:
        holder = RoleHolder(person_id=command.person_id)
        session.add(holder)
    term = Term(command.role, command.unit_code, command.from_day, command.to_day, command.place_id)
    holder.assign(term, command.assigned_by)
    return {"person_id": command.person_id, "role": command.role, "unit_code": command.unit_code}


@handles(EndRole, streams=lambda c: [RoleHolder.create_id(c.person_id)])
def end_role(session: Session, command: EndRole) -> Answer:
    """End a term; its last day is ``to_day``."""
    holder = session.find(RoleHolder, RoleHolder.create_id(command.person_id))
    if holder is None:
        raise RoleTermNotFoundError(role=command.role, unit_code=command.unit_code)
    day = command.to_day
    holder.end(Term(command.role, command.unit_code, day, day, command.place_id), command.ended_by)
    return {"person_id": command.person_id, "role": command.role, "unit_code": command.unit_code}
