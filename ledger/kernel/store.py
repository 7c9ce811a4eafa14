"""The store: what the write path asks of SQLite and of PostgreSQL alike."""

from abc import abstractmethod
from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from eventsourcing.persistence import ApplicationRecorder, StoredEvent, Subscription

from ledger.kernel.receipts import Receipt


@dataclass(frozen=True, slots=True)
class Entry:
    """One decided command, ready to be appended: its events and the receipt they vouch for."""

    events: Sequence[StoredEvent]
    key: str
    fingerprint: bytes
    answer: bytes
    relies: Sequence[tuple[UUID, int]] = ()
    """Streams it rests on without changing them, and the version each was decided at."""


@dataclass(frozen=True, slots=True)
class Appended:
    """What became of a batch: the position each entry ended at, or why it was left out.

    ``known`` entries have a receipt already. ``guilty`` ones claim a version that another writer
    took, rely on a stream that moved on, or were decided on top of an entry that was left out;
    their streams must be read again.
    """

    positions: dict[int, int]
    known: frozenset[int]
    guilty: frozenset[int]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What one round trip brought: events after a snapshot, if any, by stream; receipts by key."""

    events: dict[UUID, list[StoredEvent]]
    snapshots: dict[UUID, StoredEvent] = field(default_factory=dict)
    receipts: dict[str, Receipt] = field(default_factory=dict)


class Store(ApplicationRecorder):
    """An append-only log of events in gapless positions, with receipts and snapshots beside it.

    Every method raises a ``PersistenceError`` of the library when the database does not answer;
    every call is bounded by :data:`STATEMENT_TIMEOUT_S`.
    """

    @abstractmethod
    def create(self) -> None:
        """Create the tables, if they are not there."""

    @abstractmethod
    def append(self, entries: Sequence[Entry]) -> Appended:
        """Write all entries that fit in one transaction with one flush to disk."""

    @abstractmethod
    def alone(self) -> AbstractContextManager[None]:
        """Keep every other writer out, so that what is read inside still stands at the append.

        For a batch that keeps losing against other processes. Everything inside must be done by
        one thread, and the append must be the last of it.
        """

    @abstractmethod
    def load(self, stream_ids: Collection[UUID], keys: Collection[str]) -> Loaded:
        """Read whole streams (from their latest snapshot on) and receipts in one round trip."""

    @abstractmethod
    def put_snapshots(self, snapshots: Sequence[StoredEvent]) -> None:
        """Keep the latest state of some streams; losing them costs time, never truth."""

    @abstractmethod
    def prune_receipts(self, before: datetime) -> int:
        """Forget keys answered before a moment; return how many."""

    @abstractmethod
    def wait(self, after: int, timeout_s: float) -> int:
        """Return the last position once it is past ``after``, or when the time is up."""

    @abstractmethod
    def close(self) -> None:
        """Let go of every connection."""

    def subscribe(
        self, gt: int | None = None, topics: Sequence[str] = ()
    ) -> Subscription[ApplicationRecorder]:
        """Not offered: readers page through the log and :meth:`wait`, which suits both stores."""
        raise NotImplementedError


STATEMENT_TIMEOUT_S = 10
"""Longest time one statement may take before the command is refused as unavailable."""


def stream_of(stored: StoredEvent) -> UUID:
    """Return the stream of a stored event; in this ledger it is always a UUID."""
    assert isinstance(stored.originator_id, UUID)
    return stored.originator_id


def positions_of(entries: Sequence[Entry], accepted: Sequence[int], last: int) -> dict[int, int]:
    """Tell where each accepted entry ended, positions of one append being contiguous."""
    positions: dict[int, int] = {}
    for ordinal in reversed(accepted):
        positions[ordinal] = last
        last -= len(entries[ordinal].events)
    return positions
