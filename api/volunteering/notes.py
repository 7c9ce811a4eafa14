"""What people type as a reason: kept with the people, never in the log."""

from collections.abc import Callable, Iterable
from typing import TypeVar
from uuid import UUID

from api.services import Services
from api.texts import with_text
from people.texts import TEXT_LENGTH_MAX

NOTE_LENGTH_MAX = TEXT_LENGTH_MAX
T = TypeVar("T")


def noted(
    key: str, note: str | None, about: UUID | None, carry_out: Callable[[UUID | None], T]
) -> T:
    """Carry a command out with the ID of a note about somebody; without one if none was typed."""
    if not note:
        return carry_out(None)
    return with_text(key, note, about, carry_out)


def read_notes(given: Services, ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Return the notes that are still there by their IDs."""
    return given.texts.read(it for it in ids if it is not None)
