"""Identifiers: a subject's UUID follows from its first eight bytes.

A QR code has room for eight bytes of subject (``look.md`` 7), a stream ID for sixteen. So the
last eight bytes of every ID are a digest of the first eight: whoever scans a code knows the
stream without asking a database. 60 bits are free; a collision (1 in 6,000 after 20 million IDs)
meets an existing stream and is refused, never merged.
"""

import hashlib
import secrets
from uuid import NAMESPACE_URL, UUID, uuid5

SUBJECT_BYTES = 8
NAMESPACE = uuid5(NAMESPACE_URL, "urn:redbee-ledger")
"""Namespace of every derived ID. Changing it orphans all streams."""

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


def derive(kind: str, *parts: object) -> UUID:
    """Make the ID of a natural key, so that a duplicate collides instead of counting."""
    path = "/".join([kind, *map(str, parts)])
    return _from_bytes(uuid5(NAMESPACE, path).bytes[:SUBJECT_BYTES])


def _from_bytes(raw: bytes) -> UUID:
    head = bytearray(raw)
    head[6] = head[6] & 0x0F | _VERSION_8
    return widen(bytes(head))
