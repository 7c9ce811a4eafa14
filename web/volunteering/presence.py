"""Who was where: attendances as pages show them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from api.services import services
from api.volunteering.activities import all_rows
from ledger.volunteering.attendance import NO_CHECK_OUT_CLOSES, Attendance
from ledger.volunteering.evidence import Evidence, weakest
from ledger.volunteering.minutes import counted_interval, whole_minutes
from projections.volunteering.presence.views import AttendanceRow
from projections.volunteering.views import ActivityRow

#: What the ledger calls a way to know, and its key of `messages_zh.EVIDENCE`.
GRADE = {
    Evidence.OWN_SCAN: "self",
    Evidence.OWN_CODE: "self",
    Evidence.STAFF_SCAN: "assisted",
    Evidence.WITNESS: "witnessed",
    Evidence.BACK_OFFICE: "supplementary",
}


def presence_of(activity_id: UUID) -> tuple[int, int]:
    """Return how many have checked in, and how many of them out again."""
    rows = all_rows(activity_id)
    return len(rows), sum(row.left_at is not None for row in rows)


def own_row(activity_id: UUID, person_id: UUID) -> AttendanceRow | None:
    """Return somebody's attendance at an activity, if they came."""
    return services().views.attendances.of(Attendance.create_id(activity_id, person_id))


def mine_at(activity_id: UUID, person_id: UUID) -> dict[str, Any] | None:
    """Return where somebody stands at an activity; None before they came."""
    row = own_row(activity_id, person_id)
    if row is None:
        return None
    return {
        "state": "in" if row.left_at is None else "out",
        "checked_in_at": row.came_at,
        "checked_out_at": row.left_at,
        "minutes": row.minutes,
        "points": row.points,
    }


def counted_until(row: AttendanceRow, activity: ActivityRow, now: datetime) -> int:
    """Return the minutes that would count if somebody left now."""
    first, last = counted_interval(
        row.came_at or row.seen_at, now, starts_at=activity.starts_at, ends_at=activity.ends_at
    )
    return whole_minutes(first, last)


def record_row(row: AttendanceRow, now: datetime) -> dict[str, Any]:
    """Return one time of the service record: counted, still open, or in want of a check-out."""
    activity = services().views.activities.of(row.activity_id)
    ends_at = activity.ends_at if activity else row.seen_at
    closed = now > ends_at + NO_CHECK_OUT_CLOSES
    open_state = "missing" if closed else "open"
    known = [it for it in (row.evidence_in, row.evidence_out) if it]
    grade = Evidence(row.evidence) if row.evidence else weakest(*known)
    return {
        "activity_id": row.activity_id,
        "title": activity.title if activity else "志愿服务",
        "starts_at": activity.starts_at if activity else row.seen_at,
        "evidence": GRADE[grade],
        "minutes": row.minutes,
        "state": "counted" if row.evidence or _is_whole(row) else open_state,
    }


def _is_whole(row: AttendanceRow) -> bool:
    return row.came_at is not None and row.left_at is not None
