"""The keys codes are made under: one makes, retired ones still prove, revoked ones do not."""

import json
import secrets
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from qr.files import read_text, replace_text
from qr.layout import KEY_ID_MAX, SECRET_BYTES

KEYS_MAX = KEY_ID_MAX + 1
KEYRING_BYTES_MAX = 100_000
_FORMAT = 1


class KeyringError(Exception):
    """A keyring cannot be read, kept or changed as asked; the sentence says why."""


class KeyState(StrEnum):
    """What a key is still good for."""

    ACTIVE = "active"  # makes and proves
    RETIRED = "retired"  # proves what it made before
    REVOKED = "revoked"  # only names what is refused


@dataclass(frozen=True, slots=True)
class Key:
    """One key: its id stands in every token made under it."""

    id: int
    secret: bytes = field(repr=False)
    state: KeyState
    created_at: datetime

    def __post_init__(self) -> None:
        """Refuse what could not be a key of ours."""
        if not _is_whole(self.id) or not 0 <= self.id <= KEY_ID_MAX:
            raise KeyringError(f"a key id is 0 to {KEY_ID_MAX}, not {self.id!r}")
        if len(self.secret) != SECRET_BYTES:
            raise KeyringError(f"key {self.id} has {len(self.secret)} bytes, not {SECRET_BYTES}")
        if self.created_at.tzinfo is None:
            raise KeyringError(f"key {self.id} was created at a time without a zone")


@dataclass(frozen=True, slots=True)
class Keyring:
    """All keys, newest last, exactly one of them active. A change returns a new keyring."""

    keys: tuple[Key, ...]

    def __post_init__(self) -> None:
        """Refuse a ring nobody could sign or read with."""
        twice = [key_id for key_id, n in Counter(key.id for key in self.keys).items() if n > 1]
        if twice:
            raise KeyringError(f"the keyring has key {twice[0]} twice")
        active = sum(key.state is KeyState.ACTIVE for key in self.keys)
        if active != 1:
            raise KeyringError(f"a keyring has exactly one active key; this one has {active}")

    @classmethod
    def generate(cls, now: datetime) -> Self:
        """Return a ring with one new key."""
        return cls((_new_key(0, now),))

    @property
    def active(self) -> Key:
        """The key that makes new codes."""
        return next(key for key in self.keys if key.state is KeyState.ACTIVE)

    def find(self, key_id: int) -> Key | None:
        """Return the key with this id, whatever its state; None if there never was one."""
        return next((key for key in self.keys if key.id == key_id), None)

    def rotate(self, now: datetime) -> Self:
        """Return a ring with a new active key; the old one still proves what it made."""
        key = _new_key(self._free_id(), now)
        return type(self)((*(self._with_state(self.active.id, KeyState.RETIRED)), key))

    def revoke(self, key_id: int) -> Self:
        """Return a ring that refuses every code made under a key; rotate before the active one."""
        key = self.find(key_id)
        if key is None:
            raise KeyringError(f"there is no key {key_id}")
        if key.state is KeyState.ACTIVE:
            raise KeyringError(f"key {key_id} is the active one: rotate first, then revoke it")
        return type(self)(self._with_state(key_id, KeyState.REVOKED))

    def to_json(self) -> str:
        """Write the ring, secrets and all, for a file that only its owner reads."""
        record = {"format": _FORMAT, "keys": [_record(key) for key in self.keys]}
        return json.dumps(record, indent=2) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read a ring back, or raise KeyringError; the sentence never quotes a secret."""
        try:
            record = json.loads(text)
            if record["format"] != _FORMAT:
                raise KeyringError(f"the keyring is not of format {_FORMAT}")
            return cls(tuple(_key(key) for key in record["keys"]))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise KeyringError(f"the keyring is damaged ({type(error).__name__})") from None

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a ring from a file, or raise KeyringError."""
        try:
            text = read_text(path, bytes_max=KEYRING_BYTES_MAX)
        except FileNotFoundError:
            raise KeyringError(f"there is no keyring at {path}") from None
        except (OSError, ValueError) as error:
            raise KeyringError(f"the keyring at {path} cannot be read: {error}") from error
        try:
            return cls.from_json(text)
        except KeyringError as error:
            raise KeyringError(f"{path}: {error}") from None

    def save(self, path: Path) -> None:
        """Put the ring into a file of mode 0600, whole or not at all."""
        try:
            replace_text(path, self.to_json())
        except OSError as error:
            raise KeyringError(f"the keyring at {path} cannot be written: {error}") from error

    def _with_state(self, key_id: int, state: KeyState) -> tuple[Key, ...]:
        return tuple(replace(key, state=state) if key.id == key_id else key for key in self.keys)

    def _free_id(self) -> int:
        used = {key.id for key in self.keys}
        after = self.keys[-1].id + 1
        for step in range(KEYS_MAX):
            key_id = (after + step) % KEYS_MAX
            if key_id not in used:
                return key_id
        raise KeyringError(f"all {KEYS_MAX} key ids are used: retire this keyring and start anew")


def _is_whole(number: object) -> bool:
    return isinstance(number, int) and not isinstance(number, bool)


def _new_key(key_id: int, now: datetime) -> Key:
    return Key(key_id, secrets.token_bytes(SECRET_BYTES), KeyState.ACTIVE, now)


def _record(key: Key) -> dict[str, Any]:
    return {
        "id": key.id,
        "secret": key.secret.hex(),
        "state": key.state.value,
        "created_at": key.created_at.isoformat(),
    }


def _key(record: dict[str, Any]) -> Key:
    return Key(
        record["id"],
        bytes.fromhex(record["secret"]),
        KeyState(record["state"]),
        datetime.fromisoformat(record["created_at"]),
    )
