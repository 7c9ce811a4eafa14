"""Opening the session of a browser, with its cookies and its line in the audit log."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from flask import Response, after_this_request, current_app, g, request
from sqlalchemy import Connection

from api.auditing import entry_of
from api.auth import DEVICE_COOKIE, SESSION_COOKIE, own_device
from api.rates.quotas import OWN_PHONE_ROLES
from api.services import services
from api.signin.devices import device_label
from people.access import TokenKind, TokenOrder
from people.audit import AuditAction
from people.logins import Login
from people.sessions import SessionGrant, SignInMethod, new_device_secret

SECURE_SETTING: Final = "REDBEE_SECURE_COOKIES"
"""Setting of the app: whether its cookies, and so its pages, are for TLS only."""
OWN_PHONE_LIFE: Final = timedelta(days=30)
STAFF_LIFE: Final = timedelta(hours=12)
STAFF_IDLE_MAX: Final = timedelta(minutes=15)
DEVICE_LIFE: Final = timedelta(days=400)
LABEL: Final = "browser"


@dataclass(frozen=True, slots=True)
class Opened:
    """A session just opened. The secret is for the browser, and for the CSRF token of an answer."""

    secret: str
    grant: SessionGrant


def open_session(
    response: Response, login: Login, *, method: SignInMethod, proved_at: datetime | None = None
) -> Opened:
    """Give the browser a new session of the length that suits the role, and note the sign-in.

    A session the browser had before ends.
    """
    with services().people.writing_for_persons() as connection:
        opened = open_with(connection, login, method=method, proved_at=proved_at)
    give(response, opened)
    return opened


def open_with(
    connection: Connection,
    login: Login,
    *,
    method: SignInMethod,
    proved_at: datetime | None = None,
) -> Opened:
    """Open a session as the last step of a larger change; `give` it to the browser afterwards."""
    given = services()
    now = given.clock()
    own_phone = login.role in OWN_PHONE_ROLES
    if former := request.cookies.get(SESSION_COOKIE):
        given.sessions.end_secret_with(connection, former, now=now)
    secret, grant = given.sessions.open_with(
        connection,
        _order(login, OWN_PHONE_LIFE if own_phone else STAFF_LIFE),
        device_secret=this_device(),
        device_label=device_label(request.headers.get("User-Agent", "")),
        method=method,
        idle_max=None if own_phone else STAFF_IDLE_MAX,
        proved_at=proved_at,
        now=now,
    )
    entry = entry_of(
        AuditAction.SIGNED_IN,
        actor_id=login.person_id,
        actor_role=login.role,
        unit_code=login.unit_code,
        purpose=method.value,
    )
    given.audit.append_with(connection, [entry])
    return Opened(secret, grant)


def give(response: Response, opened: Opened) -> None:
    """Set the cookies of a session that is durable."""
    given = services()
    if SESSION_COOKIE in request.cookies:
        given.sessions.forget_recent()
    set_cookie(response, SESSION_COOKIE, opened.secret, opened.grant.expires_at - given.clock())
    if known := own_device():
        set_cookie(response, DEVICE_COOKIE, known, DEVICE_LIFE)


def this_device() -> str:
    """Return the secret of the browser that asks; one that has none gets it with the answer."""
    if known := own_device():
        return known
    if "new_device" not in g:
        g.new_device = new_device_secret()
        after_this_request(_keep_device)
    return str(g.new_device)


def _keep_device(response: Response) -> Response:
    set_cookie(response, DEVICE_COOKIE, g.new_device, DEVICE_LIFE)
    return response


def drop_session(response: Response) -> None:
    """Take the cookie of the session from the browser; the device stays known."""
    response.delete_cookie(SESSION_COOKIE, path="/", samesite="Lax", httponly=True)


def set_cookie(
    response: Response, name: str, value: str, life: timedelta, *, path: str = "/"
) -> None:
    """Set a cookie that no script reads, no other site sends, and TLS protects where there is."""
    response.set_cookie(
        name,
        value,
        max_age=life,
        path=path,
        secure=bool(current_app.config.get(SECURE_SETTING, True)),
        httponly=True,
        samesite="Lax",
    )


def _order(login: Login, life: timedelta) -> TokenOrder:
    return TokenOrder(
        person_id=login.person_id,
        role=login.role,
        unit_code=login.unit_code,
        place_id=login.place_id,
        kind=TokenKind.SESSION,
        ttl=life,
        label=LABEL,
    )
