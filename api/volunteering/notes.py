"""What people type as a reason: kept with the people, never in the log."""

from collections.abc import Iterable
from uuid import UUID

from api.auth import Caller
from api.idempotency import Stamp
from api.services import Services

NOTE_LENGTH_MAX = 500


def keep_note(
    given: Services, who: Caller, body: str | None, about: UUID, stamp: Stamp
) -> UUID | None:
    """Keep a note about somebody and return its ID; None if nothing was typed."""
    del given, who, body, about, stamp
    return None


def read_notes(given: Services, ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Return the notes that are still there by their IDs."""
    del given, ids
    return {}
