"""Rows of the event store on SQLite: what is asked of one open connection."""

import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any, TypeVar
from uuid import UUID

from eventsourcing.persistence import StoredEvent

from ledger.kernel.receipts import Receipt
from ledger.kernel.store import Entry, stream_of

IDS_PER_QUERY_MAX = 500
T = TypeVar("T")


def head(connection: sqlite3.Connection) -> int:
    """Return the last position; 0 for an empty log."""
    row = connection.execute("SELECT coalesce(max(position), 0) FROM events").fetchone()
    return int(row[0])


def heads(connection: sqlite3.Connection, ids: Collection[UUID]) -> dict[UUID, int]:
    """Return the last version of each stream that has any."""

    def query(marks: str, some: Sequence[bytes]) -> sqlite3.Cursor:
        return connection.execute(
            "SELECT stream_id, max(version) FROM events"  # noqa: S608 - only question marks are added
            f" WHERE stream_id IN ({marks}) GROUP BY stream_id",
            some,
        )

    rows = _in_chunks([identifier.bytes for identifier in ids], query)
    return {UUID(bytes=stream_id): version for stream_id, version in rows}


def snapshots_of(connection: sqlite3.Connection, ids: Collection[UUID]) -> dict[UUID, StoredEvent]:
    """Return the kept state of each stream that has one."""

    def query(marks: str, some: Sequence[bytes]) -> sqlite3.Cursor:
        return connection.execute(
            "SELECT stream_id, version, topic, state FROM snapshots"  # noqa: S608 - only question marks are added
            f" WHERE stream_id IN ({marks})",
            some,
        )

    kept = map(stored, _in_chunks([identifier.bytes for identifier in ids], query))
    return {stream_of(it): it for it in kept}


def events_after(
    connection: sqlite3.Connection, ids: Collection[UUID], snapshots: dict[UUID, StoredEvent]
) -> dict[UUID, list[StoredEvent]]:
    """Return the events of each stream, from its snapshot on."""
    found: dict[UUID, list[StoredEvent]] = {}
    for identifier in ids:
        snapshot = snapshots.get(identifier)
        rows = connection.execute(
            "SELECT stream_id, version, topic, state FROM events"
            " WHERE stream_id = ? AND version > ? ORDER BY version",
            (identifier.bytes, snapshot.originator_version if snapshot else 0),
        )
        found[identifier] = [stored(row) for row in rows]
    return found


def receipts_of(connection: sqlite3.Connection, keys: Collection[str]) -> dict[str, Receipt]:
    """Return the receipts of those keys that were answered."""

    def query(marks: str, some: Sequence[str]) -> sqlite3.Cursor:
        return connection.execute(
            "SELECT key, fingerprint, position, answer FROM receipts"  # noqa: S608 - only question marks are added
            f" WHERE key IN ({marks})",
            some,
        )

    return {row[0]: Receipt(*row) for row in _in_chunks(list(keys), query)}


def insert_events(connection: sqlite3.Connection, events: Sequence[StoredEvent]) -> int:
    """Put events at the end of the log; return the last position."""
    last = head(connection)
    connection.executemany(
        "INSERT INTO events VALUES (?, ?, ?, ?, ?)",
        [
            (last + n, stream_of(e).bytes, e.originator_version, e.topic, e.state)
            for n, e in enumerate(events, start=1)
        ],
    )
    return last + len(events)


def insert_entries(connection: sqlite3.Connection, entries: Sequence[Entry]) -> int:
    """Put the events and receipts of whole commands at the end; return the last position."""
    last = head(connection)
    receipts = []
    for entry in entries:
        last += len(entry.events)
        receipts.append((entry.key, entry.fingerprint, last, entry.answer))
    insert_events(connection, [event for entry in entries for event in entry.events])
    connection.executemany("INSERT INTO receipts VALUES (?, ?, ?, ?, unixepoch())", receipts)
    return last


def guilty_of(
    connection: sqlite3.Connection, entries: Sequence[Entry], known: Collection[int]
) -> set[int]:
    """Find entries whose events do not follow what is stored, and what was decided on top.

    Going through them in order drags those along: their first event does not follow either.
    """
    ids = {stream_of(event) for entry in entries for event in entry.events}
    tops = heads(connection, ids | {it for entry in entries for it, _ in entry.relies})
    guilty = set()
    for n, entry in enumerate(entries):
        if n in known:
            continue
        ahead = _ahead(entry, tops)
        if ahead is None:
            guilty.add(n)
        else:
            tops |= ahead
    return guilty


def _ahead(entry: Entry, tops: dict[UUID, int]) -> dict[UUID, int] | None:
    """Return how far an entry takes its streams; None if it does not follow what is there."""
    if any(tops.get(stream_id, 0) != version for stream_id, version in entry.relies):
        return None
    ahead = dict[UUID, int]()
    for event in entry.events:
        stream_id = stream_of(event)
        follows = ahead.get(stream_id, tops.get(stream_id, 0)) + 1
        if event.originator_version != follows:
            return None
        ahead[stream_id] = follows
    return ahead


def stored(row: tuple[bytes, int, str, bytes]) -> StoredEvent:
    """Turn a row into what the library calls a stored event."""
    return StoredEvent(
        originator_id=UUID(bytes=row[0]), originator_version=row[1], topic=row[2], state=row[3]
    )


def marks(values: Sequence[object]) -> str:
    """Return a question mark for each value."""
    return ",".join("?" * len(values))


def _in_chunks(
    values: Sequence[T], query: Callable[[str, Sequence[T]], sqlite3.Cursor]
) -> Iterator[Any]:
    for start in range(0, len(values), IDS_PER_QUERY_MAX):
        some = values[start : start + IDS_PER_QUERY_MAX]
        yield from query(marks(some), some)
