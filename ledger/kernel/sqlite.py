"""The store on SQLite: one file, write-ahead log, every commit flushed to disk."""

import threading
import time
from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from eventsourcing.persistence import Notification, StoredEvent

from ledger.kernel import sqlite_rows as rows
from ledger.kernel.sqlite_connections import Connections, translated
from ledger.kernel.sqlite_schema import SCHEMA
from ledger.kernel.store import Appended, Entry, Loaded, Store, positions_of, stream_of

POLL_S = 0.25
"""How soon events of another process are noticed; those of this process wake readers at once."""


class SqliteStore(Store):
    """Events, receipts and snapshots in one SQLite file. Safe for threads and processes."""

    def __init__(self, path: Path | str) -> None:
        self._path = Path(path)
        self._connections = Connections(str(path))
        self._grown = threading.Condition()
        self._last = 0

    def create(self) -> None:
        """Create the tables, if they are not there."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with translated():
            self._connections.current().executescript(SCHEMA)

    def close(self) -> None:
        """Let go of every connection."""
        self._connections.close()

    # Writing -----------------------------------------------------------------

    def append(self, entries: Sequence[Entry]) -> Appended:
        """Write all entries that fit in one transaction with one flush to disk."""
        with self._connections.writing() as connection:
            answered = rows.receipts_of(connection, [entry.key for entry in entries])
            known = {n for n, entry in enumerate(entries) if entry.key in answered}
            guilty = rows.guilty_of(connection, entries, known)
            accepted = [n for n in range(len(entries)) if n not in known and n not in guilty]
            last = rows.insert_entries(connection, [entries[n] for n in accepted])
        self._announce(last)
        return Appended(positions_of(entries, accepted, last), frozenset(known), frozenset(guilty))

    def alone(self) -> AbstractContextManager[None]:
        """Keep every other writer out from the first read to the append."""
        return self._connections.alone()

    def insert_events(self, stored_events: Sequence[StoredEvent], **_: Any) -> Sequence[int] | None:
        """Append bare events, all or none; raises IntegrityError on a version conflict."""
        with self._connections.writing() as connection:
            last = rows.insert_events(connection, stored_events)
        self._announce(last)
        return range(last - len(stored_events) + 1, last + 1)

    def put_snapshots(self, snapshots: Sequence[StoredEvent]) -> None:
        """Keep the latest state of some streams."""
        values = [
            (stream_of(it).bytes, it.originator_version, it.topic, it.state) for it in snapshots
        ]
        with self._connections.writing() as connection:
            connection.executemany(
                "INSERT INTO snapshots VALUES (?, ?, ?, ?) ON CONFLICT (stream_id)"
                " DO UPDATE SET version = excluded.version, topic = excluded.topic,"
                " state = excluded.state WHERE snapshots.version < excluded.version",
                values,
            )

    def prune_receipts(self, before: datetime) -> int:
        """Forget keys answered before a moment; return how many."""
        with self._connections.writing() as connection:
            done = connection.execute(
                "DELETE FROM receipts WHERE recorded_at < ?", (int(before.timestamp()),)
            )
            return done.rowcount

    # Reading -----------------------------------------------------------------

    def load(self, stream_ids: Collection[UUID], keys: Collection[str]) -> Loaded:
        """Read whole streams (from their latest snapshot on) and receipts."""
        with self._connections.reading() as connection:
            snapshots = rows.snapshots_of(connection, stream_ids)
            events = rows.events_after(connection, stream_ids, snapshots)
            return Loaded(events, snapshots, rows.receipts_of(connection, keys))

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
        assert isinstance(originator_id, UUID)
        order = "DESC" if desc else "ASC"
        until = 2**62 if lte is None else lte
        with translated():
            found = self._connections.current().execute(
                "SELECT stream_id, version, topic, state FROM events WHERE stream_id = ?"  # noqa: S608 - order is one of two words
                f" AND version > ? AND version <= ? ORDER BY version {order} LIMIT ?",
                (originator_id.bytes, gt or 0, until, -1 if limit is None else limit),
            )
            return [rows.stored(row) for row in found]

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
        chosen = f" AND topic IN ({rows.marks(topics)})" if topics else ""
        with translated():
            found = self._connections.current().execute(
                "SELECT position, stream_id, version, topic, state FROM events"  # noqa: S608 - only question marks are added
                f" WHERE position >= ? AND position <= ?{chosen} ORDER BY position LIMIT ?",
                (first, 2**62 if stop is None else stop, *topics, limit),
            )
            return [
                Notification(
                    id=position,
                    originator_id=UUID(bytes=stream_id),
                    originator_version=version,
                    topic=topic,
                    state=state,
                )
                for position, stream_id, version, topic, state in found
            ]

    def max_notification_id(self) -> int | None:
        """Return the last position, or None for an empty log."""
        with translated():
            return rows.head(self._connections.current()) or None

    def wait(self, after: int, timeout_s: float) -> int:
        """Return the last position once it is past ``after``, or when the time is up."""
        ends = time.monotonic() + timeout_s
        while (last := self.max_notification_id() or 0) <= after:
            left = min(POLL_S, ends - time.monotonic())
            if left <= 0:
                break
            with self._grown:
                self._grown.wait_for(lambda: self._last > after, timeout=left)
        return last

    def _announce(self, last: int) -> None:
        with self._grown:
            self._last = max(self._last, last)
            self._grown.notify_all()
