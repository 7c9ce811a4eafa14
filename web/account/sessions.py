"""Where one is signed in, and signing out there."""

from uuid import UUID

from flask import Response, request

from api.auth import caller
from api.permissions import Action, requires
from api.refusals import UnknownAddressError
from api.services import services
from api.signin.doors import end_one, end_others, session_row
from web.blueprints import Pages
from web.rendering import moved, page

pages = Pages("sessions")

ADDRESS = "/me/sessions"
_HOW = {
    "code": "用短信",
    "password": "用密码",
    "passkey": "用通行密钥",
    "oidc": "用统一身份",
    "passcode": "用编号",
    "setup": "用开通码",
}


@pages.get(ADDRESS)
@requires(Action.SEE_SELF)
def sessions() -> Response:
    """List where one is signed in (在用的手机)."""
    given, who = services(), caller()
    found = given.sessions.list_of(who.person_id, now=given.clock())
    rows = [session_row(it, who.grant.token_id) for it in found]
    rows.sort(key=lambda it: not it["this_one"])
    return page("sessions.html", sessions=[it | {"how": _HOW[it["method"]]} for it in rows])


@pages.post(ADDRESS + "/end")
@requires(Action.SEE_SELF)
def end_session() -> Response:
    """Sign out on one other device (退出)."""
    try:
        end_one(UUID(request.form.get("session_id", "")))
    except ValueError:
        raise UnknownAddressError from None
    return moved(ADDRESS)


@pages.post(ADDRESS + "/end-others")
@requires(Action.SEE_SELF)
def end_other_sessions() -> Response:
    """Sign out everywhere but here (退出其他所有)."""
    end_others()
    return moved(ADDRESS)
