"""Signing in by phone: the number and the code, who of several, and old numbers."""

import unicodedata
from urllib.parse import urlencode
from uuid import UUID

from flask import Response, request

from api.errors import problem_of
from api.permissions import Action, requires
from api.refusals import RequestInvalidError
from api.request_log import note_refusal
from api.services import services
from api.signin import phone
from api.signin.opening import Opened, give, set_cookie
from api.signin.phone import Outcome
from ledger.kernel.clock import local_date
from ledger.kernel.errors import LedgerError
from people.codes import CODE_LENGTH, SENT_EVERY
from people.errors import IdentityCheckRequiredError, PeopleError, SignInStepOverError
from people.formats import clean_phone, mask_phone
from people.roles import Role
from people.steps import STEP_AGE_MAX
from web.blueprints import Pages
from web.errors import facts_of
from web.messages_zh import ROLES, refusal
from web.rendering import Context, moved, page
from web.session import local_address, short_unit_name, visitor

pages = Pages("sign_in")

LOGIN_ADDRESS = "/login"
STEP_COOKIE = "redbee_step"
"""Holds a sign-in under way; as short-lived as it."""
UNPROCESSABLE = 422


@pages.get(LOGIN_ADDRESS)
@requires(Action.PUBLIC)
def login() -> Response:
    """Ask for a phone number and the code sent to it (登录); who is signed in goes on."""
    if visitor() is not None:
        return moved(_next_address(request.args.get("next", "/")))
    return _form()


@pages.post(LOGIN_ADDRESS)
@requires(Action.PUBLIC)
def sign_in() -> Response:
    """Send a code, or check one; whatever is refused keeps the number that was typed."""
    typed, code = request.form.get("phone", ""), _digits(request.form.get("code", ""))
    try:
        if request.form.get("do", "enter" if code else "code") == "code":
            phone.send_code(typed)
            wait_s = int(SENT_EVERY.total_seconds())
            return _form(phone=typed, sent_to=mask_phone(typed), wait_s=wait_s)
        clean_phone(typed)
        if len(code) != CODE_LENGTH:
            missing = max(CODE_LENGTH - len(code), 0)
            return _form(UNPROCESSABLE, phone=typed, code=code, missing=missing)
        return _go_on(phone.show_code(typed, code))
    except IdentityCheckRequiredError as error:
        response = moved(_with_next("/login/identity"))
        _keep_step(response, str(error.facts["step"]))
        return response
    except (PeopleError, LedgerError) as error:
        return _refused(error, "login.html", phone=typed, code="", sent_to="", missing=0)


@pages.get("/login/who")
@requires(Action.PUBLIC)
def who() -> Response:
    """Ask who of several it is (选是谁)."""
    try:
        open_one = phone.open_choices(_step())
    except SignInStepOverError:
        return moved(_with_next(LOGIN_ADDRESS))
    given = services()
    today = local_date(given.clock())
    shown = []
    for it in open_one.choices:
        unit = given.views.units.of(it.unit_code, today)
        shown.append(
            {
                "person_id": it.person_id,
                "name": it.name,
                "role": it.role.value,
                "role_name": ROLES.get(it.role.value, ""),
                "unit_name": short_unit_name(unit.name) if unit else "",
            }
        )
    return page(
        "login_who.html", choices=shown, others=open_one.others, next_address=_next_address()
    )


@pages.post("/login/who")
@requires(Action.PUBLIC)
def choose() -> Response:
    """Sign in as the one chosen."""
    try:
        person_id, role = (
            UUID(request.form.get("person_id", "")),
            Role(request.form.get("role", "")),
        )
    except ValueError:
        raise RequestInvalidError({"person_id": ["Not one of those to choose."]}) from None
    return _go_on(phone.choose(_step(), person_id, role))


@pages.get("/login/identity")
@requires(Action.PUBLIC)
def ask_identity() -> Response:
    """Ask for name and ID number (核对身份)."""
    return page(
        "login_identity.html", name="", refusal=None, facts="", next_address=_next_address()
    )


@pages.post("/login/identity")
@requires(Action.PUBLIC)
def check_identity() -> Response:
    """Compare them; a refusal keeps the name that was typed."""
    name = request.form.get("name", "")
    try:
        return _go_on(phone.prove_identity(_step(), name, request.form.get("id_last_6", "")))
    except (PeopleError, LedgerError) as error:
        return _refused(error, "login_identity.html", name=name)


def _go_on(outcome: Outcome) -> Response:
    """Enter, or ask who of several it is."""
    if isinstance(outcome, Opened):
        response = moved(_next_address())
        give(response, outcome)
        if STEP_COOKIE in request.cookies:
            response.delete_cookie(STEP_COOKIE, path="/login", samesite="Lax", httponly=True)
        return response
    response = moved(_with_next("/login/who"))
    _keep_step(response, outcome.step)
    return response


def _form(status: int = 200, **known: object) -> Response:
    """Draw the form with what is known of it so far."""
    nothing: Context = {"phone": "", "code": "", "sent_to": "", "wait_s": 0, "missing": 0}
    shown = nothing | known
    return page("login.html", status, **shown, refusal=None, facts="", next_address=_next_address())


def _refused(error: Exception, template: str, **context: object) -> Response:
    problem = problem_of(error)
    note_refusal(problem.code)
    wait_s = problem.facts.get("retry_after_s", 0) if problem.code == "too_many_requests" else 0
    shown: Context = {
        "refusal": refusal(problem.code),
        "facts": "".join(facts_of(problem.facts)),
        "next_address": _next_address(),
        **context,
    }
    if template == "login.html":
        shown["wait_s"] = wait_s
    response = page(template, problem.status, **shown)
    response.headers.extend(dict(problem.headers))
    return response


def _digits(typed: str) -> str:
    """Return the digits of what was typed, half-width."""
    folded = unicodedata.normalize("NFKC", typed)
    return "".join(char for char in folded if char.isascii() and char.isdigit())


def _next_address(given: str | None = None) -> str:
    if given is None:
        given = request.values.get("next", "/")
    return local_address(given)


def _with_next(address: str) -> str:
    following = _next_address()
    return address if following == "/" else f"{address}?{urlencode({'next': following})}"


def _step() -> str:
    return request.cookies.get(STEP_COOKIE, "")


def _keep_step(response: Response, step: str) -> None:
    set_cookie(response, STEP_COOKIE, step, STEP_AGE_MAX, path="/login")
