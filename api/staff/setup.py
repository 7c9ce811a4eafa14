"""The first minutes of an account: a code from paper, a password, a second factor, and in."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from api.auditing import note
from api.execution import carry_out
from api.hats import Hat
from api.refusals import RequestInvalidError, UnitsMissingError
from api.services import services
from api.staff.flow import Entered, hat_of, login_of, read, written
from api.staff.refusing import noted
from api.staff.security import account_name
from ledger.kernel.clock import local_date
from ledger.kernel.ids import new_id
from ledger.registry.commands import AssignRole
from people.audit import AuditAction
from people.directory import Person
from people.passwords import require_good
from people.roles import Role
from people.sessions import SignInMethod
from people.setup_codes import Setup
from people.staff_errors import SetupCodeWrongError, StaffStepOverError
from people.tickets import Purpose
from people.totp import Enrolment

SETUP = "staff_setup"
FIRST_PASSKEY = "第一把通行密钥"


@dataclass(frozen=True, slots=True)
class Finished:
    """A set-up that is done: who is in, and the recovery codes that are shown now only."""

    entered: Entered
    recovery_codes: list[str]


def look(code: str) -> Setup:
    """Return what a code is for, before anything is typed that could be lost."""
    given = services()
    with noted(SETUP):
        setup = given.staff.setup_codes.check(code, now=given.clock())
    if setup.is_first:
        root_unit()
    return setup


def make_account(code: str, password: str, *, name: str = "", login: str = "") -> str:
    """Set the password, and for the first code also name and login; return the next ticket.

    The code stays good until a second factor was shown: whoever breaks off enters it again.
    """
    given = services()
    now, setup = given.clock(), look(code)
    if setup.is_first:
        require_good(password, holds_login=False)
        person_id = _first_person(setup, code, name)
        given.staff.accounts.add(person_id, login, now=now)
    elif setup.person_id is None:
        raise SetupCodeWrongError("the code is for nobody")
    else:
        person_id = setup.person_id
    given.staff.accounts.set_password(person_id, password, now=now)
    return written(given.staff.tickets.issue(Purpose.SETUP, person_id, now=now))


def app_to_enrol(ticket: str) -> Enrolment:
    """Return the secret that waits for its first code, the same while the page is drawn again."""
    codes, person_id = services().staff.codes, _person_of(ticket)
    name = account_name(person_id)
    return codes.pending(person_id, name) or codes.begin(person_id, name)


def passkey_options(ticket: str) -> dict[str, Any]:
    """Return what a browser needs to make the first passkey."""
    given, person_id = services(), _person_of(ticket)
    return given.staff.passkeys.begin_new(person_id, account_name(person_id), now=given.clock())


def finish(ticket: str, *, code: str = "", passkey: Any = None) -> Finished:
    """Take the first second factor; the account is open and the set-up code used up."""
    given, person_id = services(), _person_of(ticket)
    now = given.clock()
    with noted(SETUP, person_id):
        if passkey is not None:
            given.staff.passkeys.add(person_id, passkey, FIRST_PASSKEY, now=now)
        else:
            given.staff.codes.confirm(person_id, code, now=now)
    # Looked up before anything is used up: whoever is refused here may begin again.
    is_first = given.staff.setup_codes.is_first_of(person_id)
    hat = _appoint_first(person_id) if is_first else hat_of(person_id)
    given.staff.accounts.make_ready(person_id, now=now)
    given.staff.tickets.take(Purpose.SETUP, read(ticket), now=now)
    note(AuditAction.STAFF_CHANGED, purpose="set_up", actor_id=person_id, target_id=person_id)
    recovery = given.staff.codes.new_recovery_codes(person_id)
    return Finished(Entered(login_of(person_id, hat), SignInMethod.SETUP), recovery)


def root_unit() -> str:
    """Return the topmost unit, which the first administrator is for, or refuse."""
    given = services()
    roots = given.views.units.children("", 1, as_of=local_date(given.clock()))
    if not roots:
        raise UnitsMissingError
    return roots[0].code


def _person_of(ticket: str) -> UUID:
    given = services()
    found = given.staff.tickets.look(Purpose.SETUP, read(ticket), now=given.clock())
    if found is None or found.person_id is None:
        raise StaffStepOverError("the ticket is over")
    return found.person_id


def _first_person(setup: Setup, code: str, name: str) -> UUID:
    """Enrol the first administrator under an ID that stays when the form is sent again."""
    given = services()
    wanted = setup.person_id or new_id()
    try:
        given.directory.enrol([Person(wanted, name, root_unit())])
    except ValueError:
        raise RequestInvalidError({"name": ["Not a name."]}) from None
    owner = given.staff.setup_codes.claim_first(code, wanted, now=given.clock())
    if owner != wanted:
        given.directory.erase(wanted)
    return owner


def _appoint_first(person_id: UUID) -> Hat:
    given = services()
    now = given.clock()
    hat = Hat(Role.SECURITY_ADMINISTRATOR, root_unit())
    command = AssignRole(
        key=f"setup:{person_id.hex}",
        at=now,
        person_id=person_id,
        role=hat.role.value,
        unit_code=hat.unit_code,
        from_day=local_date(now),
        to_day=None,
        assigned_by=None,
    )
    carry_out(given, command)
    return hat
