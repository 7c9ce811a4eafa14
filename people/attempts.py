"""Counts sign-in attempts of each login, and says when it is locked."""

from datetime import datetime, timedelta
from math import ceil

from sqlalchemy import Connection, and_, case, delete, not_, select

from people.errors import SignInRefusedError
from people.schema import sign_in_attempts
from people.store import People

FAILURES_MAX = 5
LOCK_AGE_MAX = timedelta(minutes=15)
PURGED_AT_ONCE_MAX = 100

_table = sign_in_attempts.c


class Attempts:
    """Failures of each login within LOCK_AGE_MAX of each other, whether or not anybody has it."""

    def __init__(self, people: People, failures_max: int = FAILURES_MAX) -> None:
        self._people = people
        self._failures_max = failures_max

    def count(self, login_hash: bytes, *, now: datetime) -> int:
        """Count an attempt as failed, before it is known; refuse when the login is locked.

        Return how many failures that makes.

        Counted first, so that a hundred guesses sent at once are not a hundred guesses. An
        attempt on a locked login does not prolong the lock.
        """
        stale_at = now - LOCK_AGE_MAX
        statement = self._people.insert(sign_in_attempts).values(
            login_hash=login_hash, failures=1, counted_at=now
        )
        counting = statement.on_conflict_do_update(
            index_elements=[_table.login_hash],
            set_={
                "failures": case((_table.counted_at <= stale_at, 1), else_=_table.failures + 1),
                "counted_at": now,
            },
            where=not_(and_(_table.failures >= self._failures_max, _table.counted_at > stale_at)),
        ).returning(_table.failures)
        with self._people.writing() as connection:
            _purge(connection, stale_at)
            counted = connection.execute(counting).scalar_one_or_none()
            if counted is None:
                raise _locked(connection, login_hash, now)
            return int(counted)

    def forget(self, login_hashes: list[bytes]) -> None:
        """Start counting from nothing: somebody signed in, or was given a new passcode."""
        with self._people.writing() as connection:
            forget_attempts(connection, login_hashes)


def forget_attempts(connection: Connection, login_hashes: list[bytes]) -> None:
    """Do what `Attempts.forget` does, as part of a larger change."""
    connection.execute(delete(sign_in_attempts).where(_table.login_hash.in_(login_hashes)))


def _purge(connection: Connection, stale_at: datetime) -> None:
    """Drop counts that mean nothing any more, so that the table is no larger than an attack."""
    stale = (
        select(_table.login_hash)
        .where(_table.counted_at <= stale_at)
        .limit(PURGED_AT_ONCE_MAX)
        .with_for_update(skip_locked=True)  # somebody else is purging those
    )
    connection.execute(delete(sign_in_attempts).where(_table.login_hash.in_(stale)))


def _locked(connection: Connection, login_hash: bytes, now: datetime) -> SignInRefusedError:
    query = select(_table.counted_at).where(_table.login_hash == login_hash)
    # Nothing is found when the lock was lifted a moment ago.
    counted_at = connection.execute(query).scalar_one_or_none()
    wait_s = ceil((counted_at + LOCK_AGE_MAX - now).total_seconds()) if counted_at else 1
    return SignInRefusedError("login_locked", retry_after_s=wait_s)
