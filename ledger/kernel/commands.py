"""Commands and the table of their handlers.

A command is plain, frozen data in the imperative. It carries everything the decision needs,
including the time, so that handlers never read a clock. A handler is a function that loads,
decides and answers; ``@handles`` enters it into the table and names the streams it will need,
so that a whole batch is loaded in one round trip.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

import msgspec

if TYPE_CHECKING:
    from ledger.kernel.session import Session

KEY_LENGTH_MAX = 120
"""Longest idempotency key, with the caller's ID in front of it."""

Answer = dict[str, Any]
"""What a command led to: plain values that msgspec can write. Kept in the receipt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Base of every command.

    ``key`` makes it happen once. ``fingerprint`` is a digest of what the client sent; left empty,
    the command's own values serve. ``at`` is when the server received it (UTC).
    """

    key: str
    at: datetime
    fingerprint: bytes = b""


StreamIds = Callable[[Any], Iterable[UUID]]
Handler = Callable[["Session", Any], Answer]


@dataclass(frozen=True, slots=True)
class Registered:
    """A handler and the streams it needs."""

    handler: Handler
    streams: StreamIds


HANDLERS: dict[type[Command], Registered] = {}

C = TypeVar("C", bound=Command)


def handles(
    command_class: type[C], *, streams: Callable[[C], Iterable[UUID]]
) -> Callable[[Callable[["Session", C], Answer]], Callable[["Session", C], Answer]]:
    """Enter a function into the table as the one handler of a command."""

    def register(handler: Callable[["Session", C], Answer]) -> Callable[["Session", C], Answer]:
        assert command_class not in HANDLERS, f"{command_class.__name__} has a handler already"
        HANDLERS[command_class] = Registered(handler, streams)
        return handler

    return register


def fingerprint_of(command: Command) -> bytes:
    """Digest what the client sent, so that a key cannot be reused for another command."""
    if command.fingerprint:
        return command.fingerprint
    sent = {
        field.name: getattr(command, field.name)
        for field in fields(command)
        if field.name not in ("key", "at", "fingerprint")
    }
    body = msgspec.msgpack.encode([type(command).__name__, sent])
    return sha256(body).digest()[:16]
