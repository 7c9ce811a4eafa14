"""How a token is written: which byte says what, how it is proved, and its base32 text.

======  =====================================================================
bytes   meaning
======  =====================================================================
1       version (high 4 bits), kind (low 4 bits)
1       id of the key
8       subject: the first half of an id
2       low 16 bits of the step, in rotating kinds only
10      first 10 bytes of HMAC-SHA256 under the subject's secret over the
        bytes before, with the step written in full (8 bytes)
======  =====================================================================

So 20 bytes (32 characters) stand still and 22 bytes (36 characters) rotate. The subject's
secret is HMAC-SHA256(key, "redbee/device" + kind byte + subject): a screen that holds only
this can make its own codes without a network, and nobody else's.
"""

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass

from qr.kinds import Kind
from qr.steps import STEPS_TOLD_APART

VERSION = 1
SUBJECT_BYTES = 8
STEP_BYTES = 2
MAC_BYTES = 10
SECRET_BYTES = 32
KEY_ID_MAX = 255
TOKEN_LENGTHS = (32, 36)  # characters: standing, rotating

_HEAD_BYTES = 2 + SUBJECT_BYTES
_SECRET_LABEL = b"redbee/device"
_BASE32_GROUP = 8


@dataclass(frozen=True, slots=True)
class Token:
    """What a code says: a kind, a subject, the key it was made under, and its step if it turns."""

    kind: Kind
    key_id: int
    subject: bytes
    step: int | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in a token's text, believed by nobody yet."""

    kind: Kind
    key_id: int
    subject: bytes
    low_step: int | None
    mac: bytes


def subject_secret(key: bytes, kind: Kind, subject: bytes) -> bytes:
    """Derive the one secret that makes codes of one kind for one subject."""
    return _hmac(key, _SECRET_LABEL + bytes([kind.number]) + subject)


def mac(secret: bytes, token: Token) -> bytes:
    """Prove a token under its subject's secret."""
    step = b"" if token.step is None else token.step.to_bytes(8, "big", signed=True)
    return _hmac(secret, _head(token) + step)[:MAC_BYTES]


def write(token: Token, secret: bytes) -> str:
    """Write a token as the capital base32 text that goes into a code."""
    step = b""
    if token.step is not None:
        step = (token.step % STEPS_TOLD_APART).to_bytes(STEP_BYTES, "big")
    return base32(_head(token) + step + mac(secret, token))


def parse(text: str) -> Written | None:
    """Take a token's text apart, or return None if it is not shaped like one of ours."""
    if len(text) not in TOKEN_LENGTHS:
        return None
    raw = unbase32(text)
    if raw is None or raw[0] >> 4 != VERSION:
        return None
    kind = Kind.of(raw[0] & 0x0F)
    length = _HEAD_BYTES + MAC_BYTES
    if kind is None or len(raw) != length + (STEP_BYTES if kind.rotating else 0):
        return None
    return Written(
        kind=kind,
        key_id=raw[1],
        subject=raw[2:_HEAD_BYTES],
        low_step=int.from_bytes(raw[_HEAD_BYTES:-MAC_BYTES], "big") if kind.rotating else None,
        mac=raw[-MAC_BYTES:],
    )


def checked_subject(subject: bytes) -> bytes:
    """Return the subject if it is 8 bytes long; anything else is a caller's mistake."""
    if len(subject) != SUBJECT_BYTES:
        raise ValueError(f"a subject is {SUBJECT_BYTES} bytes, not {len(subject)}")
    return subject


def base32(raw: bytes) -> str:
    """Write bytes in the alphabet that QR codes hold tightest, without padding."""
    return base64.b32encode(raw).decode().rstrip("=")


def unbase32(text: str) -> bytes | None:
    """Read base32 in any case; None unless these are exactly the letters we would write."""
    if not text.isascii():
        return None
    capitals = text.upper()
    try:
        raw = base64.b32decode(capitals + "=" * (-len(capitals) % _BASE32_GROUP))
    except binascii.Error:
        return None
    # The last letter of 22 bytes has bits to spare. One token has one spelling.
    return raw if base32(raw) == capitals else None


def _head(token: Token) -> bytes:
    return bytes([VERSION << 4 | token.kind.number, token.key_id]) + token.subject


def _hmac(key: bytes, message: bytes) -> bytes:
    return hmac.digest(key, message, hashlib.sha256)
