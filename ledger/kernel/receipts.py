"""Receipts: what an idempotency key was answered with, kept so that a command happens once."""

from dataclasses import dataclass
from typing import Any

import msgspec

from ledger.kernel.errors import KeyReusedError

RECEIPT_DAYS = 400
"""How long a key is remembered."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """One key, what was asked with it, and what was answered."""

    key: str
    fingerprint: bytes
    position: int
    answer: bytes


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a command led to: its answer and the position of its last event in the log."""

    answer: dict[str, Any]
    position: int | None
    duplicate: bool = False


def write_answer(answer: dict[str, Any]) -> bytes:
    """Write an answer as the receipt keeps it."""
    return msgspec.msgpack.encode(answer)


def repeat(receipt: Receipt, fingerprint: bytes) -> Recorded:
    """Answer a repeated command from its receipt; raises KeyReusedError if it is another."""
    if receipt.fingerprint != fingerprint:
        raise KeyReusedError
    return Recorded(msgspec.msgpack.decode(receipt.answer), receipt.position, duplicate=True)
