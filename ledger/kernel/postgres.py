"""The store on PostgreSQL: one round trip and one flush for a whole batch of commands."""

import time
from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any
from uuid import UUID

from eventsourcing.persistence import Notification, StoredEvent

from ledger.kernel.postgres_connections import Connection, Connections, translated
from ledger.kernel.postgres_schema import CHANNEL, LOCK, SCHEMA
from ledger.kernel.receipts import Receipt
from ledger.kernel.store import Appended, Entry, Loaded, Store, positions_of, stream_of

LISTEN_SLICE_S = 0.5
"""How long a reader listens before it looks at the log by itself."""

APPEND = (
    "SELECT last, known, guilty FROM ledger.append_entries"
    "(%b::int[], %b::uuid[], %b::bigint[], %b::text[], %b::bytea[],"
    " %b::text[], %b::bytea[], %b::bytea[], %b::int[], %b::uuid[], %b::bigint[])"
)
SELECT_LOADED = """
SELECT e.stream_id, e.version, e.topic, e.state FROM ledger.events e
  LEFT JOIN ledger.snapshots s ON s.stream_id = e.stream_id
 WHERE e.stream_id = ANY (%b::uuid[]) AND e.version > coalesce(s.version, 0)
 ORDER BY e.stream_id, e.version
"""
SELECT_SNAPSHOTS = (
    "SELECT stream_id, version, topic, state FROM ledger.snapshots"
    " WHERE stream_id = ANY (%b::uuid[])"
)
SELECT_RECEIPTS = (
    "SELECT key, fingerprint, position, answer FROM ledger.receipts WHERE key = ANY (%b::text[])"
)


class PostgresStore(Store):
    """Events, receipts and snapshots in the schema ``ledger`` of a PostgreSQL database."""

    def __init__(self, url: str) -> None:
        self._connections = Connections(url)

    def create(self) -> None:
        """Create the schema, one process at a time."""
        with self._connections.one() as connection, connection.transaction():
            connection.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
            connection.execute(SCHEMA.encode())

    def close(self) -> None:
        """Let go of every connection."""
        self._connections.close()

    # Writing -----------------------------------------------------------------

    def append(self, entries: Sequence[Entry]) -> Appended:
        """Write all entries that fit in one transaction with one flush to disk."""
        arrays = _arrays(entries)

        def ask(connection: Connection) -> Any:
            return connection.execute(APPEND, arrays, prepare=True).fetchone()

        # Asked again after a lost connection, it finds by their receipts what was written.
        row = self._connections.twice(ask)
        last, known, guilty = row
        out = {*known, *guilty}
        accepted = [n for n in range(len(entries)) if n not in out]
        return Appended(positions_of(entries, accepted, last), frozenset(known), frozenset(guilty))

    def alone(self) -> AbstractContextManager[None]:
        """Keep every other writer out from the first read to the append."""
        return self._connections.alone()

    def insert_events(self, stored_events: Sequence[StoredEvent], **_: Any) -> Sequence[int] | None:
        """Append bare events, all or none; raises IntegrityError on a version conflict."""
        with self._connections.one() as connection, connection.transaction():
            connection.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
            last = self._head(connection)
            with connection.cursor() as cursor:
                cursor.executemany(
                    "INSERT INTO ledger.events VALUES (%s, %s, %s, %s, %s)",
                    [
                        (last + n, e.originator_id, e.originator_version, e.topic, e.state)
                        for n, e in enumerate(stored_events, start=1)
                    ],
                )
            last += len(stored_events)
            connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, str(last)))
        return range(last - len(stored_events) + 1, last + 1)

    def put_snapshots(self, snapshots: Sequence[StoredEvent]) -> None:
        """Keep the latest state of some streams."""
        with self._connections.one() as connection, connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO ledger.snapshots VALUES (%s, %s, %s, %s) ON CONFLICT (stream_id)"
                " DO UPDATE SET version = excluded.version, topic = excluded.topic,"
                " state = excluded.state WHERE snapshots.version < excluded.version",
                [(s.originator_id, s.originator_version, s.topic, s.state) for s in snapshots],
            )

    def prune_receipts(self, before: datetime) -> int:
        """Forget keys answered before a moment; return how many."""
        with self._connections.one() as connection:
            done = connection.execute(
                "DELETE FROM ledger.receipts WHERE recorded_at < %s", (before,)
            )
            return done.rowcount

    # Reading -----------------------------------------------------------------

    def load(self, stream_ids: Collection[UUID], keys: Collection[str]) -> Loaded:
        """Read whole streams (from their latest snapshot on) and receipts in one round trip."""
        ids = list(stream_ids)

        def ask(connection: Connection) -> Loaded:
            with connection.pipeline():
                return _load(connection, ids, list(keys))

        return self._connections.twice(ask)

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """Read one stream, or part of it."""
        order = b"DESC" if desc else b"ASC"
        query = (
            b"SELECT stream_id, version, topic, state FROM ledger.events"
            b" WHERE stream_id = %s AND version > %s AND version <= %s ORDER BY version "
            + order
            + b" LIMIT %s"
        )
        bounds = (originator_id, gt or 0, 2**62 if lte is None else lte, limit)
        return [_stored(row) for row in self._rows(query, bounds)]

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """Read a page of the log in the order of its positions."""
        first = (start or 0) + (0 if inclusive_of_start else 1)
        chosen = b" AND topic = ANY (%s)" if topics else b""
        query = (
            b"SELECT stream_id, version, topic, state, position FROM ledger.events"
            b" WHERE position >= %s AND position <= %s" + chosen + b" ORDER BY position LIMIT %s"
        )
        values = [
            first,
            2**62 if stop is None else stop,
            *([list(topics)] if topics else []),
            limit,
        ]
        return [Notification(*row) for row in self._rows(query, values)]

    def max_notification_id(self) -> int | None:
        """Return the last position, or None for an empty log."""
        return self._connections.twice(self._head) or None

    def wait(self, after: int, timeout_s: float) -> int:
        """Return the last position once it is past ``after``, or when the time is up.

        Meant for one reader thread of a process; it keeps a connection of its own to listen on.
        """
        ends = time.monotonic() + timeout_s
        with translated():
            listener = self._connections.listener()
            while (last := self._head(listener)) <= after:
                left = min(LISTEN_SLICE_S, ends - time.monotonic())
                if left <= 0:
                    break
                for _ in listener.notifies(timeout=left, stop_after=1):
                    break
        return last

    # Below -------------------------------------------------------------------

    @staticmethod
    def _head(connection: Connection) -> int:
        row = connection.execute("SELECT coalesce(max(position), 0) FROM ledger.events").fetchone()
        assert row is not None
        return int(row[0])

    def _rows(self, query: bytes, values: Sequence[Any]) -> list[Any]:
        return self._connections.twice(lambda it: it.execute(query, values, binary=True).fetchall())


