"""Taking a scan back: by the key it was sent with, which only the phone that scanned knows."""

from datetime import datetime
from typing import Any
from uuid import UUID

from api.auth import Caller
from api.execution import carry_out
from api.idempotency import KEY_PATTERN, Stamp
from api.services import Services
from ledger.kernel.ids import derive
from ledger.kernel.occurrence import OFFLINE_MAX, DeviceClock, ScanNeedsReviewError
from ledger.kernel.receipts import Recorded, repeat
from ledger.stations.taken_back_scan import TAKEN_BACK
from ledger.stations.visit_commands import TakeBackAhead, TakeBackDoubtfulVisit, TakeBackVisit
from ledger.volunteering.commands import UndoScan
from ledger.volunteering.errors import NothingToUndoError
from people.roles import Role


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


def taken_back_at(said: datetime | None, device_time: datetime | None, at: datetime) -> datetime:
    """Return when somebody took a scan back: what the phone says set right, or else now.

    The clock may be far off: it was so for the scan too.
    """
    if said is None:
        return at
    try:
        happened = DeviceClock.of(device_time, at).right(said)
    except ScanNeedsReviewError:
        return at
    return min(happened, at) if at - happened <= OFFLINE_MAX else at


def undo(given: Services, who: Caller, key: str, stamp: Stamp, happened_at: datetime) -> Recorded:
    """Take back what was scanned under a key; a rider also what has not arrived yet."""
    if who.role is not Role.RIDER:
        return carry_out(given, undo_of(given, who, key, stamp))
    told = answer_under(given, who, key)
    if told is None:
        ahead = carry_out(given, _ahead_of(who, key, stamp, happened_at))
        told = answer_under(given, who, key)  # it may have arrived just before that was noted
        if told is None:
            return ahead
    return carry_out(given, _visit_of(who, key, told, stamp, happened_at))


def _ahead_of(who: Caller, key: str, stamp: Stamp, happened_at: datetime) -> TakeBackAhead:
    if not KEY_PATTERN.fullmatch(key):
        raise NothingToUndoError
    # A key of its own: when this is sent again, the scan may have arrived and be taken back.
    return TakeBackAhead(
        **stamp | {"key": str(derive("taken-back-ahead", stamp["key"]))},
        scan_key=f"{who.name_space}:{key}",
        rider_id=who.person_id,
        taken_back_at=happened_at,
    )


def _visit_of(
    who: Caller, key: str, told: dict[str, Any], stamp: Stamp, happened_at: datetime
) -> TakeBackVisit | TakeBackDoubtfulVisit | TakeBackAhead:
    """Return the command that takes back the caller's own visit, or refuse what is none."""
    if told.get("result") == TAKEN_BACK:
        return _ahead_of(who, key, stamp, happened_at)
    own: dict[str, Any] = {**stamp, "rider_id": who.person_id, "taken_back_at": happened_at}
    if "doubtful_id" in told:
        return TakeBackDoubtfulVisit(**own, doubtful_id=UUID(told["doubtful_id"]))
    visit = told.get("visit")
    if visit is None or UUID(visit["rider_id"]) != who.person_id:
        raise NothingToUndoError
    return TakeBackVisit(
        **own,
        station_id=UUID(visit["station_id"]),
        scanned_at=datetime.fromisoformat(visit["scanned_at"]),
    )
