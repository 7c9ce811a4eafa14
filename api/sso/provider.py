"""The city's provider: where to send people, and what its ID tokens prove."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

import requests
from authlib.common.errors import AuthlibBaseError  # type: ignore[import-untyped]
from authlib.integrations.requests_client import OAuth2Session  # type: ignore[import-untyped]
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from api.refusals import SsoRefusedError, SsoUnavailableError

TIMEOUT_S = 5
METADATA_KEPT = timedelta(hours=1)
ANSWER_BYTES_MAX = 1 << 18
LEEWAY_S = 60
ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA")
"""Signatures only a provider's private key can make; never "none", never a shared secret."""
SCOPE = "openid"
DISCOVERY = "/.well-known/openid-configuration"
SECOND_FACTORS = frozenset({"mfa", "otp", "hwk", "swk", "sc", "fpt", "face", "sms"})
MULTI_FACTOR_CLASSES = frozenset(
    {"phr", "phrh", "mfa", "http://schemas.openid.net/pape/policies/2007/06/multi-factor"}
)
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the provider says signed in, and whether with more than a password."""

    subject: str
    proved: bool


class OidcProvider:
    """One provider. Safe to share between threads; asks nothing before somebody signs in."""

    def __init__(self, issuer: str, client_id: str, client_secret: str) -> None:
        self.issuer = issuer.rstrip("/")
        self._client_id = client_id
        self._client_secret = client_secret
        self._lock = Lock()
        self._metadata: tuple[datetime, dict[str, Any]] | None = None
        self._keys: KeySet | None = None

    def address_of(
        self, *, redirect_uri: str, state: str, nonce: str, verifier: str, now: datetime
    ) -> str:
        """Return where the browser goes to sign in."""
        with self._session(redirect_uri) as session:
            address, _ = session.create_authorization_url(
                self._endpoint("authorization_endpoint", now),
                state=state,
                nonce=nonce,
                code_verifier=verifier,
            )
        return str(address)

    def identify(
        self, code: str, *, redirect_uri: str, nonce: str, verifier: str, now: datetime
    ) -> Identity:
        """Exchange a code for an ID token and believe it only if everything about it holds."""
        endpoint = self._endpoint("token_endpoint", now)
        try:
            with self._session(redirect_uri) as session:
                token = session.fetch_token(
                    endpoint,
                    grant_type="authorization_code",
                    code=code,
                    code_verifier=verifier,
                    timeout=TIMEOUT_S,
                    allow_redirects=False,
                )
        except requests.RequestException as error:
            raise SsoUnavailableError from error
        except (AuthlibBaseError, ValueError, KeyError, TypeError) as error:
            raise SsoRefusedError from error
        claims = self._claims(str(token.get("id_token", "")), now)
        if claims.get("nonce") != nonce:
            raise SsoRefusedError
        return Identity(str(claims["sub"]), _is_proved(claims))

    def _claims(self, id_token: str, now: datetime) -> Mapping[str, Any]:
        """Return what a token says; a key that is not known is looked for once more."""
        for fresh in (False, True):
            try:
                token = jwt.decode(id_token, self._key_set(now, fresh=fresh), list(ALGORITHMS))
                break
            except (JoseError, ValueError, KeyError) as error:
                if fresh:
                    raise SsoRefusedError from error
        rules = jwt.JWTClaimsRegistry(
            now=int(now.timestamp()),
            leeway=LEEWAY_S,
            iss={"essential": True, "value": self.issuer},
            aud={"essential": True, "value": self._client_id},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
        )
        try:
            rules.validate(token.claims)
        except JoseError as error:
            raise SsoRefusedError from error
        audience = token.claims["aud"]
        several = isinstance(audience, list) and len(audience) > 1
        if several and token.claims.get("azp") != self._client_id:
            raise SsoRefusedError
        return token.claims

    def _key_set(self, now: datetime, *, fresh: bool) -> KeySet:
        with self._lock:
            known = self._keys
        if known is not None and not fresh:
            return known
        found = KeySet.import_key_set(_fetched(self._endpoint("jwks_uri", now)))  # type: ignore[arg-type]
        with self._lock:
            self._keys = found
        return found

    def _endpoint(self, name: str, now: datetime) -> str:
        """Return one of the provider's addresses, as its own description says."""
        known = self._metadata
        if known is None or not known[0] <= now < known[0] + METADATA_KEPT:
            told = _fetched(self.issuer + DISCOVERY)
            if str(told.get("issuer", "")).rstrip("/") != self.issuer:
                raise SsoUnavailableError
            known = self._metadata = (now, told)
        address = str(known[1].get(name, ""))
        if not is_safe(address):
            raise SsoUnavailableError
        return address

    def _session(self, redirect_uri: str) -> Any:
        return OAuth2Session(
            self._client_id,
            self._client_secret,
            scope=SCOPE,
            redirect_uri=redirect_uri,
            code_challenge_method="S256",
            token_endpoint_auth_method="client_secret_basic",  # noqa: S106 - the name of a method
        )


def is_safe(address: str) -> bool:
    """Tell whether a provider's address is under TLS, or on this very machine."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)


def _fetched(address: str) -> dict[str, Any]:
    try:
        with requests.get(address, timeout=TIMEOUT_S, allow_redirects=False, stream=True) as answer:
            answer.raise_for_status()
            body = answer.raw.read(ANSWER_BYTES_MAX + 1, decode_content=True)
    except (requests.RequestException, OSError) as error:
        raise SsoUnavailableError from error
    try:
        told = json.loads(body) if len(body) <= ANSWER_BYTES_MAX else None
    except ValueError:
        told = None
    if not isinstance(told, dict):
        raise SsoUnavailableError
    return told


def _is_proved(claims: Mapping[str, Any]) -> bool:
    """Tell whether the provider says that two factors were shown."""
    methods = claims.get("amr")
    shown = {str(it) for it in methods} if isinstance(methods, list) else set()
    two = "mfa" in shown or bool(len(shown) > 1 and shown & SECOND_FACTORS)
    return two or claims.get("acr") in MULTI_FACTOR_CLASSES
