"""What staff change about their own way in: password, app, recovery codes, passkeys."""

from typing import Any
from uuid import UUID

from api.auditing import note
from api.auth import caller
from api.refusals import UnknownAddressError
from api.services import services
from api.staff.flow import Proof, show
from api.staff.refusing import noted
from people.audit import AuditAction
from people.passkeys import PasskeyRecord
from people.staff import PASSWORD_AGE_MAX
from people.staff_errors import LastSecondFactorError, StaffAccountMissingError
from people.totp import Enrolment

SECURITY = "own_security"
STEP_UP = "step_up"


def overview() -> dict[str, Any]:
    """Return what one's account has; raise StaffAccountMissingError if there is none."""
    given, person_id = services(), caller().person_id
    account = given.staff.accounts.find(person_id)
    if account is None or account.password_set_at is None:
        raise StaffAccountMissingError("the person has no staff account")
    return {
        "password_set_at": account.password_set_at,
        "password_expires_at": account.password_set_at + PASSWORD_AGE_MAX,
        "has_totp": account.has_totp,
        "recovery_codes_left": given.staff.codes.recovery_codes_left(person_id),
        "passkeys": given.staff.passkeys.list_of(person_id),
    }


def change_password(current: str, new: str) -> None:
    """Change the password; sessions on other devices end."""
    given, who = services(), caller()
    now = given.clock()
    with noted(SECURITY):
        given.staff.accounts.check_own(who.person_id, current, now=now)
        given.staff.accounts.set_password(who.person_id, new, now=now)
    given.sessions.end_others(who.person_id, who.grant.token_id, now=now)
    note(AuditAction.STAFF_CHANGED, purpose="password", target_id=who.person_id)


def begin_app() -> Enrolment:
    """Return the secret for a new authenticator app; the old one counts until its first code."""
    _require_account()
    person_id = caller().person_id
    return services().staff.codes.begin(person_id, account_name(person_id))


def pending_app() -> Enrolment:
    """Return the secret that waits for its first code, or a new one, to show it again."""
    codes, person_id = services().staff.codes, caller().person_id
    return codes.pending(person_id, account_name(person_id)) or begin_app()


def confirm_app(code: str) -> list[str]:
    """Take the first code of the new app; return fresh recovery codes."""
    given, person_id = services(), caller().person_id
    _require_account()
    with noted(SECURITY):
        given.staff.codes.confirm(person_id, code, now=given.clock())
    note(AuditAction.STAFF_CHANGED, purpose="app", target_id=person_id)
    return given.staff.codes.new_recovery_codes(person_id)


def new_recovery_codes() -> list[str]:
    """Return fresh recovery codes; earlier ones end."""
    _require_account()
    person_id = caller().person_id
    codes = services().staff.codes.new_recovery_codes(person_id)
    note(AuditAction.STAFF_CHANGED, purpose="recovery_codes", target_id=person_id)
    return codes


def begin_passkey() -> dict[str, Any]:
    """Return what a browser needs to make a passkey."""
    _require_account()
    given, person_id = services(), caller().person_id
    return given.staff.passkeys.begin_new(person_id, account_name(person_id), now=given.clock())


def add_passkey(answer: Any, label: str) -> UUID:
    """Keep a new passkey under a name of one's own."""
    _require_account()
    given, person_id = services(), caller().person_id
    with noted(SECURITY):
        added = given.staff.passkeys.add(person_id, answer, label, now=given.clock())
    note(AuditAction.STAFF_CHANGED, purpose="passkey_added", target_id=person_id)
    return added


def remove_passkey(passkey_id: UUID) -> None:
    """Forget a passkey, unless it is the last second factor."""
    given, person_id = services(), caller().person_id
    account = given.staff.accounts.find(person_id)
    known: list[PasskeyRecord] = given.staff.passkeys.list_of(person_id)
    if passkey_id not in {it.passkey_id for it in known}:
        raise UnknownAddressError
    if len(known) == 1 and not (account and account.has_totp):
        raise LastSecondFactorError("the last second factor stays")
    given.staff.passkeys.remove(person_id, passkey_id)
    note(AuditAction.STAFF_CHANGED, purpose="passkey_removed", target_id=person_id)


def step_up_options() -> dict[str, Any] | None:
    """Return what a browser needs to prove one of one's passkeys; None without any."""
    given, person_id = services(), caller().person_id
    if not given.staff.passkeys.count_of(person_id):
        return None
    return given.staff.passkeys.begin(person_id, now=given.clock())


def step_up(proof: Proof) -> None:
    """Show a second factor again in this session."""
    given, who = services(), caller()
    _require_account()
    with noted(STEP_UP):
        show(who.person_id, proof)
    given.sessions.prove(who.grant.token_id, now=given.clock())


def account_name(person_id: UUID) -> str:
    """Return what an app on the person's own phone calls the account."""
    person = services().directory.find(person_id)
    return person.display_name if person else ""


def _require_account() -> None:
    account = services().staff.accounts.find(caller().person_id)
    if account is None or not account.is_ready:
        raise StaffAccountMissingError("the person has no staff account")
