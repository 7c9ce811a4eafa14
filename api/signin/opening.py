"""Opening the session of a browser, with its cookies and its line in the audit log."""

from datetime import datetime, timedelta
from typing import Final

from flask import Response, current_app, request

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


def open_session(
    response: Response, login: Login, *, method: SignInMethod, proved_at: datetime | None = None
) -> tuple[str, SessionGrant]:
    """Give the browser a new session of the length that suits the role, and note the sign-in.

    A session the browser had before ends. Return the secret, for the CSRF token of an answer.
    """
    given = services()
    now = given.clock()
    device = own_device() or new_device_secret()
    own_phone = login.role in OWN_PHONE_ROLES
    life = OWN_PHONE_LIFE if own_phone else STAFF_LIFE
    with given.people.writing_for_persons() as connection:
        if former := request.cookies.get(SESSION_COOKIE):
            given.sessions.end_secret_with(connection, former, now=now)
        secret, grant = given.sessions.open_with(
            connection,
            _order(login, life),
            device_secret=device,
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
    if former:
        given.sessions.forget_recent()
    set_cookie(response, SESSION_COOKIE, secret, life)
    set_cookie(response, DEVICE_COOKIE, device, DEVICE_LIFE)
    return secret, grant


def drop_session(response: Response) -> None:
    """Take the cookie of the session from the browser; the device stays known."""
    response.delete_cookie(SESSION_COOKIE, path="/", samesite="Lax", httponly=True)


def set_cookie(response: Response, name: str, value: str, life: timedelta) -> None:
    """Set a cookie that no script reads, no other site sends, and TLS protects where there is."""
    response.set_cookie(
        name,
        value,
        max_age=life,
        path="/",
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
