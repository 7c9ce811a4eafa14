"""Tickets: what somebody who is not in yet has shown so far. Short-lived, kept as hashes."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import delete, insert, select

from people.staff_tables import tickets
from people.store import People

TICKET_BYTES = 32
TICKET_LENGTH_MAX = 64
PURGED_AT_ONCE_MAX = 100

_table = tickets.c


class Purpose(StrEnum):
    """What a ticket is good for, and nothing else."""

    SECOND_FACTOR = "second_factor"
    """The password was right: the second factor is next."""
    SETUP = "setup"
    """The set-up code was right: the first second factor is next."""
    PASSKEY_NEW = "passkey_new"
    """A challenge for a new passkey."""
    PASSKEY = "passkey"
    """A challenge for a passkey that is known."""


TICKET_AGE_MAX = {
    Purpose.SECOND_FACTOR: timedelta(minutes=5),
    Purpose.SETUP: timedelta(minutes=30),
    Purpose.PASSKEY_NEW: timedelta(minutes=5),
    Purpose.PASSKEY: timedelta(minutes=5),
}


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket that is good; `person_id` is None while nobody has said who they are."""

    person_id: UUID | None


class Tickets:
    """Issues tickets and takes them back."""

    def __init__(self, people: People) -> None:
        self._people = people

    def issue(self, purpose: Purpose, person_id: UUID | None, *, now: datetime) -> bytes:
        """Return a new ticket; those that are over go."""
        ticket = secrets.token_bytes(TICKET_BYTES)
        over = select(_table.ticket_hash).where(_table.expires_at <= now)
        over = over.limit(PURGED_AT_ONCE_MAX).with_for_update(skip_locked=True)
        row = {
            "ticket_hash": _hash(ticket),
            "person_id": person_id,
            "purpose": purpose.value,
            "expires_at": now + TICKET_AGE_MAX[purpose],
        }
        with self._people.writing_for_persons() as connection:
            connection.execute(delete(tickets).where(_table.ticket_hash.in_(over)))
            connection.execute(insert(tickets), row)
        return ticket

    def look(self, purpose: Purpose, ticket: bytes, *, now: datetime) -> Ticket | None:
        """Return what a ticket says and leave it good."""
        query = select(_table.person_id).where(
            _table.ticket_hash == _hash(ticket),
            _table.purpose == purpose.value,
            _table.expires_at > now,
        )
        with self._people.reading() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else Ticket(row.person_id)

    def take(self, purpose: Purpose, ticket: bytes, *, now: datetime) -> Ticket | None:
        """Return what a ticket says; of two who hand it in at once, one gets it."""
        taking = delete(tickets).where(
            _table.ticket_hash == _hash(ticket),
            _table.purpose == purpose.value,
            _table.expires_at > now,
        )
        with self._people.writing() as connection:
            row = connection.execute(taking.returning(_table.person_id)).one_or_none()
        return None if row is None else Ticket(row.person_id)


def _hash(ticket: bytes) -> bytes:
    # 256 random bits need neither salt nor a slow hash.
    return hashlib.sha256(ticket).digest()
