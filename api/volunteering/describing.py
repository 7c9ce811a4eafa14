"""The description of an activity: typed text, kept beside the log under an ID."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from api.services import services
from api.texts import with_text

T = TypeVar("T")


def described(
    key: str, body: str, kept_id: UUID | None, carry_out: Callable[[UUID | None], T]
) -> T:
    """Carry a command out with the ID of its description; one that stays as it is keeps its own."""
    cleaned = " ".join(body.split())
    if not cleaned:
        return carry_out(None)
    if kept_id is not None and description_of(kept_id) == cleaned:
        return carry_out(kept_id)
    return with_text(key, cleaned, None, carry_out)


def description_of(text_id: UUID | None) -> str:
    """Return the description of an activity; empty if it has none."""
    if text_id is None:
        return ""
    return services().texts.read([text_id]).get(text_id, "")
