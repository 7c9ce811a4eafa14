"""The session of a browser: its cookie, who it is, and what frames every page."""

from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from flask import Flask, Response, current_app, g, request

from api.auth import (
    SESSION_COOKIE,
    Caller,
    cookie_secret,
    csrf_token,
    find_screen,
    find_session,
)
from api.devices.cookie import screen_secret
from api.permissions import Action, may
from api.services import services
from ledger.kernel.clock import local_date
from people.access import TokenKind
from people.grants import Grant
from people.logins import Login
from people.roles import Role
from web.daylight import is_dark_outside
from web.headers import SECURE_SETTING
from web.templating import Frame

OWN_PHONE_LIFE: Final = timedelta(days=30)
STAFF_LIFE: Final = timedelta(hours=12)
OWN_PHONE_ROLES: Final = frozenset({Role.VOLUNTEER, Role.RIDER, Role.RESIDENT})
LOOKS_COOKIE: Final = "redbee_looks"
LOOKS_LIFE: Final = timedelta(days=400)
THEMES: Final = ("auto", "light", "dark")
ADDRESS_LENGTH_MAX: Final = 500
_LARGE: Final = "large"


def configure(app: Flask, *, secure_cookies: bool) -> None:
    """Tell an app whether its cookies may travel without TLS."""
    app.config[SECURE_SETTING] = secure_cookies


def visitor() -> Caller | None:
    """Return who is signed in, also on pages for everybody."""
    known = g.get("caller")
    if isinstance(known, Caller):
        return known
    if "visitor" not in g:
        secret = request.cookies.get(SESSION_COOKIE)
        grant: Grant | None = find_session(services(), secret) if secret else None
        if not secret and (screen := screen_secret()):
            grant = find_screen(services(), screen)
        g.visitor = None if grant is None else Caller(grant)
    return g.visitor  # type: ignore[no-any-return]


def open_session(response: Response, login: Login) -> None:
    """Give the browser a session of the length that suits the role."""
    given = services()
    life = OWN_PHONE_LIFE if login.role in OWN_PHONE_ROLES else STAFF_LIFE
    secret, _ = given.access.issue(
        person_id=login.person_id,
        role=login.role,
        unit_code=login.unit_code,
        place_id=login.place_id,
        kind=TokenKind.SESSION,
        ttl=life,
        label="browser",
        now=given.clock(),
    )
    _set_cookie(response, SESSION_COOKIE, secret, life)


def close_session(response: Response) -> None:
    """End the session here and on the server."""
    who = visitor()
    if who is not None:
        services().access.revoke(who.grant.token_id, services().clock())
    response.delete_cookie(SESSION_COOKIE, path="/", samesite="Lax", httponly=True)


def frame() -> Frame:
    """Return what surrounds the page of this request."""
    who = visitor()
    if who is None:
        return Frame(theme=theme_for(None, services().clock()), large=is_large())
    given = services()
    secret = cookie_secret()
    unit = given.views.units.of(who.grant.unit_code, local_date(given.clock()))
    return Frame(
        csrf_token=csrf_token(given.secret_key, secret),
        signed_in=True,
        role=who.role.value,
        name=name_of(who.grant.person_id),
        unit_name=short_unit_name(unit.name) if unit else "",
        theme=theme_for(who.role, given.clock()),
        large=is_large(),
        scans=may(who.role, Action.SCAN),
    )


def name_of(person_id: UUID | None) -> str:
    """Return the own name of who is signed in; a device has none."""
    person = None if person_id is None else services().directory.find(person_id)
    return person.display_name if person else ""


def short_unit_name(name: str) -> str:
    """Write 大召社区 for 大召社区居委会: pages name the place, not its office."""
    return name.removesuffix("居委会").removesuffix("村委会").removesuffix("办事处")


def looks() -> tuple[str, bool]:
    """Return the theme this browser chose, and whether it wants large type."""
    theme, _, size = request.cookies.get(LOOKS_COOKIE, "").partition(".")
    return (theme if theme in THEMES else THEMES[0]), size == _LARGE


def is_large() -> bool:
    """Tell whether this browser wants large type."""
    return looks()[1]


def keep_looks(response: Response, theme: str, *, large: bool) -> None:
    """Remember in the browser how pages should look; no server needs to know."""
    chosen = theme if theme in THEMES else THEMES[0]
    _set_cookie(response, LOOKS_COOKIE, f"{chosen}.{_LARGE if large else ''}", LOOKS_LIFE)


def theme_for(role: Role | None, now: datetime) -> str:
    """Return the chosen theme; riders who chose none get the dark one after sunset."""
    theme, _ = looks()
    if theme != THEMES[0]:
        return theme
    return "dark" if role is Role.RIDER and is_dark_outside(now) else "light"


def local_address(address: str, default: str = "/") -> str:
    """Return an address of this site only; anything else becomes the default.

    Browsers read a backslash as a slash and drop control characters, so neither is let through.
    """
    plain = address.isprintable() and "\\" not in address and len(address) <= ADDRESS_LENGTH_MAX
    if not plain or not address.startswith("/") or address.startswith("//"):
        return default
    parts = urlsplit(address)
    return default if parts.scheme or parts.netloc else address


def _set_cookie(response: Response, name: str, value: str, life: timedelta) -> None:
    response.set_cookie(
        name,
        value,
        max_age=life,
        path="/",
        secure=bool(current_app.config[SECURE_SETTING]),
        httponly=True,
        samesite="Lax",
    )
