"""Cells: single values, encrypted so that nobody can read, alter or swap them in the database."""

import secrets
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16
VERSION = 1
"""First byte of everything sealed: AES-256-GCM, nonce, ciphertext, tag."""

_VERSION = bytes([VERSION])
_SEALED_BYTES_MIN = len(_VERSION) + NONCE_BYTES + TAG_BYTES


class BrokenSealError(Exception):
    """What is in the database was not sealed for this place with this key.

    No refusal but a fault: somebody wrote to the tables, or the disk did.
    """


class Cipher:
    """Seals and opens bytes with one key. `place` says where they belong, and only there."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) != KEY_BYTES:
            raise ValueError(f"a key has {KEY_BYTES} bytes")
        self._gcm = AESGCM(secret)

    def seal(self, plain: bytes, place: bytes) -> bytes:
        """Return the version, a fresh nonce and the ciphertext."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return _VERSION + nonce + self._gcm.encrypt(nonce, plain, place)

    def open(self, sealed: bytes, place: bytes) -> bytes:
        """Return what was sealed for this place, or raise BrokenSealError."""
        if len(sealed) < _SEALED_BYTES_MIN or not sealed.startswith(_VERSION):
            raise BrokenSealError("what is to be opened was not sealed in a version known here")
        nonce, rest = sealed[1 : NONCE_BYTES + 1], sealed[NONCE_BYTES + 1 :]
        try:
            return self._gcm.decrypt(nonce, rest, place)
        except InvalidTag:
            raise BrokenSealError("the seal of a value in the database is broken") from None


class DataKey:
    """The key of one person: opens the cells of that person's rows and no others."""

    def __init__(self, person_id: UUID, secret: bytes) -> None:
        self._person_id = person_id
        self._cipher = Cipher(secret)

    def seal(self, column: str, text: str) -> bytes:
        """Return the text as the column keeps it."""
        return self._cipher.seal(text.encode(), self._place(column))

    def open(self, column: str, sealed: bytes) -> str:
        """Return the text that a column keeps, or raise BrokenSealError."""
        return self._cipher.open(sealed, self._place(column)).decode()

    def seal_bytes(self, plain: bytes, place: bytes) -> bytes:
        """Return what is no text as the column keeps it."""
        return self._cipher.seal(plain, self._place(place.decode()))

    def open_bytes(self, sealed: bytes, place: bytes) -> bytes:
        """Return what a column keeps that is no text, or raise BrokenSealError."""
        return self._cipher.open(sealed, self._place(place.decode()))

    def _place(self, column: str) -> bytes:
        return b"persons/" + column.encode() + b"/" + self._person_id.bytes


def new_secret() -> bytes:
    """Return the secret of a new key: 256 random bits."""
    return secrets.token_bytes(KEY_BYTES)
