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
        self._touched: dict[UUID, Aggregate | None] = {}

    # For handlers ------------------------------------------------------------

    def find(self, cls: type[A], identifier: UUID) -> A | None:
        """Return the aggregate of a stream, or None if nothing was ever recorded there."""
        if identifier in self._spoilt:
            raise StaleError([identifier])
        found = self._cache.get(identifier)
        if found is None and identifier not in self._absent:
            raise StaleError([identifier])
        self._touched[identifier] = found
        if found is None:
            return None
        assert isinstance(found, cls), f"{identifier} is a {type(found).__name__}"
        self._cache.move_to_end(identifier)
        return found

    def require(self, *identifiers: UUID) -> None:
        """Ask for several streams at once that the command could not name beforehand."""
        needed = self.missing(identifiers) | self._spoilt.intersection(identifiers)
        if needed:
            raise StaleError(needed)

    def add(self, aggregate: Aggregate) -> None:
        """Take a new aggregate into the batch."""
        self._cache[aggregate.id] = aggregate
        self._touched[aggregate.id] = aggregate
        self._absent.discard(aggregate.id)

    # For the leader ----------------------------------------------------------

    def missing(self, ids: Iterable[UUID]) -> set[UUID]:
        """Tell which streams must be read before anything can be decided on them."""
        return {it for it in ids if it not in self._cache and it not in self._absent}

    def take(self, loaded: Loaded) -> None:
        """Believe what was just read."""
        for identifier, events in loaded.events.items():
            aggregate = self._rebuild(loaded.snapshots.get(identifier), events)
            if aggregate is None:
                self._absent.add(identifier)
            else:
                self._cache[identifier] = aggregate
            self._fresh.add(identifier)
            self._spoilt.discard(identifier)

    def begin(self) -> None:
        """Start a command: nothing touched yet."""
        self._touched.clear()

    def collect(self) -> list[CanMutateAggregate[UUID]]:
        """End a command that was decided: return its events, stream by stream."""
        events: list[CanMutateAggregate[UUID]] = []
        for aggregate in self._touched.values():
            if aggregate is not None and aggregate.pending_events:
                events.extend(aggregate.collect_events())
        return events

    def refuse(self) -> bool:
        """End a command that was refused; tell whether all it looked at was read in this pass."""
        trusted = all(identifier in self._fresh for identifier in self._touched)
        for identifier, aggregate in self._touched.items():
            if aggregate is not None and aggregate.pending_events:
                self._spoilt.add(identifier)
        return trusted

    def evict(self, ids: Iterable[UUID]) -> None:
        """Forget streams whose stored state is not what is in memory."""
        for identifier in ids:
            self._cache.pop(identifier, None)
            self._absent.discard(identifier)

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
        while len(self._cache) > CACHED_STREAMS_MAX:
            self._cache.popitem(last=False)

    def _rebuild(
        self, snapshot: StoredEvent | None, events: Sequence[StoredEvent]
    ) -> Aggregate | None:
        aggregate: Any = None if snapshot is None else restore(snapshot)
        for stored in events:
            event = cast("CanMutateAggregate[UUID]", self._mapper.to_domain_event(stored))
            aggregate = event.mutate(aggregate)
        return cast("Aggregate | None", aggregate)
