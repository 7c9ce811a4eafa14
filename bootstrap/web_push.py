"""Web Push: payloads sealed for one browser (RFC 8291), signed for one service (RFC 8292).

No library beyond `cryptography`, and no host but those that the settings name: notifications of a
city's people go nowhere else (PIPL 36).
"""

import base64
import json
import os
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import requests
from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from api.notifying.ports import Outcome
from ledger.kernel.clock import Clock
from people.pushes import PushAddress

CONNECT_S_MAX = 2.0
ANSWER_S_MAX = 5.0
TTL_S = 86_400
"""So long the push service keeps what it cannot deliver."""
SIGNED_FOR = timedelta(hours=12)
"""RFC 8292 allows 24 hours at most."""
PAYLOAD_BYTES_MAX = 2_000
"""A record of 4,096 bytes has room for more; so much fits every service."""
RECORD_BYTES = 4_096
PUBLIC_BYTES, AUTH_BYTES, SALT_BYTES = 65, 16, 16
LOOPBACK = "127.0.0.1"
GONE = (404, 410)
"""The subscription is no more."""


def encode(raw: bytes) -> str:
    """Write bytes as the web does: base64url without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    """Read base64url, padded or not; raises ValueError."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def seal(
    payload: bytes,
    address: PushAddress,
    *,
    own: ec.EllipticCurvePrivateKey | None = None,
    salt: bytes | None = None,
) -> bytes:
    """Seal a payload for one browser; raises ValueError if its keys are none.

    ``own`` and ``salt`` are fresh for every payload unless a test gives them.
    """
    theirs_raw, auth = decode(address.p256dh), decode(address.auth)
    if len(auth) != AUTH_BYTES:
        raise ValueError("the secret of the subscription is not of 16 bytes")
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs_raw)
    own = own or ec.generate_private_key(ec.SECP256R1())
    salt = salt or os.urandom(SALT_BYTES)
    own_raw = raw_public(own)
    shared = own.exchange(ec.ECDH(), theirs)
    secret = _derive(shared, auth, b"WebPush: info\0" + theirs_raw + own_raw, 32)
    key = _derive(secret, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derive(secret, salt, b"Content-Encoding: nonce\0", 12)
    head = salt + RECORD_BYTES.to_bytes(4, "big") + bytes([PUBLIC_BYTES]) + own_raw
    # The one record is the last one: its padding begins with 2.
    return head + AESGCM(key).encrypt(nonce, payload + b"\x02", None)


def raw_public(key: ec.EllipticCurvePrivateKey) -> bytes:
    """Return the public half as browsers know it: an uncompressed point."""
    return key.public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )


def _derive(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(secret)


class WebPush:
    """Hands notifications to the push services that the settings name."""

    def __init__(
        self,
        key: ec.EllipticCurvePrivateKey,
        contact: str,
        hosts: Sequence[str],
        clock: Clock,
    ) -> None:
        self._key, self._contact, self._clock = key, contact, clock
        self._hosts = tuple(hosts)
        self._public = encode(raw_public(key))

    @property
    def public_key(self) -> str:
        """The key browsers subscribe with."""
        return self._public

    def accepts(self, endpoint: str) -> bool:
        """Take addresses of the named services by HTTPS only; on this machine also without."""
        try:
            parts = urlsplit(endpoint)
            host, port = parts.hostname or "", parts.port
        except ValueError:
            return False
        named = host if port is None else f"{host}:{port}"
        if parts.username is not None or named not in self._hosts:
            return False
        return parts.scheme == "https" or (parts.scheme == "http" and host == LOOPBACK)

    def push(self, address: PushAddress, payload: bytes, *, topic: str) -> Outcome:
        """Hand one payload over, within seconds."""
        if not self.accepts(address.endpoint) or len(payload) > PAYLOAD_BYTES_MAX:
            return Outcome.GONE
        try:
            sealed = seal(payload, address)
        except (ValueError, InvalidKey):
            return Outcome.GONE  # no browser made such keys
        return self._post(address.endpoint, sealed, topic)

    def _post(self, endpoint: str, sealed: bytes, topic: str) -> Outcome:
        headers = {
            "Authorization": f"vapid t={self.signed_for(endpoint)}, k={self._public}",
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(TTL_S),
            "Topic": topic,
            "Urgency": "normal",
        }
        try:
            answer = requests.post(
                endpoint,
                data=sealed,
                headers=headers,
                timeout=(CONNECT_S_MAX, ANSWER_S_MAX),
                allow_redirects=False,
                stream=True,  # only the status counts
            )
        except requests.RequestException:
            return Outcome.LATER
        with answer:
            if answer.status_code in GONE:
                return Outcome.GONE
            return Outcome.TOLD if answer.ok and not answer.is_redirect else Outcome.LATER

    def signed_for(self, endpoint: str) -> str:
        """Return the token by which the service of an address knows who sends (RFC 8292)."""
        parts = urlsplit(endpoint)
        claims = {
            "aud": f"{parts.scheme}://{parts.netloc}",
            "exp": int((self._clock() + SIGNED_FOR).timestamp()),
            "sub": self._contact,
        }
        said = f"{_json({'typ': 'JWT', 'alg': 'ES256'})}.{_json(claims)}"
        r, s = decode_dss_signature(self._key.sign(said.encode(), ec.ECDSA(SHA256())))
        return f"{said}.{encode(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"


def _json(values: dict[str, object]) -> str:
    return encode(json.dumps(values, separators=(",", ":")).encode())


def make_key(path: Path) -> None:
    """Make the key that push services know this city by, readable by the service alone."""
    key = ec.generate_private_key(ec.SECP256R1())
    written = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.touch(mode=0o600)
    path.write_bytes(written)


def read_key(path: Path) -> ec.EllipticCurvePrivateKey:
    """Read the key; raises ValueError or TypeError if there is no such key in the file."""
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError("not a key on an elliptic curve")
    return key
