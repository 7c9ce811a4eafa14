"""Notifications: who wants them where, and which wait to be told (通知).

Nobody is told anything who did not turn it on; whoever turns it off is told nothing more, also of
what waited. All of it goes with the person.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, update

from people.batches import in_batches
from people.errors import UnknownPersonError
from people.push_tables import push_progress, push_subscriptions, push_waiting, push_wishes
from people.schema import person_keys
from people.sealing import KEY_COLUMNS
from people.store import People
from people.tokens import hash_of

SUBSCRIPTIONS_MAX = 5
"""Browsers of one person; a further one takes the place of the oldest."""
ATTEMPTS_MAX = 5
"""So often it is tried; then the inbox alone has it."""
RETRY_AFTER = timedelta(minutes=2)
"""Doubled after each try."""
KEPT_DAYS = 30
"""So long it is known what was told."""
DUE_MAX = 200
_MESSAGES = "messages"

_subs, _wishes, _waits = push_subscriptions.c, push_wishes.c, push_waiting.c
_rows = select(push_subscriptions, *KEY_COLUMNS).select_from(
    push_subscriptions.join(person_keys, _subs.person_id == person_keys.c.person_id)
)


@dataclass(frozen=True, slots=True)
class PushAddress:
    """Where one browser takes notifications, and the keys they are sealed with (RFC 8291)."""

    endpoint: str = field(repr=False)
    p256dh: str = field(repr=False)
    auth: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class News:
    """Something to tell: whom, of which event, and which sentence it is."""

    person_id: UUID
    position: int
    kind: str
    amount: int


class Pushes:
    """Keeps subscriptions, wishes, and what waits to be told."""

    def __init__(self, people: People) -> None:
        self._people = people

    # What somebody wishes -----------------------------------------------------

    def subscribe(self, person_id: UUID, address: PushAddress, now: datetime) -> None:
        """Tell a browser from now on, for this person alone."""
        hashed = hash_of(address.endpoint)
        written = json.dumps([address.endpoint, address.p256dh, address.auth])
        with self._people.writing_for_persons() as connection:
            key = connection.execute(
                select(person_keys).where(person_keys.c.person_id == person_id)
            ).one_or_none()
            if key is None:
                raise UnknownPersonError("nobody with this ID is enrolled")
            sealed = self._people.vault.open_key(key).seal(_column(hashed), written)
            connection.execute(delete(push_subscriptions).where(_subs.endpoint_hash == hashed))
            row = {"endpoint_hash": hashed, "person_id": person_id, "made_at": now}
            connection.execute(
                self._people.insert(push_subscriptions), row | {"address_sealed": sealed}
            )
            newest = (
                select(_subs.endpoint_hash)
                .where(_subs.person_id == person_id)
                .order_by(_subs.made_at.desc(), _subs.endpoint_hash)
                .limit(SUBSCRIPTIONS_MAX)
            )
            connection.execute(
                delete(push_subscriptions).where(
                    _subs.person_id == person_id, _subs.endpoint_hash.not_in(newest)
                )
            )

    def unsubscribe(self, person_id: UUID, endpoint: str | None = None) -> int:
        """Tell one browser of somebody no longer, or none of them; return how many there were."""
        which = _subs.person_id == person_id
        if endpoint is not None:
            which &= _subs.endpoint_hash == hash_of(endpoint)
        with self._people.writing() as connection:
            return connection.execute(delete(push_subscriptions).where(which)).rowcount

    def drop(self, endpoint: str) -> None:
        """Forget a browser that is gone, whoever had it."""
        with self._people.writing() as connection:
            connection.execute(
                delete(push_subscriptions).where(_subs.endpoint_hash == hash_of(endpoint))
            )

    def wish_messages(self, person_id: UUID, now: datetime, *, wanted: bool) -> None:
        """Send short messages to somebody's phone from now on, or no longer."""
        row = {"person_id": person_id, "by_message": wanted, "changed_at": now}
        adding = self._people.insert(push_wishes)
        changes = {name: adding.excluded[name] for name in ("by_message", "changed_at")}
        statement = adding.on_conflict_do_update(index_elements=["person_id"], set_=changes)
        with self._people.writing_for_persons() as connection:
            connection.execute(statement, row)

    def count(self, person_id: UUID) -> int:
        """Count the browsers of somebody that are told."""
        query = select(func.count()).where(_subs.person_id == person_id)
        with self._people.reading() as connection:
            return connection.execute(query).scalar_one()

    def by_message(self, person_id: UUID) -> bool:
        """Tell whether somebody wishes short messages."""
        query = select(_wishes.by_message).where(_wishes.person_id == person_id)
        with self._people.reading() as connection:
            return bool(connection.execute(query).scalar_one_or_none())

    def addresses(self, person_id: UUID) -> list[PushAddress]:
        """Return where somebody is told, the newest browser first."""
        query = _rows.where(_subs.person_id == person_id).order_by(_subs.made_at.desc())
        with self._people.reading() as connection:
            return [self._opened(row) for row in connection.execute(query)]

    def wanting(self, ids: Iterable[UUID]) -> set[UUID]:
        """Return who of some people wants to be told, by whatever way."""
        found: set[UUID] = set()
        with self._people.reading() as connection:
            for batch in in_batches(ids):
                here = select(_subs.person_id).where(_subs.person_id.in_(batch))
                found.update(connection.execute(here).scalars())
                wished = select(_wishes.person_id).where(
                    _wishes.person_id.in_(batch), _wishes.by_message
                )
                found.update(connection.execute(wished).scalars())
        return found

    # What waits ---------------------------------------------------------------

    def progress(self) -> int | None:
        """Return up to which position of the log messages were taken; None at first."""
        query = select(push_progress.c.position).where(push_progress.c.what == _MESSAGES)
        with self._people.reading() as connection:
            return connection.execute(query).scalar_one_or_none()

    def take(self, news: Iterable[News], position: int, now: datetime) -> int:
        """Let news wait to be told and remember how far the log was read, both or neither."""
        rows = [
            {
                "person_id": it.person_id,
                "position": it.position,
                "kind": it.kind,
                "amount": it.amount,
                "due_at": now,
                "attempts": 0,
            }
            for it in news
        ]
        adding = self._people.insert(push_waiting)
        adding = adding.on_conflict_do_nothing(index_elements=["person_id", "position"])
        moving = self._people.insert(push_progress)
        moving = moving.on_conflict_do_update(
            index_elements=["what"], set_={"position": moving.excluded.position}
        )
        with self._people.writing_for_persons() as connection:
            if rows:
                connection.execute(adding, rows)
            connection.execute(moving, {"what": _MESSAGES, "position": position})
        return len(rows)

    def due(self, now: datetime, limit: int = DUE_MAX) -> list[News]:
        """Return what is to be told now, the oldest event first."""
        query = select(_waits.person_id, _waits.position, _waits.kind, _waits.amount)
        query = query.where(_waits.done_at.is_(None), _waits.due_at <= now)
        query = query.order_by(_waits.position, _waits.person_id).limit(min(limit, DUE_MAX))
        with self._people.reading() as connection:
            return [News(*row) for row in connection.execute(query)]

    def done(self, news: News, now: datetime) -> None:
        """Remember that it was told, or that nobody wants to hear it any more."""
        self._change(news, done_at=now)

    def put_off(self, news: News, now: datetime) -> None:
        """Try again later, each time after longer; in the end give up."""
        with self._people.writing() as connection:
            tried = connection.execute(
                select(_waits.attempts).where(*_is(news))
            ).scalar_one_or_none()
            attempts = (tried or 0) + 1
            wait = RETRY_AFTER * 2 ** (attempts - 1)
            given_up = {"done_at": now} if attempts >= ATTEMPTS_MAX else {}
            connection.execute(
                update(push_waiting)
                .where(*_is(news))
                .values(attempts=attempts, due_at=now + wait, **given_up)
            )

    def prune(self, now: datetime) -> int:
        """Forget what was told long ago."""
        old = _waits.done_at < now - timedelta(days=KEPT_DAYS)
        with self._people.writing() as connection:
            return connection.execute(delete(push_waiting).where(old)).rowcount

    def _change(self, news: News, **values: Any) -> None:
        with self._people.writing() as connection:
            connection.execute(update(push_waiting).where(*_is(news)).values(**values))

    def _opened(self, row: Any) -> PushAddress:
        key = self._people.vault.open_key(row)
        return PushAddress(*json.loads(key.open(_column(row.endpoint_hash), row.address_sealed)))


def _is(news: News) -> tuple[Any, Any]:
    return _waits.person_id == news.person_id, _waits.position == news.position


def _column(hashed: bytes) -> str:
    return f"push_subscriptions/{hashed.hex()}"
