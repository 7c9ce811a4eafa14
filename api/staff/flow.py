"""The way in for staff: a password and then a second factor, or a passkey alone."""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from api.hats import Hat, hats_of
from api.reading import settled
from api.refusals import RoleEndedError, StaffSignInRequiredError
from api.services import services
from api.staff.refusing import noted
from people.logins import Login
from people.roles import FOR_A_TERM, WITHOUT_TERM
from people.sessions import SignInMethod
from people.staff import StaffAccount
from people.staff_errors import PasswordExpiredError, StaffStepOverError
from people.tickets import TICKET_LENGTH_MAX, Purpose

SIGN_IN = "staff_sign_in"
"""What the audit log says refused steps were for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The password was right. What to show next, and the ticket to show it with."""

    ticket: str
    has_totp: bool
    passkey_options: dict[str, Any] | None
    needs_new_password: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A second factor as it was sent: a code (also a recovery code), or a passkey's answer."""

    code: str = ""
    passkey: Any = None


@dataclass(frozen=True, slots=True)
class Entered:
    """Who is in, and how."""

    login: Login
    method: SignInMethod


def begin(login: str, password: str) -> Step:
    """Take login and password; refusals are those of `StaffAccounts.check`."""
    given = services()
    now = given.clock()
    with noted(SIGN_IN):
        account = given.staff.accounts.check(login, password, now=now)
    ticket = given.staff.tickets.issue(Purpose.SECOND_FACTOR, account.person_id, now=now)
    return _step(account, written(ticket))


def step_of(ticket: str) -> Step:
    """Return the step a ticket stands for, to show it again."""
    return _step(_account_of(ticket), ticket)


def finish(ticket: str, proof: Proof, new_password: str = "") -> Entered:
    """Take the second factor, and a new password where the old one is 90 days old."""
    given = services()
    account = _account_of(ticket)
    person_id, now = account.person_id, given.clock()
    with noted(SIGN_IN, person_id):
        hat = hat_of(person_id)
        expired = account.is_expired(now)
        if expired and not new_password:
            raise PasswordExpiredError("the password is 90 days old")
        if expired:
            # Judged first: a one-time code must not be spent on a password that is refused.
            given.staff.accounts.require_usable(person_id, new_password)
        show(person_id, proof)
        if given.staff.tickets.take(Purpose.SECOND_FACTOR, read(ticket), now=now) is None:
            raise StaffStepOverError("somebody was faster")
        if expired:
            given.staff.accounts.set_password(person_id, new_password, now=now)
    return Entered(login_of(person_id, hat), SignInMethod.PASSWORD)


def passkey_options() -> dict[str, Any]:
    """Return what a browser needs to let any passkey of the house prove itself."""
    given = services()
    return given.staff.passkeys.begin(None, now=given.clock())


def by_passkey(answer: Any) -> Entered:
    """Take a passkey without a password: unlocking it was the other factor."""
    given = services()
    with noted(SIGN_IN):
        person_id = given.staff.passkeys.check(answer, now=given.clock())
        hat = hat_of(person_id)
    return Entered(login_of(person_id, hat), SignInMethod.PASSKEY)


def show(person_id: UUID, proof: Proof) -> None:
    """Return when a second factor is the person's, or refuse."""
    given = services()
    now = given.clock()
    if proof.passkey is not None:
        given.staff.passkeys.check(proof.passkey, person_id=person_id, now=now)
    else:
        given.staff.codes.check(person_id, proof.code, now=now)


def hat_of(person_id: UUID) -> Hat:
    """Return the first role a person is in for a term today, or refuse with `role_ended`."""
    given = services()

    def look() -> Hat | None:
        hats = hats_of(given, person_id, given.clock())
        return next((it for it in hats if it.role in FOR_A_TERM), None)

    hat = settled(given, look)
    if hat is None:
        raise RoleEndedError
    return hat


def refuse_passcode_of_staff(login: Login) -> None:
    """Refuse a number and a passcode where there is a staff account for that."""
    if login.role in WITHOUT_TERM:
        return
    account = services().staff.accounts.find(login.person_id)
    if account is not None and account.is_ready:
        raise StaffSignInRequiredError


def written(ticket: bytes) -> str:
    """Write a ticket as text."""
    return urlsafe_b64encode(ticket).rstrip(b"=").decode()


def read(text: str) -> bytes:
    """Read a ticket; what is none is as good as one nobody has."""
    if len(text) > TICKET_LENGTH_MAX:
        return b""
    try:
        return urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return b""


def _account_of(ticket: str) -> StaffAccount:
    given = services()
    found = given.staff.tickets.look(Purpose.SECOND_FACTOR, read(ticket), now=given.clock())
    account = found and found.person_id and given.staff.accounts.find(found.person_id)
    if not account or not account.is_ready:
        raise StaffStepOverError("the ticket is over")
    return account


def _step(account: StaffAccount, ticket: str) -> Step:
    given = services()
    now, passkeys = given.clock(), given.staff.passkeys
    options = None
    if passkeys.count_of(account.person_id):
        options = passkeys.begin(account.person_id, now=now)
    return Step(
        ticket=ticket,
        has_totp=account.has_totp,
        passkey_options=options,
        needs_new_password=account.is_expired(now),
    )


def login_of(person_id: UUID, hat: Hat) -> Login:
    """Return who signs in, in a role."""
    return Login(person_id=person_id, role=hat.role, unit_code=hat.unit_code, place_id=hat.place_id)
