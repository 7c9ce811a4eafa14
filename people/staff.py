"""Staff accounts: a login, a password, and the rules both obey. Second factors are beside it."""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from people.attempts import Attempts
from people.errors import LoginTakenError, PasscodeRefusedError, SignInRefusedError
from people.passcodes import LOGIN_LENGTH_MAX, normal_login
from people.passwords import (
    LOGIN_IN_PASSWORD_LENGTH_MIN,
    PASSWORD_LENGTH_MAX,
    Passwords,
    require_good,
)
from people.schema import persons
from people.setup_codes import use_up
from people.staff_errors import (
    PasswordReusedError,
    SetupUnfinishedError,
    StaffAccountExistsError,
    StaffAccountMissingError,
)
from people.staff_tables import old_passwords, passkeys, recovery_codes, staff_accounts
from people.store import People

PASSWORD_AGE_MAX = timedelta(days=90)
OLD_PASSWORDS_MAX = 5
"""How many of the last passwords, the present one among them, are not taken again."""

_table = staff_accounts.c


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffAccount:
    """What pages show of an account."""

    person_id: UUID
    password_set_at: datetime | None
    has_totp: bool
    is_ready: bool

    def is_expired(self, now: datetime) -> bool:
        """Tell whether the password has to be changed before anything else."""
        return self.password_set_at is not None and now >= self.password_set_at + PASSWORD_AGE_MAX


