"""Sessions of browsers: good on the device they were opened on, and nowhere else."""

import hashlib
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from sqlalchemy import Connection, insert, select, update

from people.errors import PeopleUnavailableError
from people.grants import Grant, TokenKind
from people.schema import LABEL_LENGTH_MAX, access_tokens
from people.session_tables import sessions
from people.store import People
from people.tokens import (
    TokenOrder,
    grant_of,
    hash_of,
    looks_like_secret,
    new_secret,
    read_grant,
    row_of,
)

SEEN_EVERY = timedelta(minutes=1)
"""A session in use is noted as seen at most this often; so much sooner may it be over as idle."""
LISTED_SESSIONS_MAX = 200
DEVICE_LENGTH = 43

_tokens = access_tokens.c
_sessions = sessions.c
_both = access_tokens.join(sessions, _tokens.token_id == _sessions.token_id)
_query = select(
    *_tokens,
    _sessions.device_hash,
    _sessions.device_label,
    _sessions.method,
    _sessions.seen_at,
    _sessions.idle_max_s,
    _sessions.proved_at,
).select_from(_both)


class SignInMethod(StrEnum):
    """How somebody signed in."""

    CODE = "code"
    PASSWORD = "password"  # noqa: S105 - the name of a way in
    PASSKEY = "passkey"
    OIDC = "oidc"
    PASSCODE = "passcode"
    SETUP = "setup"


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionGrant(Grant):
    """What a session allows. ``proved_at``: when the second factor was last shown."""

    method: SignInMethod
    proved_at: datetime | None

    @classmethod
    def of(cls, grant: Grant, method: SignInMethod, proved_at: datetime | None) -> Self:
        """Return a grant as that of a session."""
        return cls(
            token_id=grant.token_id,
            person_id=grant.person_id,
            role=grant.role,
            unit_code=grant.unit_code,
            place_id=grant.place_id,
            kind=grant.kind,
            expires_at=grant.expires_at,
            method=method,
            proved_at=proved_at,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRecord:
    """A session as its owner sees it in a list: never the secrets."""

    grant: SessionGrant
    device_label: str
    opened_at: datetime
    seen_at: datetime


class Sessions:
    """Opens, finds, lists and ends sessions. All refusals look alike: there is no such session."""

    def __init__(self, people: People) -> None:
        self._people = people

    def open(
        self,
        order: TokenOrder,
        *,
        device_secret: str,
        device_label: str,
        method: SignInMethod,
        idle_max: timedelta | None = None,
        proved_at: datetime | None = None,
        now: datetime,
    ) -> tuple[str, SessionGrant]:
        """Open a session; the secret is told now and never again. ``idle_max``: none is for ever.

        Raise UnknownPersonError when the person of the order is not enrolled.
        """
        with self._people.writing_for_persons() as connection:
            return self.open_with(
                connection,
                order,
                device_secret=device_secret,
                device_label=device_label,
                method=method,
                idle_max=idle_max,
                proved_at=proved_at,
                now=now,
            )

    def open_with(
        self,
        connection: Connection,
        order: TokenOrder,
        *,
        device_secret: str,
        device_label: str,
        method: SignInMethod,
        idle_max: timedelta | None = None,
        proved_at: datetime | None = None,
        now: datetime,
    ) -> tuple[str, SessionGrant]:
        """Do what `open` does, as part of a larger change."""
        if order.kind is not TokenKind.SESSION:
            raise ValueError("the order is not for a session")
        secret, grant = new_secret(), grant_of(order, now)
        row = row_of(secret, grant) | {"label": order.label, "created_at": now}
        connection.execute(insert(access_tokens), row)
        beside = {
            "token_id": grant.token_id,
            "device_hash": hash_of(device_secret),
            "device_label": device_label[:LABEL_LENGTH_MAX],
            "method": SignInMethod(method),
            "seen_at": now,
            "idle_max_s": None if idle_max is None else int(idle_max.total_seconds()),
            "proved_at": proved_at,
        }
        connection.execute(insert(sessions), beside)
        return secret, SessionGrant.of(grant, method, proved_at)

    def find(self, secret: str, device_secret: str, *, now: datetime) -> SessionGrant | None:
        """Return what a session allows on this device; None when it is over, or another's.

        A session found is believed for RECENT_GRANT_AGE_MAX without asking the database again.
        """
        if not (looks_like_secret(secret) and looks_like_device(device_secret)):
            return None
        if (known := self.recent(secret, device_secret, now=now)) is not None:
            return known
        recent = self._people.recent_grants
        generation = recent.generation
        query = _query.where(
            _tokens.token_hash == hash_of(secret),
            _sessions.device_hash == hash_of(device_secret),
            *_going_on(now),
        )
        with self._people.reading() as connection:
            row = connection.execute(query).one_or_none()
        if row is None or _is_idle(row, now):
            return None
        if now - row.seen_at >= SEEN_EVERY:
            self._note_seen(row.token_id, now)
        grant = _grant_of(row)
        recent.keep(_key(secret, device_secret), grant, now=now, generation=generation)
        return grant

    def recent(self, secret: str, device_secret: str, *, now: datetime) -> SessionGrant | None:
        """Return what `find` found a moment ago on this device; asks no database."""
        found = self._people.recent_grants.get(_key(secret, device_secret), now=now)
        return found if isinstance(found, SessionGrant) else None

    def list_of(self, person_id: UUID, *, now: datetime) -> list[SessionRecord]:
        """List a person's sessions that go on, the one used last first."""
        query = _query.where(_tokens.person_id == person_id, *_going_on(now))
        query = query.order_by(_sessions.seen_at.desc(), _tokens.created_at.desc())
        with self._people.reading() as connection:
            rows = connection.execute(query.limit(LISTED_SESSIONS_MAX)).all()
        return [_record_of(row) for row in rows if not _is_idle(row, now)]

    def end(self, token_id: UUID, person_id: UUID, *, now: datetime) -> bool:
        """End one session of a person; say whether it is theirs and was not ended before."""
        with self._people.writing() as connection:
            ended = _end(connection, now, _tokens.person_id == person_id, token_id=token_id)
        self._people.recent_grants.clear()
        return ended > 0

    def end_others(self, person_id: UUID, kept: UUID | None, *, now: datetime) -> int:
        """End all sessions of a person but one; say how many there were."""
        others = (_tokens.token_id != kept,) if kept is not None else ()
        with self._people.writing() as connection:
            ended = _end(connection, now, _tokens.person_id == person_id, *others)
        self._people.recent_grants.clear()
        return ended

    def end_all_with(self, connection: Connection, person_id: UUID, *, now: datetime) -> int:
        """End all sessions of a person as part of a larger change, then call `forget_recent`."""
        return _end(connection, now, _tokens.person_id == person_id)

    def end_secret_with(self, connection: Connection, secret: str, *, now: datetime) -> None:
        """End the session of a secret, if it is one, as part of a larger change."""
        if looks_like_secret(secret):
            _end(connection, now, _tokens.token_hash == hash_of(secret))

    def forget_recent(self) -> None:
        """Believe no session without asking: some ended."""
        self._people.recent_grants.clear()

    def prove(self, token_id: UUID, *, now: datetime) -> None:
        """Note that the second factor was shown in this session just now."""
        statement = update(sessions).where(_sessions.token_id == token_id)
        with self._people.writing() as connection:
            connection.execute(statement.values(proved_at=now))
        self._people.recent_grants.clear()

    def _note_seen(self, token_id: UUID, now: datetime) -> None:
        """Note that a session is in use. If that cannot be kept, it is over the sooner."""
        statement = update(sessions).where(
            _sessions.token_id == token_id, _sessions.seen_at <= now - SEEN_EVERY
        )
        with suppress(PeopleUnavailableError), self._people.writing() as connection:
            connection.execute(statement.values(seen_at=now))


def new_device_secret() -> str:
    """Return the secret that a browser is known by again; it opens nothing by itself."""
    return secrets.token_urlsafe(32)


def looks_like_device(text: str) -> bool:
    """Tell whether a text may be the secret of a device."""
    return len(text) == DEVICE_LENGTH


def _key(secret: str, device_secret: str) -> bytes:
    """Return the name of a session in the short memory: that of another device is another."""
    return hashlib.sha256(hash_of(secret) + hash_of(device_secret)).digest()


def _going_on(now: datetime) -> tuple[Any, ...]:
    return (
        _tokens.kind == TokenKind.SESSION,
        _tokens.revoked_at.is_(None),
        _tokens.expires_at > now,
    )


def _end(connection: Connection, now: datetime, *which: Any, token_id: UUID | None = None) -> int:
    own = () if token_id is None else (_tokens.token_id == token_id,)
    statement = update(access_tokens).where(*which, *own, *_going_on(now))
    return connection.execute(statement.values(revoked_at=now)).rowcount


def _is_idle(row: Any, now: datetime) -> bool:
    if row.idle_max_s is None:
        return False
    return bool(now - row.seen_at >= timedelta(seconds=row.idle_max_s))


def _grant_of(row: Any) -> SessionGrant:
    return SessionGrant.of(read_grant(row), SignInMethod(row.method), row.proved_at)


def _record_of(row: Any) -> SessionRecord:
    return SessionRecord(
        grant=_grant_of(row),
        device_label=row.device_label,
        opened_at=row.created_at,
        seen_at=row.seen_at,
    )
