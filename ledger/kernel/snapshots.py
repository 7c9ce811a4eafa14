"""Snapshots: the state of a long stream, kept so that a cold load stays short.

An aggregate that may grow long declares ``STATE`` (attribute name -> type); only such classes
are kept. A snapshot of an older shape is ignored on reading, never an error: events are truth.
"""

from datetime import datetime
from functools import cache
from hashlib import sha256
from typing import Any

import msgspec
from eventsourcing.domain import Aggregate
from eventsourcing.persistence import StoredEvent
from eventsourcing.utils import get_topic, resolve_topic

SNAPSHOT_EVERY = 200
"""A stream is kept every so many events, so that a cold load reads at most this many."""

_encoder = msgspec.msgpack.Encoder(uuid_format="bytes")


def is_due(aggregate: Aggregate, before: int) -> bool:
    """Tell whether a stream that grew from version ``before`` has passed a mark."""
    if not getattr(type(aggregate), "STATE", None):
        return False
    return aggregate.version // SNAPSHOT_EVERY > before // SNAPSHOT_EVERY


def take(aggregate: Aggregate) -> StoredEvent:
    """Write down the state of an aggregate."""
    cls: Any = type(aggregate)
    state = {name: getattr(aggregate, name) for name in cls.STATE}
    envelope = {
        "shape": shape_of(cls),
        "created_on": aggregate.created_on,
        "modified_on": aggregate.modified_on,
    }
    return StoredEvent(
        originator_id=aggregate.id,
        originator_version=aggregate.version,
        topic=get_topic(cls),
        state=_encoder.encode(state | envelope),
    )


def restore(stored: StoredEvent) -> Aggregate | None:
    """Bring an aggregate back as it was at a version; None if it was kept in another shape."""
    cls: Any = resolve_topic(stored.topic)
    try:
        kept = _decoder(cls).decode(stored.state)
    except msgspec.MsgspecError:
        return None
    state = msgspec.structs.asdict(kept)
    if state.pop("shape") != shape_of(cls):
        return None
    aggregate: Aggregate = object.__new__(cls)
    created_on = state.pop("created_on")
    aggregate.__base_init__(stored.originator_id, stored.originator_version, created_on)
    aggregate.modified_on = state.pop("modified_on")
    vars(aggregate).update(state)
    return aggregate


@cache
def shape_of(cls: Any) -> str:
    """Name the shape in which a class is kept; it changes with every attribute and its type."""
    return sha256(repr(list(cls.STATE.items())).encode()).hexdigest()[:16]


@cache
def _decoder(cls: Any) -> msgspec.msgpack.Decoder[Any]:
    envelope = [("shape", str), ("created_on", datetime), ("modified_on", datetime)]
    fields = [*cls.STATE.items(), *envelope]
    struct = msgspec.defstruct(f"{cls.__name__}Snapshot", fields)
    return msgspec.msgpack.Decoder(struct)
