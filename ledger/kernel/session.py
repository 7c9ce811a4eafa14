"""A session: the aggregates in memory while one batch of commands is decided."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar, cast
from uuid import UUID

from eventsourcing.domain import Aggregate, CanMutateAggregate
from eventsourcing.persistence import StoredEvent

from ledger.kernel.encoding import EventMapper
from ledger.kernel.snapshots import restore
from ledger.kernel.store import Loaded

CACHED_STREAMS_MAX = 50_000
"""Aggregates kept in memory between batches (about 500 bytes each)."""

A = TypeVar("A", bound=Aggregate)


class StaleError(Exception):
    """A stream is needed that cannot be trusted in this pass; decide again after reading it."""

    def __init__(self, identifiers: Iterable[UUID]) -> None:
        super().__init__()
        self.identifiers = frozenset(identifiers)


class Session:
    """Hands aggregates to handlers, and remembers what each command changed.

    Only the leader touches it, so nothing is locked and nothing is copied. A command that is
    refused half-way leaves its aggregates spoilt: they are dropped and read again.
    """

    def __init__(self, mapper: EventMapper) -> None:
        self._mapper = mapper
        self._cache: OrderedDict[UUID, Aggregate] = OrderedDict()
        self._absent: set[UUID] = set()
        self._fresh: set[UUID] = set()
        self._spoilt: set[UUID] = set()
        self._changed: set[UUID] = set()
        self._unreadable: dict[UUID, Exception] = {}
        self._touched: dict[UUID, Aggregate | None] = {}
        self._relied: set[UUID] = set()

    # For handlers ------------------------------------------------------------

    def find(self, cls: type[A], identifier: UUID) -> A | None:
        """Return the aggregate of a stream, or None if there is none of this class."""
        if identifier in self._unreadable:
            raise self._unreadable[identifier]
        if identifier in self._spoilt:
            raise StaleError([identifier])
        found = self._cache.get(identifier)
        if found is None and identifier not in self._absent:
            raise StaleError([identifier])
        self._touched[identifier] = found
        if found is None:
            return None
        self._cache.move_to_end(identifier)
        return found if isinstance(found, cls) else None

    def require(self, *identifiers: UUID) -> None:
        """Ask for several streams at once that the command could not name beforehand."""
        needed = self.missing(identifiers) | self._spoilt.intersection(identifiers)
        if needed:
            raise StaleError(needed)

    def rely_on(self, identifier: UUID) -> None:
        """Rest the decision on a stream that it does not change: its version is checked as well.

        A stream that gets an event is checked by that event's version; another one only so.
        """
        self._relied.add(identifier)

    def add(self, aggregate: Aggregate) -> None:
        """Take a new aggregate into the batch."""
        self._cache[aggregate.id] = aggregate
        self._touched[aggregate.id] = aggregate
        self._absent.discard(aggregate.id)

    # For the leader ----------------------------------------------------------

    def missing(self, ids: Iterable[UUID]) -> set[UUID]:
        """Tell which streams must be read before anything can be decided on them."""
        return {it for it in ids if it not in self._cache and it not in self._absent}

    def take(self, loaded: Loaded) -> set[UUID]:
        """Believe what was just read; return the streams whose snapshot cannot be used."""
        useless = set()
        for identifier, events in loaded.events.items():
            snapshot = loaded.snapshots.get(identifier)
            kept = None if snapshot is None else restore(snapshot)
            if snapshot is not None and kept is None:
                useless.add(identifier)
                continue
            try:
                aggregate = self._rebuild(kept, events)
            except Exception as error:  # noqa: BLE001 - told to whoever needs this stream
                self._unreadable[identifier] = error
                continue
            if aggregate is None:
                self._absent.add(identifier)
            else:
                self._cache[identifier] = aggregate
            self._fresh.add(identifier)
            self._spoilt.discard(identifier)
        return useless

    def begin(self) -> None:
        """Start a command: nothing touched yet."""
        self._touched.clear()
        self._relied.clear()

    def relied(self) -> list[tuple[UUID, int]]:
        """Return the streams the command rests on, and their versions as it saw them."""
        return [(it, self._version(it)) for it in self._relied]

    def collect(self) -> list[CanMutateAggregate[UUID]]:
        """End a command that was decided: return its events, stream by stream."""
        events: list[CanMutateAggregate[UUID]] = []
        for aggregate in self._touched.values():
            if aggregate is not None and aggregate.pending_events:
                events.extend(aggregate.collect_events())
                self._changed.add(aggregate.id)
        return events

    def refuse(self) -> bool:
        """End a command that was refused; tell whether all it looked at was read in this pass."""
        for identifier, aggregate in self._touched.items():
            if aggregate is not None and aggregate.pending_events:
                self._spoilt.add(identifier)
        return self._fresh.issuperset(self._touched)

    def settled(self) -> bool:
        """Tell whether all the command looked at is as it is stored, read in this pass."""
        return self.refuse() and self._changed.isdisjoint(self._touched)

    def spoil(self) -> None:
        """End a command that failed in an unforeseen way: nothing it touched can be trusted."""
        self._spoilt.update(self._touched)

    def evict(self, ids: Iterable[UUID]) -> None:
        """Forget streams whose stored state is not what is in memory."""
        for identifier in ids:
            self._cache.pop(identifier, None)
            self._absent.discard(identifier)

    def forget(self) -> None:
        """Forget everything: something unforeseen happened in the middle of a batch."""
        self._cache.clear()
        self.end_pass()

    def touched(self) -> frozenset[UUID]:
        """Return the streams the current command looked at."""
        return frozenset(self._touched)

    def recorded(self, identifier: UUID) -> Aggregate | None:
        """Return what is in memory for a stream, if all of it has been recorded."""
        return None if identifier in self._spoilt else self._cache.get(identifier)

    def end_pass(self) -> None:
        """Drop what is spoilt, what is only known to be absent, and what is too much."""
        self.evict(self._spoilt)
        self._spoilt.clear()
        self._fresh.clear()
        self._absent.clear()
        self._changed.clear()
        self._unreadable.clear()
        while len(self._cache) > CACHED_STREAMS_MAX:
            self._cache.popitem(last=False)

    def _version(self, identifier: UUID) -> int:
        found = self._cache.get(identifier)
        return 0 if found is None else found.version

    def _rebuild(self, kept: Aggregate | None, events: Sequence[StoredEvent]) -> Aggregate | None:
        aggregate: Any = kept
        for stored in events:
            event = cast("CanMutateAggregate[UUID]", self._mapper.to_domain_event(stored))
            aggregate = event.mutate(aggregate)
        return cast("Aggregate | None", aggregate)
