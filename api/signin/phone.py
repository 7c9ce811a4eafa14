"""Signing in by phone, step by step: code, who of several, and, after long, name and ID number."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from api.auditing import note
from api.hats import own_phone_hats
from api.rates.guard import count_address, require_room
from api.rates.quotas import SIGN_IN_CODES, SIGN_IN_FAILURES
from api.services import Services, services
from api.signin.opening import Opened, open_with, this_device
from api.signin.sending import SmsUnavailableError
from people.audit import AuditAction
from people.errors import (
    IdentityCheckRequiredError,
    IdentityDeskRequiredError,
    PeopleError,
    PhoneNotRegisteredError,
    SignInRefusedError,
    SignInStepOverError,
)
from people.formats import clean_phone
from people.logins import Login
from people.masks import mask_name
from people.phones import Holder
from people.roles import Role
from people.sessions import SignInMethod
from people.steps import Step

SIGN_IN = "sign_in"
"""What the audit log says a refused sign-in was for."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of those a number may sign in as. The name is masked."""

    person_id: UUID
    name: str
    role: Role
    unit_code: str


@dataclass(frozen=True, slots=True)
class Undecided:
    """A sign-in that waits for a choice. ``others``: somebody long unseen shares the number."""

    step: str = field(repr=False)
    choices: Sequence[Choice]
    others: bool


Outcome = Opened | Undecided


def send_code(phone: str) -> None:
    """Send a code to a number, whether or not it is anybody's."""
    given = services()
    count_address(given, SIGN_IN_CODES)
    cleaned = clean_phone(phone)
    code = given.phone.codes.issue(cleaned, now=given.clock())
    try:
        given.sender.send(cleaned, code)
    except SmsUnavailableError:
        given.phone.codes.withdraw(cleaned)
        raise


def show_code(phone: str, code: str) -> Outcome:
    """Use a code up, and open a session if that says enough; the refusal is noted."""
    given = services()
    require_room(given, SIGN_IN_FAILURES)
    cleaned = clean_phone(phone)
    now, phone_hash = given.clock(), given.phone.phones.hash_of(cleaned)
    found: Outcome | PeopleError
    with given.people.writing_for_persons() as connection:
        refused = given.phone.codes.take_with(connection, cleaned, code, now=now)
        found = refused or _after_code(given, connection, phone_hash, now)
    if isinstance(found, PeopleError):
        raise _noted(given, found)
    return found


def choose(step_secret: str, person_id: UUID, role: Role) -> Opened:
    """Open the session of the one chosen among those the number may sign in as."""
    given = services()
    now, step = given.clock(), _step(given, step_secret)
    chosen = [
        it
        for it in _choices(given, _eligible(given, step, now))
        if (it.person_id, it.role) == (person_id, role)
    ]
    if not chosen:
        raise _noted(given, SignInStepOverError("nobody like that can be chosen"))
    return _finish(given, step, chosen[0], now)


def prove_identity(step_secret: str, name: str, id_last_6: str) -> Outcome:
    """Compare name and ID number with those long unseen; open a session, or ask for the role."""
    given = services()
    require_room(given, SIGN_IN_FAILURES)
    now, step = given.clock(), _step(given, step_secret)
    asked = [it for it in _holders(given, step, now) if not it.fresh and it.has_id_number]
    if not asked or step.person_id is not None:
        raise _noted(given, SignInStepOverError("there is nothing to ask"))
    try:
        person_id = given.phone.identity.passed(
            asked, step.phone_hash, name=name, id_last_6=id_last_6, now=now
        )
    except PeopleError as error:
        raise _noted(given, error) from None
    holder = next(it for it in asked if it.person_id == person_id)
    choices = _choices(given, [holder])
    if len(choices) == 1:
        return _finish(given, step, choices[0], now)
    with given.people.writing() as connection:
        given.phone.steps.name_with(connection, step, person_id)
    return Undecided(step_secret, choices, others=False)


def open_choices(step_secret: str) -> Undecided:
    """Return what a step under way still asks."""
    given = services()
    now, step = given.clock(), _step(given, step_secret)
    others = step.person_id is None and any(
        not it.fresh and it.has_id_number for it in _holders(given, step, now)
    )
    return Undecided(step_secret, _choices(given, _eligible(given, step, now)), others)


def _after_code(
    given: Services, connection: Connection, phone_hash: bytes, now: datetime
) -> Outcome | PeopleError:
    """Decide what a right code opens."""
    holders = given.phone.phones.holders_with(connection, phone_hash, now=now)
    if not holders:
        return PhoneNotRegisteredError("nobody is registered with this number")
    choices = _choices(given, [it for it in holders if it.fresh])
    others = any(not it.fresh and it.has_id_number for it in holders)
    if not choices and not others:
        return IdentityDeskRequiredError("there is no ID number to ask for")
    if len(choices) == 1 and not others:
        return _open(given, connection, choices[0], phone_hash, now)
    step = given.phone.steps.begin_with(
        connection, phone_hash=phone_hash, device_secret=this_device(), now=now
    )
    if choices:
        return Undecided(step, choices, others)
    return IdentityCheckRequiredError("the number was long unused", step=step)


def _finish(given: Services, step: Step, chosen: Choice, now: datetime) -> Opened:
    with given.people.writing_for_persons() as connection:
        if not given.phone.steps.end_with(connection, step):
            raise SignInStepOverError("somebody else has just done it")
        return _open(given, connection, chosen, step.phone_hash, now)


def _open(
    given: Services, connection: Connection, chosen: Choice, phone_hash: bytes, now: datetime
) -> Opened:
    given.phone.phones.prove_with(connection, chosen.person_id, phone_hash, now=now)
    login = Login(
        person_id=chosen.person_id, role=chosen.role, unit_code=chosen.unit_code, place_id=None
    )
    return open_with(connection, login, method=SignInMethod.CODE)


def _step(given: Services, secret: str) -> Step:
    step = given.phone.steps.find(secret, this_device(), now=given.clock())
    if step is None:
        raise _noted(given, SignInStepOverError("no such step goes on here"))
    return step


def _holders(given: Services, step: Step, now: datetime) -> list[Holder]:
    return given.phone.phones.holders(step.phone_hash, now=now)


def _eligible(given: Services, step: Step, now: datetime) -> list[Holder]:
    """Return whom a step may sign in as: the one who is known by now, or whoever is fresh."""
    holders = _holders(given, step, now)
    if step.person_id is not None:
        return [it for it in holders if it.person_id == step.person_id]
    return [it for it in holders if it.fresh]


def _choices(given: Services, holders: Sequence[Holder]) -> list[Choice]:
    return [
        Choice(it.person_id, mask_name(it.display_name), hat.role, hat.unit_code)
        for it in holders
        for hat in own_phone_hats(given, it.person_id, it.unit_code)
    ]


def _noted(given: Services, error: PeopleError) -> PeopleError:
    """Write a refusal down, count it for the address, and return it to be raised."""
    if not isinstance(error, IdentityCheckRequiredError):
        count_address(given, SIGN_IN_FAILURES)
    code = error.code if isinstance(error, SignInRefusedError) else type(error).code
    note(AuditAction.REFUSED, result=code, purpose=SIGN_IN)
    return error
