"""One-time codes for phone numbers: six digits, kept as a keyed hash, good once and not for long.

Nothing here knows whether a number is anybody's, and so nothing here can tell.
"""

import hmac
import secrets
from datetime import UTC, datetime, timedelta
from math import ceil
from typing import Any

from sqlalchemy import Connection, and_, case, delete, or_, select, update

from people.errors import (
    PeopleError,
    SignInRefusedError,
    SmsCodeExpiredError,
    SmsCodeWrongError,
)
from people.formats import clean_phone
from people.phone_tables import sign_in_codes
from people.store import People

CODE_LENGTH = 6
CODE_AGE_MAX = timedelta(minutes=5)
CODE_FAILURES_MAX = 5
CODE_LOCK_AGE_MAX = timedelta(minutes=15)
SENT_EVERY = timedelta(seconds=60)
SENT_MAX = 5
SENT_WINDOW = timedelta(hours=1)
FORGOTTEN_AT_ONCE_MAX = 1_000
FORGOTTEN_EVERY = timedelta(seconds=1)
"""By each process: so old rows go faster than codes are sent."""
INDEX_COLUMN = "code_phone"

_table = sign_in_codes.c


class Codes:
    """Makes codes and takes them back. Logs and rows never hold a code or a number."""

    def __init__(self, people: People, pepper: bytes) -> None:
        self._people = people
        self._key = hmac.digest(pepper, b"people/sign-in-code", "sha256")
        self._forgot_at = datetime.min.replace(tzinfo=UTC)

    def issue(self, phone: str, *, now: datetime) -> str:
        """Return a new code for a number; codes of before are worth nothing from now on.

        Raise PhoneInvalidError for what is no number, and SignInRefusedError with
        `retry_after_s`: `login_locked` after too many wrong codes, `too_many_requests` when a
        code was sent a moment ago or too many within the hour.
        """
        phone_hash = self._hash_of(phone)
        code = f"{secrets.randbelow(10**CODE_LENGTH):0{CODE_LENGTH}d}"
        begins_anew = _table.counting_from <= now - SENT_WINDOW
        code_hash = self._code_hash(phone_hash, code)
        new = {
            "phone_hash": phone_hash,
            "code_hash": code_hash,
            "sent_at": now,
            "counting_from": now,
            "sent": 1,
            "failures": 0,
        }
        fresh = self._people.insert(sign_in_codes).values(new)
        saving = fresh.on_conflict_do_update(
            index_elements=[_table.phone_hash],
            set_={
                "code_hash": code_hash,
                "sent_at": now,
                "counting_from": case((begins_anew, now), else_=_table.counting_from),
                "sent": case((begins_anew, 1), else_=_table.sent + 1),
            },
            where=and_(
                _table.sent_at <= now - SENT_EVERY,
                or_(begins_anew, _table.sent < SENT_MAX),
                or_(
                    _table.failures < CODE_FAILURES_MAX,
                    _table.failed_at <= now - CODE_LOCK_AGE_MAX,
                ),
            ),
        ).returning(_table.sent)
        with self._people.writing() as connection:
            if not self._forgot_at <= now < self._forgot_at + FORGOTTEN_EVERY:
                _forget_old(connection, now)
                self._forgot_at = now
            if connection.execute(saving).one_or_none() is None:
                raise _not_now(connection, phone_hash, now)
        return code

    def withdraw(self, phone: str) -> None:
        """Forget a code that could not be sent; it does not count for the hour."""
        statement = update(sign_in_codes).where(_table.phone_hash == self._hash_of(phone))
        with self._people.writing() as connection:
            connection.execute(statement.values(code_hash=None, sent=_table.sent - 1))

    def take_with(
        self, connection: Connection, phone: str, code: str, *, now: datetime
    ) -> PeopleError | None:
        """Use a code up as part of a larger change; return why not, for the caller to raise.

        Returned, not raised: the change must be kept so that the failure counts.
        """
        phone_hash = self._hash_of(phone)
        given = self._code_hash(phone_hash, code)
        # The usual case in one statement; whoever comes second with the same code waits, and
        # finds it used.
        using = update(sign_in_codes).where(
            _table.phone_hash == phone_hash,
            _table.code_hash == given,
            _table.sent_at > now - CODE_AGE_MAX,
            or_(
                _table.failures < CODE_FAILURES_MAX,
                _table.failed_at <= now - CODE_LOCK_AGE_MAX,
            ),
        )
        if connection.execute(using.values(code_hash=None, failures=0, failed_at=None)).rowcount:
            return None
        query = select(sign_in_codes).where(_table.phone_hash == phone_hash).with_for_update()
        row = connection.execute(query).one_or_none()
        if row is None:
            return SmsCodeExpiredError("no code is open for this number")
        if (wait := _locked_for(row, now)) > 0:
            return SignInRefusedError("login_locked", retry_after_s=wait)
        if row.code_hash is None or now - row.sent_at >= CODE_AGE_MAX:
            return SmsCodeExpiredError("the code is too old, or was used")
        stale = row.failed_at is None or row.failed_at <= now - CODE_LOCK_AGE_MAX
        failures = 1 if stale else row.failures + 1
        changes: dict[str, Any] = {"failures": failures, "failed_at": now}
        if failures >= CODE_FAILURES_MAX:
            _save(connection, phone_hash, **changes, code_hash=None)
            wait = ceil(CODE_LOCK_AGE_MAX.total_seconds())
            return SignInRefusedError("login_locked", retry_after_s=wait)
        _save(connection, phone_hash, **changes)
        return SmsCodeWrongError("the code is another", tries_left=CODE_FAILURES_MAX - failures)

    def _hash_of(self, phone: str) -> bytes:
        return self._people.vault.index_hash(INDEX_COLUMN, clean_phone(phone))

    def _code_hash(self, phone_hash: bytes, code: str) -> bytes:
        typed = code.encode(errors="surrogatepass")
        return hmac.digest(self._key, phone_hash + typed, "sha256")


def _save(connection: Connection, phone_hash: bytes, **changes: Any) -> None:
    statement = update(sign_in_codes).where(_table.phone_hash == phone_hash)
    connection.execute(statement.values(**changes))


def _not_now(connection: Connection, phone_hash: bytes, now: datetime) -> SignInRefusedError:
    query = select(sign_in_codes).where(_table.phone_hash == phone_hash)
    row = connection.execute(query).one_or_none()
    if row is not None and (wait := _locked_for(row, now)) > 0:
        return SignInRefusedError("login_locked", retry_after_s=wait)
    waits = [1]
    if row is not None:
        waits.append(_seconds(row.sent_at + SENT_EVERY - now))
        if row.sent >= SENT_MAX:
            waits.append(_seconds(row.counting_from + SENT_WINDOW - now))
    return SignInRefusedError("too_many_requests", retry_after_s=max(waits))


def _locked_for(row: Any, now: datetime) -> int:
    if row.failures < CODE_FAILURES_MAX or row.failed_at is None:
        return 0
    return max(0, _seconds(row.failed_at + CODE_LOCK_AGE_MAX - now))


def _seconds(span: timedelta) -> int:
    return ceil(span.total_seconds())


def _forget_old(connection: Connection, now: datetime) -> None:
    """Drop rows that mean nothing any more, so that the table is no larger than an attack."""
    old = (
        select(_table.phone_hash)
        .where(_table.sent_at <= now - SENT_WINDOW)
        .limit(FORGOTTEN_AT_ONCE_MAX)
        .with_for_update(skip_locked=True)
    )
    connection.execute(delete(sign_in_codes).where(_table.phone_hash.in_(old)))
