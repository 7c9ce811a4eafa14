"""Taking a scan back: by the key it was sent with, which only the phone that scanned knows."""

from datetime import datetime
from typing import Any
from uuid import UUID

from api.auth import Caller
from api.idempotency import KEY_PATTERN, Stamp
from api.services import Services
from ledger.kernel.receipts import repeat
from ledger.volunteering.commands import UndoScan
from ledger.volunteering.errors import NothingToUndoError


def answer_under(given: Services, who: Caller, key: str) -> dict[str, Any] | None:
    """Return what a key of the caller's own was answered with; None if it was never used."""
    if not KEY_PATTERN.fullmatch(key):
        return None
    full = f"{who.name_space}:{key}"
    found = given.ledger.store.load((), (full,)).receipts.get(full)
    return None if found is None else repeat(found, found.fingerprint).answer


def undo_of(given: Services, who: Caller, key: str, stamp: Stamp) -> UndoScan:
    """Return the command that takes back what was scanned under a key, or refuse."""
    scanned = (answer_under(given, who, key) or {}).get("scan")
    if scanned is None:
        raise NothingToUndoError
    return UndoScan(
        **stamp,
        activity_id=UUID(scanned["activity_id"]),
        person_id=UUID(scanned["person_id"]),
        undone_by=who.person_id,
        recorded_at=datetime.fromisoformat(scanned["recorded_at"]),
    )
