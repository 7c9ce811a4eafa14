"""The set-up of an account: a one-time code, a password, a second factor, and in (启用账号)."""

from typing import Final

from flask import Response, request

from api.permissions import Action, requires
from api.staff import setup
from people.staff_errors import StaffStepOverError
from people.tickets import Purpose
from web.blueprints import Pages
from web.messages_zh import Refusal
from web.rendering import Context, moved, page
from web.session import frame
from web.staff.asking import NOTHING_REFUSED, Refused, asked_again, drawn, passkey_sent
from web.staff.security import enrolment_words, recovery_page
from web.staff.signing_in import keep_ticket, put_in, ticket

pages = Pages("setup")

SETUP: Final = "/setup"
FACTOR: Final = "/setup/factor"
_DIFFER: Final = Refusal("passwords_differ", "两次输的密码不一样。请再输一次。", "再输一次", "back")
_BLANK: Final[Context] = {"code": "", "is_first": False, "name": "", "login": ""}


@pages.get(SETUP)
@requires(Action.PUBLIC)
def ask_code() -> Response:
    """Ask for the set-up code."""
    return page("setup.html", **_BLANK, **NOTHING_REFUSED)


@pages.post(SETUP)
@requires(Action.PUBLIC)
def take_code() -> Response:
    """Take it, and ask for a password, the first administrator also for name and login."""
    code = request.form.get("code", "")
    try:
        found = setup.look(code)
    except Refused as error:
        return asked_again(error, drawn("setup.html", **_BLANK))
    typed = _BLANK | {"code": code, "is_first": found.is_first}
    return page("setup.html", **typed, **NOTHING_REFUSED)


@pages.post(SETUP + "/account")
@requires(Action.PUBLIC)
def take_account() -> Response:
    """Take them, and lead to the second factor."""
    form = request.form
    code, password = form.get("code", ""), form.get("password", "")
    name, login = form.get("name", "").strip(), form.get("login", "").strip()
    try:
        is_first = setup.look(code).is_first
    except Refused as error:
        return asked_again(error, drawn("setup.html", **_BLANK))
    typed = {"code": code, "is_first": is_first, "name": name, "login": login}
    if password != form.get("again", ""):
        return page("setup.html", 422, **typed, refusal=_DIFFER, facts="")
    try:
        held = setup.make_account(code, password, name=name, login=login)
    except Refused as error:
        return asked_again(error, drawn("setup.html", **typed))
    response = moved(FACTOR)
    keep_ticket(response, held, Purpose.SETUP)
    return response


@pages.get(FACTOR)
@requires(Action.PUBLIC)
def show_factor() -> Response:
    """Show the code for an authenticator app, or offer a passkey."""
    try:
        return _factor(NOTHING_REFUSED, 200)
    except StaffStepOverError:
        return moved(SETUP)


@pages.post(FACTOR)
@requires(Action.PUBLIC)
def take_factor() -> Response:
    """Take the first second factor; whoever shows it is in."""
    try:
        code = request.form.get("code", "")
        done = setup.finish(ticket(), code=code, passkey=passkey_sent())
    except StaffStepOverError as error:
        return asked_again(error, drawn("setup.html", **_BLANK))
    except Refused as error:
        return asked_again(error, _factor)
    response = recovery_page(done.recovery_codes, "账号启用了", "/", frame=frame())
    put_in(response, done.entered)
    return response


def _factor(words: Context, status: int) -> Response:
    held = ticket()
    return page(
        "staff_app.html",
        status,
        title="第二步验证",
        action=FACTOR,
        back=SETUP,
        passkey_options=setup.passkey_options(held),
        **enrolment_words(setup.app_to_enrol(held)),
        **words,
    )
