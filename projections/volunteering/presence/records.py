"""Rows of presence as they begin."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ledger.volunteering.attendance import Attendance
from ledger.volunteering.supplement import State
from projections.rows import Record

OPEN, ACCEPTED, REJECTED = "open", "accepted", "rejected"
"""Where a scan kept for review stands."""

SCANNED, UNDONE, CLOSED = "scanned", "undone", "closed"
"""What a line in the history of an attendance's scans tells."""

_EMPTY = (
    *("came_at", "left_at", "evidence_in", "evidence_out", "companion_id", "close_at"),
    *("closed_at", "served_on", "counted_from", "counted_to", "evidence", "zero_by"),
)


def attendance_of(
    attendance_id: UUID, event: Any, seen_at: datetime, recorded_at: datetime
) -> Record:
    """Begin an attendance, of which nothing counts yet."""
    return dict.fromkeys(_EMPTY) | {
        "attendance_id": attendance_id,
        "activity_id": event.activity_id,
        "person_id": event.person_id,
        "unit_code": event.unit_code,
        "seen_at": seen_at,
        "recorded_at": recorded_at,
        **dict.fromkeys(("minutes", "held_minutes", "points"), 0),
        "held_because": "",
        **dict.fromkeys(("is_supplementary", "is_late", "is_correction"), False),
    }


def count_of(event: Any, position: int) -> Record:
    """Write down what an attendance comes to from a position on."""
    names = (
        *("attendance_id", "person_id", "counted_from", "counted_to", "minutes"),
        *("previous_minutes", "held_minutes", "held_because", "evidence", "is_correction"),
        *("is_late", "occurred_at"),
    )
    return {"position": position} | {name: getattr(event, name) for name in names}


def supplement_of(event: Any) -> Record:
    """Begin a made-up entry, which nobody has decided on."""
    names = (
        *("activity_id", "person_id", "unit_code", "minutes", "reason", "text_id"),
        *("recorded_by", "is_late"),
    )
    return {
        **{name: getattr(event, name) for name in names},
        "supplement_id": event.originator_id,
        "attendance_id": Attendance.create_id(event.activity_id, event.person_id),
        "state": State.PROPOSED.value,
        "decided_by": None,
        "decline_text_id": None,
        "proposed_at": event.occurred_at,
        "decided_at": None,
    }


def doubt_of(event: Any) -> Record:
    """Begin a scan kept for review."""
    names = ("activity_id", "person_id", "unit_code", "refusal", "evidence", "device_id")
    return {
        **{name: getattr(event, name) for name in names},
        "doubtful_id": event.originator_id,
        "scanned_at": event.occurred_at,
        "recorded_at": event.recorded_at,
        "state": OPEN,
        "settled_by": None,
        "settled_at": None,
    }


def stands(event: Any, row: Record) -> bool:
    """Tell whether anything stands: a stay that lost an end again counts as if never counted."""
    whole = row["came_at"] is not None and row["left_at"] is not None
    return whole or event.is_correction or event.offered_from < event.offered_to


def stay_in(event: Any) -> Record:
    """Return the ends of the stay as an event tells them."""
    return {
        name: getattr(event, name) for name in ("came_at", "left_at", "evidence_in", "evidence_out")
    }
