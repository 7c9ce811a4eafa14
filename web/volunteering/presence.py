"""Who was where: attendances as pages show them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from api.services import services
from api.volunteering.activities import all_rows
from api.volunteering.recording import is_wanting
from ledger.volunteering.attendance import Attendance
from ledger.volunteering.evidence import Evidence, weakest
from ledger.volunteering.minutes import counted_interval, whole_minutes
from ledger.volunteering.supplement import State
from projections.volunteering.activities.rows import ActivityRow
from projections.volunteering.presence.reviews import SupplementRow
from projections.volunteering.presence.views import AttendanceRow

#: What the ledger calls a way to know, and its key of `messages_zh.EVIDENCE`.
GRADE = {
    Evidence.OWN_SCAN: "self",
    Evidence.OWN_CODE: "self",
    Evidence.STAFF_SCAN: "assisted",
    Evidence.WITNESS: "witnessed",
    Evidence.BACK_OFFICE: "supplementary",
}


def was_there(row: AttendanceRow) -> bool:
    """Tell whether anything of an attendance stands: a scan that was not taken back, or minutes."""
    return row.came_at is not None or row.left_at is not None or row.evidence is not None


def presence_of(activity_id: UUID) -> tuple[int, int]:
    """Return how many have checked in, and how many of them out again."""
    rows = [it for it in all_rows(activity_id) if was_there(it)]
    return len(rows), sum(row.left_at is not None for row in rows)


def own_row(activity_id: UUID, person_id: UUID) -> AttendanceRow | None:
    """Return somebody's attendance at an activity, if they came and it was not taken back."""
    row = services().views.attendances.of(Attendance.create_id(activity_id, person_id))
    return row if row is not None and was_there(row) else None


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


def confirmed_by(row: AttendanceRow) -> list[UUID]:
    """Return who has confirmed minutes that still wait for one more person."""
    if not row.held_minutes:
        return []
    people: list[UUID] = []
    for it in services().views.attendances.confirmations(row.attendance_id):
        people = [] if it.completes else [*people, it.confirmed_by]
    return people


def state_of(row: AttendanceRow, supplements: list[SupplementRow]) -> tuple[str, str]:
    """Return where an attendance stands, in words, and the tone of its tag."""
    held = "待两人确认" if row.held_because == "over_cap" else "待另一人确认"
    whole = row.came_at is not None and row.left_at is not None
    cases = (
        (any(it.state == State.PROPOSED for it in supplements), ("补录待确认", "warn")),
        (row.held_minutes > 0, (held, "warn")),
        (is_wanting(row), ("待补", "warn")),
        (row.is_correction, ("已更正", "info")),
        (row.evidence is not None, ("记好了", "ok")),
        (row.zero_by is not None, ("记 0 分钟", "")),
        (whole, ("不计时长", "")),
        (not was_there(row), ("撤销了", "")),
        (row.came_at is None, ("没有签到", "info")),
    )
    return next((told for holds, told in cases if holds), ("还没签退", "info"))


def record_rows(
    rows: Sequence[AttendanceRow], waiting: frozenset[UUID] = frozenset()
) -> list[dict[str, Any]]:
    """Return times of the service record, and where they stand.

    ``waiting`` are the attendances whose made-up minutes wait for a second person.
    """
    activities = services().views.activities.several(it.activity_id for it in rows)
    return [_record_row(it, activities.get(it.activity_id), waiting) for it in rows]


def _record_row(
    row: AttendanceRow, activity: ActivityRow | None, waiting: frozenset[UUID]
) -> dict[str, Any]:
    known = [it for it in (row.evidence_in, row.evidence_out) if it]
    grade = Evidence(row.evidence) if row.evidence else weakest(*known or [Evidence.OWN_SCAN])
    state, tone = ("补录待确认", "warn") if row.attendance_id in waiting else state_of(row, [])
    is_counted = row.evidence is not None and not row.held_minutes
    return {
        "attendance_id": row.attendance_id,
        "activity_id": row.activity_id,
        "title": activity.title if activity else "志愿服务",
        "starts_at": activity.starts_at if activity else row.seen_at,
        "evidence": GRADE[grade],
        "minutes": row.minutes,
        "state": "" if is_counted and not row.is_correction else state,
        "tone": tone,
    }
