"""Signing in and out, one's own page, and how pages look."""

from flask import Response, make_response, request

from api.auditing import note
from api.auth import CSRF_HEADER, SESSION_COOKIE, caller, check_csrf
from api.consents.deciding import decide_for_oneself
from api.devices.cookie import is_device
from api.errors import problem_of
from api.permissions import Action, may, requires
from api.rates.guard import count_address, require_room
from api.rates.quotas import SIGN_IN_FAILURES
from api.request_log import note_refusal
from api.services import services
from api.signin.phone import SIGN_IN
from api.staff.flow import refuse_passcode_of_staff
from ledger.kernel.ids import subject_of
from ledger.registry.consent_purposes import Purpose
from people.audit import AuditAction
from people.errors import SignInRefusedError
from people.roles import Role
from qr.kinds import Kind
from web.blueprints import Pages, fresh
from web.errors import facts_of
from web.messages_zh import refusal
from web.rendering import code_picture, moved, page
from web.session import (
    close_session,
    keep_looks,
    local_address,
    looks,
    open_session,
    visitor,
)

pages = Pages("account")

LOGIN_ADDRESS = "/login/number"


@pages.get(LOGIN_ADDRESS)
@requires(Action.PUBLIC)
def login() -> Response:
    """Ask for number and passcode (用卡上的编号登录), for people without a phone."""
    next_address = local_address(request.args.get("next", "/"))
    who = visitor()
    if who is not None and not is_device(who.grant):
        return moved(next_address)
    return page("login_number.html", login="", refusal=None, facts="", next_address=next_address)


@pages.post(LOGIN_ADDRESS)
@requires(Action.PUBLIC)
def sign_in() -> Response:
    """Check them, and open a session or say no without losing what was typed."""
    typed = request.form.get("login", "")
    next_address = local_address(request.form.get("next", "/"))
    given = services()
    require_room(given, SIGN_IN_FAILURES)
    try:
        found = given.logins.check(typed, request.form.get("passcode", ""), now=given.clock())
        refuse_passcode_of_staff(found)
    except SignInRefusedError as error:
        count_address(given, SIGN_IN_FAILURES)
        problem = problem_of(error)
        note_refusal(problem.code)
        note(AuditAction.REFUSED, result=problem.code, purpose=SIGN_IN)
        response = page(
            "login_number.html",
            problem.status,
            login=typed,
            refusal=refusal(error.code),
            facts="".join(facts_of(error.facts)),
            next_address=next_address,
        )
        response.headers.extend(dict(problem.headers))
        return response
    response = moved(next_address)
    open_session(response, found)
    return response


@pages.post("/logout")
@requires(Action.PUBLIC)
def sign_out() -> Response:
    """End the session (退出登录)."""
    if visitor() is not None:
        secret = request.cookies.get(SESSION_COOKIE, "")
        check_csrf(services().secret_key, secret, request.headers.get(CSRF_HEADER, ""))
    response = make_response(moved("/"))
    close_session(response)
    return response


@pages.get("/me")
@requires(Action.SEE_SELF)
@fresh
def me() -> Response:
    """Show one's own code and settings (我的)."""
    given, who = services(), caller()
    token = given.maker.make(Kind.PERSON, subject_of(who.person_id), at=given.clock())
    return page(
        "me.html",
        person_id=who.person_id,
        login=_number(who.role),
        host=given.public_host,
        qr_svg=code_picture(token, "我的服务卡"),
        theme_choice=looks()[0],
        owner=may(who.role, Action.RESERVE_VOUCHER),
        secured=given.staff.accounts.find(who.person_id) is not None,
    )


@pages.post("/me/display")
@requires(Action.PUBLIC)
def keep_display() -> Response:
    """Remember theme and size of type in this browser (字号、亮暗)."""
    theme, large = looks()
    # A form that does not show the size switch leaves it as it is.
    if "shows_large" in request.form:
        large = "large" in request.form
    response = moved(local_address(request.form.get("next", "/")))
    keep_looks(response, request.form.get("theme", theme), large=large)
    return response


@pages.post("/me/listed")
@requires(Action.CONSENT)
def keep_listed() -> Response:
    """Agree, or no longer agree, to be ranked: for pages kept from before the switches (进排行)."""
    decide_for_oneself(Purpose.RANKING, given="listed" in request.form)
    return moved("/me/consents")


def _number(role: Role) -> str:
    views, person_id = services().views, caller().person_id
    row = views.riders.of(person_id) if role is Role.RIDER else views.volunteers.of(person_id)
    return row.number if row else ""
