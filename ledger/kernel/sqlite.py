"""The store on SQLite: one file, write-ahead log, every commit flushed to disk."""

import contextlib
import sqlite3
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from eventsourcing.persistence import (
    IntegrityError,
    Notification,
    OperationalError,
    PersistenceError,
    StoredEvent,
)

from ledger.kernel.receipts import Receipt
from ledger.kernel.sqlite_schema import SCHEMA
from ledger.kernel.store import STATEMENT_TIMEOUT_S, Appended, Entry, Loaded, Store, positions_of

BUSY_TIMEOUT_S = 5
POLL_S = 0.25
"""How soon events of another process are noticed; those of this process wake readers at once."""

IDS_PER_QUERY_MAX = 500
T = TypeVar("T")


class SqliteStore(Store):
    """Events, receipts and snapshots in one SQLite file. Safe for threads and processes."""

    def __init__(self, path: Path | str) -> None:
        self._path = str(path)
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        self._writing = threading.Lock()
        self._grown = threading.Condition()
        self._last = 0

    def create(self) -> None:
        """Create the tables, if they are not there."""
        Path(self._path).parent.mkdir(parents=True, exist_ok=True)
        with _translated():
            self._connection().executescript(SCHEMA)

    def close(self) -> None:
        """Let go of every connection."""
        with self._guard:
            for connection in self._connections:
                connection.close()
            self._connections.clear()
        self._local = threading.local()

    # Writing -----------------------------------------------------------------

    def append(self, entries: Sequence[Entry]) -> Appended:
        """Write all entries that fit in one transaction with one flush to disk."""
        with self._transaction() as connection:
            known = self._known(connection, entries)
            guilty = self._guilty(connection, entries, known)
            accepted = [n for n in range(len(entries)) if n not in known and n not in guilty]
            last = self._insert(connection, [entries[n] for n in accepted])
        self._announce(last)
        return Appended(positions_of(entries, accepted, last), frozenset(known), frozenset(guilty))

    def insert_events(self, stored_events: Sequence[StoredEvent], **_: Any) -> Sequence[int] | None:
        """Append bare events, all or none; raises IntegrityError on a version conflict."""
        with self._transaction() as connection:
            last = self._insert_rows(connection, stored_events)
        self._announce(last)
        return range(last - len(stored_events) + 1, last + 1)

    def put_snapshots(self, snapshots: Sequence[StoredEvent]) -> None:
        """Keep the latest state of some streams."""
        rows = [(s.originator_id.bytes, s.originator_version, s.topic, s.state) for s in snapshots]
        with self._transaction() as connection:
            connection.executemany("INSERT OR REPLACE INTO snapshots VALUES (?, ?, ?, ?)", rows)

    def prune_receipts(self, before: datetime) -> int:
        """Forget keys answered before a moment; return how many."""
        with self._transaction() as connection:
            done = connection.execute(
                "DELETE FROM receipts WHERE recorded_at < ?", (int(before.timestamp()),)
            )
            return done.rowcount

    def _known(self, connection: sqlite3.Connection, entries: Sequence[Entry]) -> set[int]:
        found = set(self._receipts(connection, [entry.key for entry in entries]))
        return {n for n, entry in enumerate(entries) if entry.key in found}

    def _guilty(
        self, connection: sqlite3.Connection, entries: Sequence[Entry], known: set[int]
    ) -> set[int]:
        """Find entries whose first event of a stream does not follow what is stored.

        Going through them in order also drags along what was decided on top of one left out.
        """
        ids = {event.originator_id for entry in entries for event in entry.events}
        heads = self._heads(connection, ids)
        guilty = set()
        for n, entry in enumerate(entries):
            if n in known:
                continue
            ahead = dict[UUID, int]()
            for event in entry.events:
                follows = ahead.get(event.originator_id, heads.get(event.originator_id, 0)) + 1
                if event.originator_version != follows:
                    guilty.add(n)
                    break
                ahead[event.originator_id] = follows
            else:
                heads |= ahead
        return guilty

    def _insert(self, connection: sqlite3.Connection, entries: Sequence[Entry]) -> int:
        last = self._head(connection)
        receipts = []
        for entry in entries:
            last += len(entry.events)
            receipts.append((entry.key, entry.fingerprint, last, entry.answer))
        self._insert_rows(connection, [event for entry in entries for event in entry.events])
        connection.executemany(
            "INSERT INTO receipts VALUES (?, ?, ?, ?, unixepoch())",
            receipts,
        )
        return last

    def _insert_rows(self, connection: sqlite3.Connection, events: Sequence[StoredEvent]) -> int:
        last = self._head(connection)
        connection.executemany(
            "INSERT INTO events VALUES (?, ?, ?, ?, ?)",
            [
                (last + n, e.originator_id.bytes, e.originator_version, e.topic, e.state)
                for n, e in enumerate(events, start=1)
            ],
        )
        return last + len(events)

    # Reading -----------------------------------------------------------------

    def load(self, stream_ids: Collection[UUID], keys: Collection[str]) -> Loaded:
        """Read whole streams (from their latest snapshot on) and receipts."""
        with _translated():
            connection = self._connection()
            connection.execute("BEGIN")
            try:
                snapshots = self._snapshots(connection, stream_ids)
                events = self._events_after(connection, stream_ids, snapshots)
                return Loaded(events, snapshots, self._receipts(connection, keys))
            finally:
                connection.execute("COMMIT")

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
        with _translated():
            rows = self._connection().execute(
                "SELECT stream_id, version, topic, state FROM events WHERE stream_id = ?"  # noqa: S608 - order is one of two words
                f" AND version > ? AND version <= ? ORDER BY version {order} LIMIT ?",
                (originator_id.bytes, gt or 0, lte or 2**62, -1 if limit is None else limit),
            )
            return [_stored(row) for row in rows]

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
        chosen = f" AND topic IN ({_marks(topics)})" if topics else ""
        with _translated():
            rows = self._connection().execute(
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
                for position, stream_id, version, topic, state in rows
            ]

    def max_notification_id(self) -> int | None:
        """Return the last position, or None for an empty log."""
        with _translated():
            return self._head(self._connection()) or None

    def wait(self, after: int, timeout_s: float) -> int:
        """Return the last position once it is past ``after``, or when the time is up."""
        with self._grown:
            self._grown.wait_for(lambda: self._last > after, timeout=min(timeout_s, POLL_S))
        return self.max_notification_id() or 0

    # Below -------------------------------------------------------------------

    def _announce(self, last: int) -> None:
        with self._grown:
            self._last = max(self._last, last)
            self._grown.notify_all()

    @staticmethod
    def _head(connection: sqlite3.Connection) -> int:
        row = connection.execute("SELECT coalesce(max(position), 0) FROM events").fetchone()
        return int(row[0])

    @staticmethod
    def _heads(connection: sqlite3.Connection, ids: Collection[UUID]) -> dict[UUID, int]:
        def query(marks: str, some: Sequence[bytes]) -> sqlite3.Cursor:
            return connection.execute(
                "SELECT stream_id, max(version) FROM events"  # noqa: S608 - only question marks are added
                f" WHERE stream_id IN ({marks}) GROUP BY stream_id",
                some,
            )

        rows = _in_chunks([identifier.bytes for identifier in ids], query)
        return {UUID(bytes=stream_id): version for stream_id, version in rows}

    @staticmethod
    def _snapshots(
        connection: sqlite3.Connection, ids: Collection[UUID]
    ) -> dict[UUID, StoredEvent]:
        def query(marks: str, some: Sequence[bytes]) -> sqlite3.Cursor:
            return connection.execute(
                "SELECT stream_id, version, topic, state FROM snapshots"  # noqa: S608 - only question marks are added
                f" WHERE stream_id IN ({marks})",
                some,
            )

        stored = map(_stored, _in_chunks([identifier.bytes for identifier in ids], query))
        return {it.originator_id: it for it in stored}

    @staticmethod
    def _events_after(
        connection: sqlite3.Connection, ids: Collection[UUID], snapshots: dict[UUID, StoredEvent]
    ) -> dict[UUID, list[StoredEvent]]:
        found: dict[UUID, list[StoredEvent]] = {}
        for identifier in ids:
            snapshot = snapshots.get(identifier)
            rows = connection.execute(
                "SELECT stream_id, version, topic, state FROM events"
                " WHERE stream_id = ? AND version > ? ORDER BY version",
                (identifier.bytes, snapshot.originator_version if snapshot else 0),
            )
            found[identifier] = [_stored(row) for row in rows]
        return found

    @staticmethod
    def _receipts(connection: sqlite3.Connection, keys: Collection[str]) -> dict[str, Receipt]:
        def query(marks: str, some: Sequence[str]) -> sqlite3.Cursor:
            return connection.execute(
                "SELECT key, fingerprint, position, answer FROM receipts"  # noqa: S608 - only question marks are added
                f" WHERE key IN ({marks})",
                some,
            )

        return {row[0]: Receipt(*row) for row in _in_chunks(list(keys), query)}

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._writing, _translated():
            connection = self._connection()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(
                self._path,
                timeout=BUSY_TIMEOUT_S,
                isolation_level=None,
                check_same_thread=False,
                cached_statements=64,
            )
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            with self._guard:
                self._connections.append(connection)
            self._local.connection = connection
        return connection


def _stored(row: tuple[bytes, int, str, bytes]) -> StoredEvent:
    return StoredEvent(
        originator_id=UUID(bytes=row[0]), originator_version=row[1], topic=row[2], state=row[3]
    )


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))


def _in_chunks(
    values: Sequence[T], query: Callable[[str, Sequence[T]], sqlite3.Cursor]
) -> Iterator[Any]:
    for start in range(0, len(values), IDS_PER_QUERY_MAX):
        some = values[start : start + IDS_PER_QUERY_MAX]
        yield from query(_marks(some), some)


@contextlib.contextmanager
def _translated() -> Iterator[None]:
    """Raise the library's errors, so that callers need not know which store it is."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise IntegrityError(str(error)) from error
    except sqlite3.OperationalError as error:
        raise OperationalError(str(error)) from error
    except sqlite3.Error as error:
        raise PersistenceError(str(error)) from error


assert STATEMENT_TIMEOUT_S > BUSY_TIMEOUT_S
