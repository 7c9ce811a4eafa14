"""The sign-in of staff: password, then a second factor; or a passkey alone."""

from typing import Final

from flask import Response, request

from api.permissions import Action, requires
from api.services import services
from api.signin.opening import set_cookie
from api.staff import flow
from people.staff_errors import StaffStepOverError
from people.tickets import TICKET_AGE_MAX, Purpose
from web.blueprints import Pages
from web.rendering import moved, page
from web.session import local_address, open_session, visitor
from web.staff.asking import NOTHING_REFUSED, Refused, asked_again, drawn, passkey_sent

pages = Pages("staff")

STAFF_LOGIN: Final = "/staff/login"
SECOND_STEP: Final = "/staff/second"
STEP_COOKIE: Final = "redbee_step"
"""Holds the ticket between two steps; opens nothing by itself."""
WHY: Final = "密码对了。还要再验一步，别人光有密码进不来。"
WHY_EXPIRED: Final = "密码用满 90 天了。请定一个新密码，再验一步。"


@pages.get(STAFF_LOGIN)
@requires(Action.PUBLIC)
def login() -> Response:
    """Ask for login and password (工作人员登录)."""
    next_address = local_address(request.args.get("next", "/"))
    if visitor() is not None:
        return moved(next_address)
    return page("staff_login.html", login="", next_address=next_address, **NOTHING_REFUSED)


@pages.post(STAFF_LOGIN)
@requires(Action.PUBLIC)
def take_password() -> Response:
    """Take them, and lead to the second step."""
    typed = request.form.get("login", "")
    next_address = local_address(request.form.get("next", "/"))
    try:
        step = flow.begin(typed, request.form.get("password", ""))
    except Refused as error:
        return asked_again(error, drawn("staff_login.html", login=typed, next_address=next_address))
    response = _second(step, next_address, NOTHING_REFUSED, 200)
    keep_ticket(response, step.ticket, Purpose.SECOND_FACTOR)
    return response


@pages.get(SECOND_STEP)
@requires(Action.PUBLIC)
def ask_again() -> Response:
    """Show the second step again, for whoever loads the page anew (第二步)."""
    next_address = local_address(request.args.get("next", "/"))
    try:
        step = flow.step_of(ticket())
    except StaffStepOverError:
        return moved(STAFF_LOGIN)
    return _second(step, next_address, NOTHING_REFUSED, 200)


@pages.post(SECOND_STEP)
@requires(Action.PUBLIC)
def take_second_factor() -> Response:
    """Take the second factor, and let in."""
    next_address = local_address(request.form.get("next", "/"))
    proof = flow.Proof(code=request.form.get("code", ""), passkey=passkey_sent())
    try:
        entered = flow.finish(ticket(), proof, request.form.get("new_password", ""))
    except StaffStepOverError as error:
        return asked_again(error, drawn("staff_login.html", login="", next_address=next_address))
    except Refused as error:
        step = flow.step_of(ticket())
        return asked_again(error, lambda words, status: _second(step, next_address, words, status))
    return let_in(entered, next_address)


@pages.post("/staff/passkey")
@requires(Action.PUBLIC)
def take_passkey() -> Response:
    """Take a passkey without a password (用通行密钥登录)."""
    next_address = local_address(request.form.get("next", "/"))
    try:
        entered = flow.by_passkey(passkey_sent())
    except Refused as error:
        return asked_again(error, drawn("staff_login.html", login="", next_address=next_address))
    return let_in(entered, next_address)


def let_in(entered: flow.Entered, address: str) -> Response:
    """Open the session and lead on; the ticket is of no more use."""
    response = moved(address)
    put_in(response, entered)
    return response


def put_in(response: Response, entered: flow.Entered) -> None:
    """Open the session with an answer."""
    now = services().clock()
    open_session(response, entered.login, method=entered.method, proved_at=now)
    response.delete_cookie(STEP_COOKIE, path="/", samesite="Lax", httponly=True)


def ticket() -> str:
    """Return the ticket this browser holds."""
    return request.cookies.get(STEP_COOKIE, "")


def keep_ticket(response: Response, text: str, purpose: Purpose) -> None:
    """Give the browser a ticket for as long as it is good."""
    set_cookie(response, STEP_COOKIE, text, TICKET_AGE_MAX[purpose])


def _second(step: flow.Step, next_address: str, words: dict[str, object], status: int) -> Response:
    return page(
        "staff_second.html",
        status,
        title="再验一步",
        why=WHY_EXPIRED if step.needs_new_password else WHY,
        action=SECOND_STEP,
        back=STAFF_LOGIN,
        has_code=step.has_totp or step.needs_new_password,
        passkey_options=step.passkey_options,
        needs_new_password=step.needs_new_password,
        next_address=next_address,
        **words,
    )
