"""Who is calling: a program with a bearer token, or a browser with a session cookie."""

import hmac
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import g, request

from api.devices.cookie import screen_secret
from api.rates.guard import count_address, require_room
from api.rates.quotas import UNKNOWN_TOKENS
from api.reach import reaches
from api.refusals import (
    CsrfFailedError,
    DeviceRevokedError,
    OutsideUnitError,
    RoleRequiredError,
    SessionExpiredError,
    SignInRequiredError,
)
from api.services import Services, services
from people.access import Grant, TokenKind
from people.roles import Role
from people.sessions import SessionGrant, looks_like_device
from people.tokens import hash_of

SESSION_COOKIE = "redbee_session"
DEVICE_COOKIE = "redbee_device"
CSRF_HEADER = "X-CSRF-Token"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_BEARER = "bearer "


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody who has proved a grant."""

    grant: Grant

    @property
    def role(self) -> Role:
        """What the caller acts as."""
        return self.grant.role

    @property
    def person_id(self) -> UUID:
        """The person calling; a device without one is refused."""
        if self.grant.person_id is None:
            raise RoleRequiredError(role=self.role.value)
        return self.grant.person_id

    @property
    def proved_at(self) -> datetime | None:
        """When the caller last showed a second factor in this session; None if never."""
        return self.grant.proved_at if isinstance(self.grant, SessionGrant) else None

    @property
    def name_space(self) -> str:
        """What keeps this caller's idempotency keys apart from everybody else's."""
        return (self.grant.person_id or self.grant.token_id).hex

    def reaches(self, unit_code: str) -> bool:
        """Tell whether a unit lies within the grant today."""
        return reaches(self.grant.unit_code, unit_code)

    def require_unit(self, unit_code: str) -> None:
        """Refuse what lies outside the unit of the grant."""
        if not self.reaches(unit_code):
            raise OutsideUnitError(unit_code=self.grant.unit_code)

    def require_place(self, place_id: UUID) -> None:
        """Refuse another station or shop than the one the grant is for."""
        if self.grant.place_id != place_id:
            raise OutsideUnitError(unit_code=self.grant.unit_code)


def authenticate() -> Caller:
    """Return who is calling, or refuse; a browser's unsafe request must carry its CSRF token."""
    header = request.headers.get("Authorization")
    if header is not None:
        return _remember(_bearer(header))
    secret = request.cookies.get(SESSION_COOKIE)
    grant: Grant | None = find_session(services(), secret) if secret else None
    if grant is None and (screen := screen_secret()):
        # On a screen a person's session comes first, and the screen goes on when it is over.
        secret, grant = screen, find_screen(services(), screen)
        if grant is None:
            services().devices.reports.note_unknown(screen, services().clock())
            raise DeviceRevokedError
    if not secret:
        raise SignInRequiredError
    if grant is None:
        raise SessionExpiredError
    if request.method not in SAFE_METHODS:
        check_csrf(services().secret_key, secret, request.headers.get(CSRF_HEADER, ""))
    return _remember(grant)


def caller() -> Caller:
    """Return who was authenticated for this request."""
    found = g.get("caller")
    assert isinstance(found, Caller), "the route declares an action that needs a caller"
    return found


def asked_unit(asked: str | None) -> str:
    """Return the unit that is asked about, the caller's own if none is named, or refuse it."""
    unit = asked or caller().grant.unit_code
    caller().require_unit(unit)
    return unit


def find_session(given: Services, secret: str) -> SessionGrant | None:
    """Return the grant of a session cookie on the device of this request; None if it is over."""
    now, device = given.clock(), own_device()
    if (recent := given.sessions.recent(secret, device, now=now)) is not None:
        return recent
    require_room(given, UNKNOWN_TOKENS)
    grant = given.sessions.find(secret, device, now=now)
    if grant is None:
        count_address(given, UNKNOWN_TOKENS)
    return grant


def own_device() -> str:
    """Return the secret of the device that asks; empty if it has none yet."""
    secret = request.cookies.get(DEVICE_COOKIE, "")
    return secret if looks_like_device(secret) else ""


def recent_grant() -> Grant | None:
    """Return the grant of this request if it was seen a moment ago; no database is asked."""
    given = services()
    now = given.clock()
    if (secret := _bearer_secret(request.headers.get("Authorization", ""))) is not None:
        return given.access.recent(secret, now=now)
    return given.sessions.recent(request.cookies.get(SESSION_COOKIE, ""), own_device(), now=now)


def csrf_token(secret_key: bytes, session_secret: str) -> str:
    """Return the token that pages of a session send back with every unsafe request."""
    return hmac.digest(secret_key, b"csrf" + hash_of(session_secret), "sha256").hex()


def check_csrf(secret_key: bytes, session_secret: str, given: str) -> None:
    """Refuse a token that is not the session's."""
    expected = csrf_token(secret_key, session_secret)
    if not hmac.compare_digest(expected.encode(), given.encode(errors="surrogatepass")):
        raise CsrfFailedError


def find_screen(given: Services, secret: str) -> Grant | None:
    """Return the grant of a browser that is a device of a place, or None if it is none any more."""
    grant = _find(given, secret)
    if grant is None or grant.kind is not TokenKind.DEVICE:
        return None
    given.devices.note_seen(grant.token_id, given.clock())
    return grant


def cookie_secret(grant: Grant) -> str:
    """Return the secret of the cookie that proved a grant."""
    is_screen = grant.kind is TokenKind.DEVICE
    return screen_secret() if is_screen else request.cookies.get(SESSION_COOKIE, "")


def _bearer(header: str) -> Grant:
    secret = _bearer_secret(header)
    if secret is None:
        raise SignInRequiredError
    grant = _find(services(), secret)
    if grant is None:
        services().devices.reports.note_unknown(secret, services().clock())
    if grant is None or grant.kind is not TokenKind.BEARER:
        raise SignInRequiredError
    if grant.person_id is None:
        given = services()
        given.devices.note_seen(grant.token_id, given.clock())
    return grant


def _bearer_secret(header: str) -> str | None:
    is_bearer = header[: len(_BEARER)].lower() == _BEARER
    return header[len(_BEARER) :].strip() if is_bearer else None


def _find(given: Services, secret: str) -> Grant | None:
    """Look a secret up; an address that kept guessing is refused before the database is asked."""
    now = given.clock()
    if (recent := given.access.recent(secret, now=now)) is not None:
        return recent
    require_room(given, UNKNOWN_TOKENS)
    grant = given.access.find(secret, now=now)
    if grant is None:
        count_address(given, UNKNOWN_TOKENS)
    return grant


def _remember(grant: Grant) -> Caller:
    g.caller = Caller(grant)
    return g.caller  # type: ignore[no-any-return]
