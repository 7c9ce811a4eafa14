"""Identifiers: a subject's UUID follows from its first eight bytes.

A QR code has room for eight bytes of subject, a stream ID for sixteen (decision 0012). So the
last eight bytes of a subject's ID are a digest of the first eight: whoever scans a code knows the
stream without asking a database. 60 bits are free; a collision (1 in 6,000 after 20 million
subjects) meets an existing stream and is refused, never merged. What no code names (an attendance,
a rider's day, an entry) has all 122 bits of a UUID.
"""

import hashlib
import secrets
from functools import lru_cache
from uuid import UUID

SUBJECT_BYTES = 8
DERIVED_CACHED_MAX = 65_536
"""IDs kept in memory: a command derives each of its own twice, before and while it is decided."""

_VERSION_8 = 0x80
_VARIANT = 0x80


def widen(subject: bytes) -> UUID:
    """Return the ID whose first eight bytes are ``subject``; raises ValueError on any other."""
    if len(subject) != SUBJECT_BYTES or subject[6] & 0xF0 != _VERSION_8:
        raise ValueError("not the first half of an ID of this ledger")
    tail = bytearray(hashlib.blake2b(subject, digest_size=8, person=b"redbee-id").digest())
    tail[0] = tail[0] & 0x3F | _VARIANT
    return UUID(bytes=subject + bytes(tail))


def subject_of(identifier: UUID) -> bytes:
    """Return the eight bytes that a QR code carries for this ID."""
    return identifier.bytes[:SUBJECT_BYTES]


def new_id() -> UUID:
    """Make a fresh random ID."""
    return _from_bytes(secrets.token_bytes(SUBJECT_BYTES))


@lru_cache(maxsize=DERIVED_CACHED_MAX)
def derive(kind: str, *parts: object) -> UUID:
    """Make the ID of a natural key, so that a duplicate collides instead of counting."""
    raw = bytearray(_digest(kind, parts, 16))
    raw[6] = raw[6] & 0x0F | _VERSION_8
    raw[8] = raw[8] & 0x3F | _VARIANT
    return UUID(bytes=bytes(raw))


@lru_cache(maxsize=DERIVED_CACHED_MAX)
def derive_subject(kind: str, *parts: object) -> UUID:
    """Make the ID of a natural key that a QR code can name."""
    return _from_bytes(_digest(kind, parts, SUBJECT_BYTES))


def _digest(kind: str, parts: tuple[object, ...], size: int) -> bytes:
    """Digest a natural key. Changing this orphans all streams."""
    path = "\x1f".join([kind, *map(str, parts)])  # a name may hold a slash, never this
    return hashlib.blake2b(path.encode(), digest_size=size, person=b"redbee-key").digest()


def _from_bytes(raw: bytes) -> UUID:
    head = bytearray(raw)
    head[6] = head[6] & 0x0F | _VERSION_8
    return widen(bytes(head))
