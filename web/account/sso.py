"""Pages of the city's single sign-on: there, and back with a code (统一登录)."""

import hmac
import secrets
from datetime import UTC, datetime, timedelta
from typing import Final

from flask import Response, current_app, request

from api.auditing import note
from api.permissions import Action, requires
from api.rates.guard import count_address, require_room
from api.rates.quotas import SIGN_IN_FAILURES
from api.refusals import RoleEndedError, SsoRefusedError, UnknownAddressError
from api.services import services
from api.signin.opening import SECURE_SETTING, set_cookie
from api.sso.provider import OidcProvider
from api.staff.flow import hat_of, login_of
from people.audit import AuditAction
from people.sessions import SignInMethod
from web.blueprints import Pages
from web.rendering import moved
from web.session import local_address, open_session

pages = Pages("sso")

JOURNEY_COOKIE: Final = "redbee_sso"
JOURNEY_LIFE: Final = timedelta(minutes=10)
PURPOSE: Final = "oidc"
_PARTS: Final = 3


@pages.get("/sso/login")
@requires(Action.PUBLIC)
def leave() -> Response:
    """Send the browser to the city's sign-in, with a journey only it can end."""
    provider, now = _provider(), services().clock()
    next_address = local_address(request.args.get("next", "/"))
    journey = f"{secrets.token_urlsafe(24)}|{int(now.timestamp())}|{next_address}"
    address = provider.address_of(
        redirect_uri=_back(),
        state=_derived("state", journey),
        nonce=_derived("nonce", journey),
        verifier=_derived("verifier", journey),
        now=now,
    )
    response = moved(address)
    set_cookie(response, JOURNEY_COOKIE, journey, JOURNEY_LIFE)
    return response


@pages.get("/sso/callback")
@requires(Action.PUBLIC)
def come_back() -> Response:
    """Open a session for whoever an administrator linked; say no alike to everybody else."""
    given, provider = services(), _provider()
    require_room(given, SIGN_IN_FAILURES)
    try:
        response = _signed_in(provider)
    except SsoRefusedError as no:
        count_address(given, SIGN_IN_FAILURES)
        note(AuditAction.REFUSED, result=no.code, purpose=PURPOSE)
        raise
    response.delete_cookie(JOURNEY_COOKIE, path="/", samesite="Lax", httponly=True)
    return response


def _signed_in(provider: OidcProvider) -> Response:
    given = services()
    now, journey = given.clock(), request.cookies.get(JOURNEY_COOKIE, "")
    next_address = _checked(journey, now)
    identity = provider.identify(
        request.args.get("code", ""),
        redirect_uri=_back(),
        nonce=_derived("nonce", journey),
        verifier=_derived("verifier", journey),
        now=now,
    )
    person_id = given.oidc_links.find(provider.issuer, identity.subject)
    if person_id is None:
        raise SsoRefusedError
    try:
        login = login_of(person_id, hat_of(person_id))
    except RoleEndedError:  # a stranger learns no more than that it was refused
        raise SsoRefusedError from None
    response = moved(next_address)
    proved_at = now if identity.proved else None
    open_session(response, login, method=SignInMethod.OIDC, proved_at=proved_at)
    return response


def _checked(journey: str, now: datetime) -> str:
    """Return where a journey leads on; refuse one that is not this browser's, or too old."""
    parts = journey.split("|", _PARTS - 1)
    state = request.args.get("state", "")
    expected = _derived("state", journey)
    if len(parts) != _PARTS or not hmac.compare_digest(expected.encode(), state.encode()):
        raise SsoRefusedError
    try:
        began = datetime.fromtimestamp(int(parts[1]), UTC)
    except (ValueError, OverflowError, OSError):
        raise SsoRefusedError from None
    if not began <= now < began + JOURNEY_LIFE:
        raise SsoRefusedError
    return local_address(parts[2])


def _derived(name: str, journey: str) -> str:
    """Derive what the provider is given, so that the cookie is all that must be kept."""
    key = services().secret_key
    return hmac.digest(key, f"sso/{name}/{journey}".encode(), "sha256").hex()


def _provider() -> OidcProvider:
    provider = services().sso
    if provider is None:
        raise UnknownAddressError
    return provider


def _back() -> str:
    scheme = "https" if current_app.config.get(SECURE_SETTING, True) else "http"
    return f"{scheme}://{services().public_host}/sso/callback"
