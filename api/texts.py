"""Texts beside commands: kept before the command that carries their ID."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from api.auth import caller
from api.services import services
from ledger.kernel.errors import LedgerError
from ledger.kernel.ids import derive

T = TypeVar("T")


def with_text(key: str, body: str, about: UUID | None, carry_out: Callable[[UUID], T]) -> T:
    """Keep a text for a command with this key, and carry the command out with the text's ID.

    The ID follows from the key, so that a repeated request keeps nothing twice. What this request
    kept goes again when its command is refused.
    """
    texts, text_id = services().texts, derive("text", key)
    was_there = texts.has(text_id)
    now = services().clock()
    texts.keep(body, about=about, by=caller().person_id, now=now, text_id=text_id)
    try:
        return carry_out(text_id)
    except LedgerError:
        if not was_there:
            texts.drop(text_id)
        raise
