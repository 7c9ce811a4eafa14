"""Paper cards: whose a printed code is, and which of them was lost."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, insert, select, update

from people.batches import BATCH_MAX
from people.card_tables import cards
from people.device_codes import code_of
from people.grants import RECENT_GRANT_AGE_MAX
from people.store import People

REMEMBERED_CARDS_MAX = 10_000
LISTED_CARDS_MAX = 50

_table = cards.c

NewId = Callable[[], UUID]
"""Makes the ID of a card: one whose first half a code can carry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One printed card. ``serial`` stands on it in eight characters, to be read aloud."""

    card_id: UUID
    person_id: UUID
    serial: str
    issued_at: datetime
    issued_by: UUID
    revoked_at: datetime | None = None
    revoked_by: UUID | None = None

    def is_good(self, at: datetime) -> bool:
        """Tell whether the card was not revoked at a moment."""
        return self.revoked_at is None or at < self.revoked_at


class Cards:
    """Issues, finds and revokes cards; a person has one good card at most."""

    def __init__(self, people: People, new_id: NewId) -> None:
        self._people = people
        self._new_id = new_id
        self._lock = Lock()
        self._recent: dict[UUID, tuple[datetime, Card | None]] = {}

    def issue_missing(
        self, person_ids: Iterable[UUID], *, issued_by: UUID, now: datetime
    ) -> dict[UUID, Card]:
        """Return the good card of each person; who has none is given one."""
        wanted = sorted(set(person_ids))
        if len(wanted) > BATCH_MAX:
            raise ValueError(f"at most {BATCH_MAX} cards are issued at once")
        with self._people.writing_for_persons() as connection:
            good = _good_of(connection, wanted)
            new = [self._new(it, issued_by=issued_by, now=now) for it in wanted if it not in good]
            if new:
                connection.execute(insert(cards), [_row_of(it) for it in new])
        self._forget()
        return good | {it.person_id: it for it in new}

    def replace(self, card_id: UUID, *, by: UUID, now: datetime) -> Card | None:
        """Revoke a lost card and issue another; None if it is not a good card of anybody."""
        with self._people.writing() as connection:
            person_id = _revoke(connection, card_id, by, now)
            if person_id is None:
                return None
            card = self._new(person_id, issued_by=by, now=now)
            connection.execute(insert(cards), _row_of(card))
        self._forget()
        return card

    def revoke(self, card_id: UUID, *, by: UUID, now: datetime) -> bool:
        """End a card; say whether it was good before. Other processes follow within seconds."""
        with self._people.writing() as connection:
            ended = _revoke(connection, card_id, by, now) is not None
        self._forget()
        return ended

    def find(self, card_id: UUID) -> Card | None:
        """Return a card, revoked or not."""
        with self._people.reading() as connection:
            row = connection.execute(select(cards).where(_table.card_id == card_id)).one_or_none()
        return None if row is None else _read(row)

    def recent(self, card_id: UUID, *, now: datetime) -> Card | None:
        """Return a card as it was seconds ago at most; mostly asks no database."""
        known = self._recent.get(card_id)
        if known is not None and known[0] <= now < known[0] + RECENT_GRANT_AGE_MAX:
            return known[1]
        found = self.find(card_id)
        with self._lock:
            if len(self._recent) >= REMEMBERED_CARDS_MAX:
                self._recent.clear()
            self._recent[card_id] = (now, found)
        return found

    def good_of(self, person_ids: Iterable[UUID]) -> dict[UUID, Card]:
        """Return the good cards of some persons, BATCH_MAX at most."""
        wanted = list(dict.fromkeys(person_ids))[:BATCH_MAX]
        with self._people.reading() as connection:
            return _good_of(connection, wanted)

    def of_person(self, person_id: UUID) -> list[Card]:
        """List a person's cards, the newest first."""
        query = select(cards).where(_table.person_id == person_id)
        query = query.order_by(_table.issued_at.desc(), _table.card_id).limit(LISTED_CARDS_MAX)
        with self._people.reading() as connection:
            return [_read(row) for row in connection.execute(query)]

    def _new(self, person_id: UUID, *, issued_by: UUID, now: datetime) -> Card:
        card_id = self._new_id()
        serial = code_of(card_id.bytes[8:])
        return Card(
            card_id=card_id,
            person_id=person_id,
            serial=serial,
            issued_at=now,
            issued_by=issued_by,
        )

    def _forget(self) -> None:
        with self._lock:
            self._recent.clear()


def _good_of(connection: Connection, person_ids: list[UUID]) -> dict[UUID, Card]:
    query = select(cards).where(_table.person_id.in_(person_ids), _table.revoked_at.is_(None))
    return {row.person_id: _read(row) for row in connection.execute(query)}


def _revoke(connection: Connection, card_id: UUID, by: UUID, now: datetime) -> UUID | None:
    statement = (
        update(cards)
        .where(_table.card_id == card_id, _table.revoked_at.is_(None))
        .values(revoked_at=now, revoked_by=by)
        .returning(_table.person_id)
    )
    return connection.execute(statement).scalar_one_or_none()


def _row_of(card: Card) -> dict[str, Any]:
    return {name: getattr(card, name) for name in Card.__dataclass_fields__}


def _read(row: Row[Any]) -> Card:
    return Card(**{name: getattr(row, name) for name in Card.__dataclass_fields__})
