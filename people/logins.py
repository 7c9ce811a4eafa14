"""Sign-in with a login (a number people have: volunteer, rider, staff) and a passcode."""

import hmac
import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from people.attempts import Attempts, forget_attempts
from people.batches import in_batches
from people.errors import LoginTakenError, SignInRefusedError
from people.passcodes import (
    HASH_BYTES,
    LOGIN_LENGTH_MAX,
    PASSCODE_LENGTH_MAX,
    SALT_BYTES,
    Hasher,
    NewPasscode,
    new_salt,
)
from people.roles import Role
from people.schema import passcodes
from people.store import People

__all__ = ["Login", "Logins", "NewPasscode"]

HASHING_THREADS_MAX = 4
"""Each holds 16 MiB while it hashes, and leaves the interpreter to others."""

_NOBODY = bytes(HASH_BYTES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """Who signed in, and what as."""

    person_id: UUID
    role: Role
    unit_code: str
    place_id: UUID | None


class Logins:
    """Sets passcodes and checks them. Logins are kept as keyed hashes only."""

    def __init__(self, people: People, pepper: bytes) -> None:
        self._people = people
        self._hasher = Hasher(pepper)
        self._attempts = Attempts(people)

    def set_passcode(
        self,
        login: str,
        passcode: str,
        *,
        person_id: UUID,
        role: Role,
        unit_code: str,
        place_id: UUID | None = None,
        now: datetime,
    ) -> None:
        """Give a person a login, or a new passcode for it; a lock on it ends.

        Tokens issued before stay good: whoever changes a passcode because it leaked calls
        `AccessTokens.revoke_person` too.
        """
        new = NewPasscode(
            login=login,
            passcode=passcode,
            person_id=person_id,
            role=role,
            unit_code=unit_code,
            place_id=place_id,
        )
        self.set_passcodes([new], now=now)

    def set_passcodes(self, news: Iterable[NewPasscode], *, now: datetime) -> None:
        """Set many passcodes, in batches that are each kept whole, hashed on several cores."""
        threads = min(HASHING_THREADS_MAX, os.cpu_count() or 1)
        with ThreadPoolExecutor(threads, "people-hashing") as pool:
            for batch in in_batches(news):
                rows = [row | {"created_at": now} for row in pool.map(self._row_of, batch)]
                with self._people.writing_for_persons() as connection:
                    self._save(connection, rows)

    def check(self, login: str, passcode: str, *, now: datetime) -> Login:
        """Return who signs in, or raise SignInRefusedError.

        `sign_in_failed` is the same, and costs the same work, whether nobody has the login or
        the passcode is wrong. After FAILURES_MAX failures it is `login_locked` for LOCK_AGE_MAX,
        with `retry_after_s`; this too whether or not anybody has the login.
        """
        if len(login) > LOGIN_LENGTH_MAX or len(passcode) > PASSCODE_LENGTH_MAX:
            raise SignInRefusedError("sign_in_failed")
        login_hash = self._hasher.login_hash(login)
        self._attempts.count(login_hash, now=now)
        with self._people.reading() as connection:
            row = connection.execute(
                select(passcodes).where(passcodes.c.login_hash == login_hash)
            ).one_or_none()
        salt, expected = (row.salt, row.passcode_hash) if row else (bytes(SALT_BYTES), _NOBODY)
        given = self._hasher.passcode_hash(passcode, salt)
        if row is None or not hmac.compare_digest(given, expected):
            raise SignInRefusedError("sign_in_failed")
        self._attempts.forget([login_hash])
        return Login(
            person_id=row.person_id,
            role=Role(row.role),
            unit_code=row.unit_code,
            place_id=row.place_id,
        )

    def _row_of(self, new: NewPasscode) -> dict[str, Any]:
        salt = new_salt()
        return {
            "login_hash": self._hasher.login_hash(new.login),
            "person_id": new.person_id,
            "role": Role(new.role),
            "unit_code": new.unit_code,
            "place_id": new.place_id,
            "passcode_hash": self._hasher.passcode_hash(new.passcode, salt),
            "salt": salt,
        }

    def _save(self, connection: Connection, rows: list[dict[str, Any]]) -> None:
        """Insert or replace; raise, and so undo it, when a login is another person's."""
        statement = self._people.insert(passcodes)
        new = statement.excluded
        changing = ("role", "unit_code", "place_id", "passcode_hash", "salt", "created_at")
        statement = statement.on_conflict_do_update(
            index_elements=[passcodes.c.login_hash],
            set_={name: new[name] for name in changing},
        )
        connection.execute(statement, sorted(rows, key=lambda row: bytes(row["login_hash"])))
        hashes = [row["login_hash"] for row in rows]
        owning = select(passcodes.c.login_hash, passcodes.c.person_id).where(
            passcodes.c.login_hash.in_(hashes)
        )
        owners = {row.login_hash: row.person_id for row in connection.execute(owning)}
        if any(owners[row["login_hash"]] != row["person_id"] for row in rows):
            raise LoginTakenError("the login belongs to another person")
        forget_attempts(connection, hashes)
