"""The master key: what wraps every person's key, from a file here or from a KMS elsewhere."""

import hashlib
from collections.abc import Iterable
from typing import Protocol

from people.cells import BrokenSealError, Cipher, new_secret
from people.errors import MasterKeyError

KEY_ID_LENGTH_MAX = 64
_KEY_ID_BYTES = 8


class MasterKey(Protocol):
    """A key that never leaves its keeper. A KMS fits: nothing is asked but wrap and unwrap."""

    @property
    def key_id(self) -> str:
        """Name of the key, at most KEY_ID_LENGTH_MAX characters; kept beside what it wrapped."""

    def wrap(self, secret: bytes, place: bytes) -> bytes:
        """Return the secret, encrypted for one place."""

    def unwrap(self, wrapped: bytes, place: bytes) -> bytes:
        """Return the secret that was wrapped for this place, or raise MasterKeyError."""


class MasterKeys(Protocol):
    """The master key in use, and during a rotation the one before it."""

    @property
    def newest(self) -> MasterKey:
        """The key to wrap with."""

    def find(self, key_id: str) -> MasterKey:
        """Return the key of this name, or raise MasterKeyError."""


class LocalMasterKey:
    """A master key whose secret is in this process. Its name follows from the secret."""

    def __init__(self, secret: bytes) -> None:
        self._cipher = Cipher(secret)
        self.secret = secret
        digest = hashlib.blake2b(secret, digest_size=_KEY_ID_BYTES, person=b"redbee-master")
        self.key_id = digest.hexdigest()

    @classmethod
    def generate(cls) -> "LocalMasterKey":
        """Return a new key."""
        return cls(new_secret())

    def wrap(self, secret: bytes, place: bytes) -> bytes:
        """Return the secret, encrypted for one place."""
        return self._cipher.seal(secret, place)

    def unwrap(self, wrapped: bytes, place: bytes) -> bytes:
        """Return the secret that was wrapped for this place, or raise MasterKeyError."""
        try:
            return self._cipher.open(wrapped, place)
        except BrokenSealError as error:
            raise MasterKeyError(
                f"master key {self.key_id} does not open what it should"
            ) from error

    def __repr__(self) -> str:
        return f"LocalMasterKey({self.key_id})"


class MasterKeyring:
    """Local master keys, newest last."""

    def __init__(self, keys: Iterable[LocalMasterKey]) -> None:
        self.keys = tuple(keys)
        if not self.keys:
            raise MasterKeyError("there is no master key")

    @property
    def newest(self) -> LocalMasterKey:
        """The key to wrap with."""
        return self.keys[-1]

    def find(self, key_id: str) -> LocalMasterKey:
        """Return the key of this name, or raise MasterKeyError."""
        for key in self.keys:
            if key.key_id == key_id:
                return key
        known = ", ".join(key.key_id for key in self.keys)
        raise MasterKeyError(
            f"people are sealed with master key {key_id}, and the one given is {known}:"
            " put the right one back"
        )