class StaffAccounts:
    """Makes accounts, checks passwords and changes them. Logins are kept as keyed hashes only."""

    def __init__(self, people: People, pepper: bytes) -> None:
        self._people = people
        self._login_key = hmac.digest(pepper, b"people/staff-login", "sha256")
        self._passwords = Passwords(pepper)
        self._attempts = Attempts(people)

    def add(self, person_id: UUID, login: str, *, now: datetime) -> None:
        """Give a person an account, or one that is not in use yet another login.

        `login_taken` when it is somebody else's; `staff_account_exists` once the account is used.
        """
        hashed = self._login_hash(login)
        statement = self._people.insert(staff_accounts).values(
            person_id=person_id, login_hash=hashed, totp_step=0, created_at=now
        )
        saving = statement.on_conflict_do_update(
            index_elements=[_table.person_id],
            set_={"login_hash": hashed},
            where=_table.ready_at.is_(None),
        ).returning(_table.person_id)
        known = select(persons.c.person_id).where(persons.c.person_id == person_id)
        taken = select(_table.person_id).where(
            _table.login_hash == hashed, _table.person_id != person_id
        )
        try:
            with self._people.writing() as connection:
                if connection.execute(known).first() is None:
                    raise StaffAccountMissingError("nobody with this ID is enrolled")
                if connection.execute(taken).first() is not None:
                    raise LoginTakenError("the login belongs to another person")
                if connection.execute(saving).one_or_none() is None:
                    raise StaffAccountExistsError("the account is in use")
        except IntegrityError as error:  # somebody took the login in the same moment
            raise LoginTakenError("the login belongs to another person") from error

    def reset(self, person_id: UUID) -> None:
        """Take password and second factors away: only a new set-up code leads in again."""
        empty = {
            "password_hash": None,
            "totp_sealed": None,
            "totp_next_sealed": None,
            "totp_step": 0,
            "ready_at": None,
        }
        with self._people.writing() as connection:
            which = update(staff_accounts).where(_table.person_id == person_id)
            if not connection.execute(which.values(**empty)).rowcount:
                raise StaffAccountMissingError("the person has no staff account")
            for each in (passkeys, recovery_codes):
                connection.execute(delete(each).where(each.c.person_id == person_id))

    def find(self, person_id: UUID) -> StaffAccount | None:
        """Return somebody's account, if there is one."""
        query = select(staff_accounts).where(_table.person_id == person_id)
        with self._people.reading() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else _account(row)

    def check(self, login: str, password: str, *, now: datetime) -> StaffAccount:
        """Return whose password this is, or raise SignInRefusedError.

        As `Logins.check`: the same words and the same work whoever asks for whatever, and after
        FAILURES_MAX failures a lock, whether or not anybody has the login. The right password of
        an account without a second factor is `setup_unfinished`.
        """
        if len(login) > LOGIN_LENGTH_MAX or len(password) > PASSWORD_LENGTH_MAX:
            raise SignInRefusedError("sign_in_failed")
        hashed = self._login_hash(login, strict=False)
        self._attempts.count(hashed, now=now)
        with self._people.reading() as connection:
            query = select(staff_accounts).where(_table.login_hash == hashed)
            row = connection.execute(query).one_or_none()
        kept = None if row is None else row.password_hash
        if not self._passwords.matches(kept, password) or row is None:
            raise SignInRefusedError("sign_in_failed")
        self._attempts.forget([hashed])
        if row.ready_at is None:
            raise SetupUnfinishedError("the account has no second factor yet")
        if self._passwords.is_outdated(row.password_hash):
            self._rehash(row, password)
        return _account(row)

    def check_own(self, person_id: UUID, password: str, *, now: datetime) -> None:
        """Return when this is a person's password, or raise SignInRefusedError; locks like it."""
        with self._people.reading() as connection:
            query = select(staff_accounts).where(_table.person_id == person_id)
            row = connection.execute(query).one_or_none()
        if row is None:
            raise StaffAccountMissingError("the person has no staff account")
        self._attempts.count(row.login_hash, now=now)
        fits = len(password) <= PASSWORD_LENGTH_MAX
        if not fits or not self._passwords.matches(row.password_hash, password):
            raise SignInRefusedError("sign_in_failed")
        self._attempts.forget([row.login_hash])

    def require_usable(self, person_id: UUID, password: str) -> None:
        """Refuse a new password that breaks a rule, before anything is changed."""
        require_good(password, holds_login=self._holds_login(person_id, password))
        query = select(old_passwords.c.password_hash)
        query = query.where(old_passwords.c.person_id == person_id)
        # Those of a set-up that was broken off never let anybody in.
        used = select(_table.person_id).where(_table.ready_at.is_not(None))
        query = query.where(old_passwords.c.person_id.in_(used))
        query = query.order_by(old_passwords.c.password_id.desc()).limit(OLD_PASSWORDS_MAX)
        with self._people.reading() as connection:
            kept = list(connection.execute(query).scalars())
        if any(self._passwords.matches(it, password) for it in kept):
            raise PasswordReusedError("the password was one of the last five")

    def set_password(self, person_id: UUID, password: str, *, now: datetime) -> None:
        """Set a new password that obeys the rules; the old one ends."""
        self.require_usable(person_id, password)
        hashed = self._passwords.hash(password)
        values = {"password_hash": hashed, "password_set_at": now}
        with self._people.writing() as connection:
            which = update(staff_accounts).where(_table.person_id == person_id)
            if not connection.execute(which.values(**values)).rowcount:
                raise StaffAccountMissingError("the person has no staff account")
            row = {"person_id": person_id, "password_hash": hashed, "set_at": now}
            connection.execute(insert(old_passwords), row)
            _drop_oldest(connection, person_id)

    def make_ready(self, person_id: UUID, *, now: datetime) -> None:
        """Open an account whose second factor was shown, and use its set-up code up."""
        ready = update(staff_accounts).where(_table.person_id == person_id)
        with self._people.writing() as connection:
            connection.execute(ready.values(ready_at=func.coalesce(_table.ready_at, now)))
            use_up(connection, person_id)

    def _rehash(self, row: Row[Any], password: str) -> None:
        """Keep the same password under today's parameters, unless it was changed meanwhile."""
        same = (_table.person_id == row.person_id, _table.password_hash == row.password_hash)
        hashed = self._passwords.hash(password)
        with self._people.writing() as connection:
            connection.execute(update(staff_accounts).where(*same).values(password_hash=hashed))

    def _holds_login(self, person_id: UUID, password: str) -> bool:
        """Tell whether a password holds the login, of which only a hash is known."""
        query = select(_table.login_hash).where(_table.person_id == person_id)
        with self._people.reading() as connection:
            kept = connection.execute(query).scalar_one_or_none()
        text = normal_login(password)[:PASSWORD_LENGTH_MAX]
        parts = {
            text[first:last]
            for first in range(len(text))
            for last in range(first + LOGIN_IN_PASSWORD_LENGTH_MIN, len(text) + 1)
            if last - first <= LOGIN_LENGTH_MAX
        }
        return any(self._hashed(it) == kept for it in parts)

    def _login_hash(self, login: str, *, strict: bool = True) -> bytes:
        normal = normal_login(login)
        if strict and (not normal or len(login) > LOGIN_LENGTH_MAX):
            raise PasscodeRefusedError(
                f"a login has 1 to {LOGIN_LENGTH_MAX} characters", length_max=LOGIN_LENGTH_MAX
            )
        return self._hashed(normal)

    def _hashed(self, normal: str) -> bytes:
        return hmac.digest(self._login_key, normal.encode(errors="surrogatepass"), "sha256")


def _account(row: Row[Any]) -> StaffAccount:
    return StaffAccount(
        person_id=row.person_id,
        password_set_at=row.password_set_at,
        has_totp=row.totp_sealed is not None,
        is_ready=row.ready_at is not None,
    )


def _drop_oldest(connection: Connection, person_id: UUID) -> None:
    old = old_passwords.c
    kept = select(old.password_id).where(old.person_id == person_id)
    kept = kept.order_by(old.password_id.desc()).limit(OLD_PASSWORDS_MAX)
    gone = delete(old_passwords).where(old.person_id == person_id, old.password_id.not_in(kept))
    connection.execute(gone)