def _load(connection: Connection, ids: list[UUID], keys: list[str]) -> Loaded:
    # One snapshot of the database for all three, or a stream could jump between them.
    with connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        events = connection.execute(SELECT_LOADED, (ids,), binary=True)
        snapshots = connection.execute(SELECT_SNAPSHOTS, (ids,), binary=True)
        receipts = connection.execute(SELECT_RECEIPTS, (keys,), binary=True)
    streams: dict[UUID, list[StoredEvent]] = {identifier: [] for identifier in ids}
    for row in events:
        streams[row[0]].append(_stored(row))
    kept = [_stored(row) for row in snapshots]
    return Loaded(
        streams,
        {stream_of(it): it for it in kept},
        {row[0]: Receipt(*row) for row in receipts},
    )


def _arrays(entries: Sequence[Entry]) -> tuple[list[Any], ...]:
    events = [(n, event) for n, entry in enumerate(entries) for event in entry.events]
    relied = [(n, *it) for n, entry in enumerate(entries) for it in entry.relies]
    return (
        [n for n, _ in events],
        [event.originator_id for _, event in events],
        [event.originator_version for _, event in events],
        [event.topic for _, event in events],
        [event.state for _, event in events],
        [entry.key for entry in entries],
        [entry.fingerprint for entry in entries],
        [entry.answer for entry in entries],
        [n for n, _, _ in relied],
        [stream_id for _, stream_id, _ in relied],
        [version for _, _, version in relied],
    )


def _stored(row: tuple[UUID, int, str, bytes]) -> StoredEvent:
    return StoredEvent(originator_id=row[0], originator_version=row[1], topic=row[2], state=row[3])
