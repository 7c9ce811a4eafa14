"""The session of a browser: its cookie, who it is, and what frames every page."""

from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from flask import Flask, Response, g, request

from api.auditing import note
from api.auth import (
    SESSION_COOKIE,
    Caller,
    cookie_secret,
    csrf_token,
    find_screen,
    find_session,
)
from api.devices.cookie import is_device, screen_secret
from api.permissions import Action, may
from api.services import services
from api.signin import opening
from api.signin.opening import SECURE_SETTING, drop_session, set_cookie
from ledger.kernel.clock import local_date
from people.audit import AuditAction
from people.errors import PeopleUnavailableError
from people.grants import Grant
from people.logins import Login
from people.masks import mask_name
from people.roles import Role
from people.sessions import SignInMethod
from web.daylight import is_dark_outside
from web.templating import Frame

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
        if grant is None and (screen := screen_secret()):
            grant = find_screen(services(), screen)
        g.visitor = None if grant is None else Caller(grant)
    return g.visitor  # type: ignore[no-any-return]


def open_session(
    response: Response,
    login: Login,
    *,
    method: SignInMethod = SignInMethod.PASSCODE,
    proved_at: datetime | None = None,
) -> None:
    """Give the browser a session of the length that suits the role, in place of a former one."""
    opening.open_session(response, login, method=method, proved_at=proved_at)


def close_session(response: Response) -> None:
    """End the session here and on the server."""
    who = visitor()
    if who is not None and not is_device(who.grant):
        services().access.revoke(who.grant.token_id, services().clock())
        note(AuditAction.SIGNED_OUT, unit_code=who.grant.unit_code)
    drop_session(response)


def frame() -> Frame:
    """Return what surrounds the page of this request."""
    who = visitor()
    if who is None:
        return Frame(
            theme=theme_for(None, services().clock()),
            large=is_large(),
            sso=services().sso is not None,
        )
    given = services()
    secret = cookie_secret(who.grant)
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
        owner=f"{who.role.value}.{who.grant.person_id}" if who.grant.person_id else "",
    )


def kept_for() -> str:
    """Return as whom, and where, a person reads this: a phone drops what it kept for others.

    Nothing of a device or a stranger: what those read is for everybody.
    """
    try:
        who = visitor()
    except PeopleUnavailableError:
        return ""  # the page that says so is for everybody
    if who is None or who.grant.person_id is None:
        return ""
    grant = who.grant
    return f"{grant.role.value}.{grant.unit_code}.{grant.place_id or ''}.{grant.person_id}"


def name_of(person_id: UUID | None) -> str:
    """Return the own name of who is signed in; a device has none."""
    person = None if person_id is None else services().directory.find(person_id)
    return person.display_name if person else ""


def masked_name_of(person_id: UUID | None) -> str:
    """Return somebody's name as others may see it; empty of whoever is not known."""
    name = name_of(person_id)
    return mask_name(name) if name else ""


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
    set_cookie(response, LOOKS_COOKIE, f"{chosen}.{_LARGE if large else ''}", LOOKS_LIFE)


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
