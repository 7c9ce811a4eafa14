"""Accounts for others: a security administrator gives somebody a login and a one-time code."""

from dataclasses import dataclass
from uuid import UUID

from api.auditing import note
from api.auth import caller
from api.execution import carry_out
from api.refusals import RequestInvalidError
from api.services import services
from ledger.kernel.clock import local_date
from ledger.kernel.errors import LedgerError
from ledger.kernel.ids import derive_subject
from ledger.registry.commands import AssignRole
from people.audit import AuditAction
from people.directory import Person
from people.errors import PeopleError, UnknownPersonError


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStaff:
    """Somebody new at work: name, login, role, unit."""

    name: str
    login: str
    role: str
    unit_code: str
    place_id: UUID | None = None


def add_new(new: NewStaff, key: str) -> tuple[UUID, str]:
    """Enrol somebody, give them the role from today on, and return ID and set-up code.

    All of it or nothing; the same key again makes the same person a new code. Refusals:
    `login_taken`, `administrators_separate` and the others of a role's term.
    """
    given, who = services(), caller()
    who.require_unit(new.unit_code)
    person_id = derive_subject("person", "staff", who.name_space, key)
    is_new = given.directory.find(person_id) is None
    try:
        given.directory.enrol([Person(person_id, new.name, new.unit_code)])
    except ValueError:
        raise RequestInvalidError({"name": ["Not a name."]}) from None
    try:
        given.staff.accounts.add(person_id, new.login, now=given.clock())
        _assign(person_id, new, key)
    except (LedgerError, PeopleError):
        if is_new:
            given.directory.erase(person_id)
        raise
    return person_id, new_code(person_id)


def add_known(person_id: UUID, login: str) -> str:
    """Give somebody who is enrolled a staff account, and return the set-up code."""
    given = services()
    _require_within(person_id)
    given.staff.accounts.add(person_id, login, now=given.clock())
    return new_code(person_id)


def start_again(person_id: UUID) -> str:
    """Take password and second factors of somebody away; return a code to begin anew.

    For a lost phone without recovery codes. Sessions end at once.
    """
    given = services()
    now = given.clock()
    _require_within(person_id)
    given.staff.accounts.reset(person_id)
    given.sessions.end_others(person_id, None, now=now)
    note(AuditAction.STAFF_CHANGED, purpose="reset", target_id=person_id)
    return given.staff.setup_codes.issue(person_id, now=now)


def new_code(person_id: UUID) -> str:
    """Return a set-up code in place of an earlier one."""
    given = services()
    code = given.staff.setup_codes.issue(person_id, now=given.clock())
    note(AuditAction.STAFF_CHANGED, purpose="added", target_id=person_id)
    return code


def _require_within(person_id: UUID) -> None:
    person = services().directory.find(person_id)
    if person is None:
        raise UnknownPersonError("nobody with this ID is enrolled")
    caller().require_unit(person.unit_code)


def _assign(person_id: UUID, new: NewStaff, key: str) -> None:
    given, who = services(), caller()
    now = given.clock()
    command = AssignRole(
        key=f"{who.name_space}:staff:{key}",
        at=now,
        person_id=person_id,
        role=new.role,
        unit_code=new.unit_code,
        from_day=local_date(now),
        to_day=None,
        assigned_by=who.person_id,
        place_id=new.place_id,
    )
    carry_out(given, command)
