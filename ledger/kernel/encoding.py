"""Encoding: events as self-describing msgpack maps, without pickles and class paths.

A stored event is ``{field: value}`` plus ``timestamp`` (and ``class_version`` above 1). Field
names cost some 60 bytes an event against arrays, and buy a log that can be read in fifty years
without this code (decision 0011).
"""

import dataclasses
from datetime import datetime
from functools import cache
from typing import Any, get_type_hints
from uuid import UUID

import msgspec
from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import (
    Mapper,
    MapperDeserialisationError,
    StoredEvent,
    Transcoder,
)
from eventsourcing.utils import get_topic, resolve_topic

_ENVELOPE = ("originator_id", "originator_version")
_encoder = msgspec.msgpack.Encoder(uuid_format="bytes")


class MsgpackTranscoder(Transcoder):
    """Writes plain values as msgpack; times and UUIDs come back by the event's own types."""

    def encode(self, obj: Any) -> bytes:
        """Write a value."""
        return _encoder.encode(obj)

    def decode(self, data: bytes) -> Any:
        """Read a value without knowing its type."""
        return msgspec.msgpack.decode(data)


class EventMapper(Mapper[UUID]):
    """Turns events into stored bytes and back, and old formats into today's."""

    def to_stored_event(self, domain_event: DomainEventProtocol[UUID]) -> StoredEvent:
        """Write an event in today's format of its class."""
        event_class = type(domain_event)
        state = dict(vars(domain_event))
        originator_id = state.pop("originator_id")
        originator_version = state.pop("originator_version")
        naive = [name for name, it in state.items() if isinstance(it, datetime) and not it.tzinfo]
        assert not naive, f"times without a zone: {naive}"
        version = getattr(event_class, "class_version", 1)
        if version > 1:
            state["class_version"] = version
        return StoredEvent(
            originator_id=originator_id,
            originator_version=originator_version,
            topic=get_topic(event_class),
            state=_encoder.encode(state),
        )

    def to_domain_event(self, stored_event: StoredEvent) -> DomainEventProtocol[UUID]:
        """Read an event of any version ever written; raises MapperDeserialisationError."""
        event_class: type[Any] = resolve_topic(stored_event.topic)
        try:
            state = _read(event_class, stored_event.state)
        except (msgspec.MsgspecError, KeyError) as error:
            raise MapperDeserialisationError(
                f"{stored_event.topic} of stream {stored_event.originator_id} "
                f"version {stored_event.originator_version}: {error}"
            ) from error
        state["originator_id"] = stored_event.originator_id
        state["originator_version"] = stored_event.originator_version
        event: DomainEventProtocol[UUID] = object.__new__(event_class)
        object.__setattr__(event, "__dict__", state)
        return event


def _read(event_class: Any, data: bytes) -> dict[str, Any]:
    decoder, struct = _decoder(event_class)
    version = getattr(event_class, "class_version", 1)
    try:
        read = decoder.decode(data)
    except msgspec.ValidationError:
        if version == 1:
            raise
        read = None  # perhaps of an older version
    if read is None or read.class_version != version:
        read = msgspec.convert(_upcast(event_class, msgspec.msgpack.decode(data), version), struct)
    state = msgspec.structs.asdict(read)
    del state["class_version"]
    return state


def _upcast(event_class: Any, state: dict[str, Any], version: int) -> dict[str, Any]:
    """Bring what an older version wrote to today's, one version at a time."""
    written = state.get("class_version", 1)
    if written > version:
        raise msgspec.ValidationError(f"written by version {written}, this is {version}")
    for step in range(written, version):
        getattr(event_class, f"upcast_v{step}_v{step + 1}")(state)
    return state | {"class_version": version}


@cache
def _decoder(event_class: type[Any]) -> tuple[msgspec.msgpack.Decoder[Any], type[msgspec.Struct]]:
    """Build a typed reader from the annotations of an event class."""
    hints = get_type_hints(event_class)
    names = [field.name for field in dataclasses.fields(event_class)]
    fields: list[Any] = [(name, hints[name]) for name in names if name not in _ENVELOPE]
    fields.append(("class_version", int, 1))
    struct = msgspec.defstruct(
        f"{event_class.__name__}State", fields, forbid_unknown_fields=True, kw_only=True
    )
    return msgspec.msgpack.Decoder(struct), struct
