"""Corrections and complaints as pages show them."""

from datetime import datetime, timedelta
from typing import Any

from api.feedback.acting import complaints_shown, corrections_shown
from api.services import services
from ledger.kernel.clock import local_date
from ledger.volunteering.correction import Wanted
from ledger.volunteering.feedback_errors import CorrectionOutOfBoundsError
from projections.volunteering.activities.rows import ActivityRow
from projections.volunteering.corrections.views import ComplaintRow, CorrectionRow
from projections.volunteering.presence.views import AttendanceRow
from web.feedback.zh import (
    COMPLAINT_KINDS,
    COMPLAINT_STATES,
    CORRECTION_REASONS,
    CORRECTION_STATES,
)
from web.formats import SHANGHAI, span
from web.rendering import Context, fresh_key
from web.volunteering.deadlines import answer_deadline, clock_of


def corrections(rows: list[CorrectionRow]) -> list[Context]:
    """Return corrections with what is now, what is wanted, and what came of it."""
    views = services().views
    activities = views.activities.several(it.activity_id for it in rows)
    attendances = views.attendances.several(it.attendance_id for it in rows)
    return [
        _correction(row, told, activities.get(row.activity_id), attendances.get(row.attendance_id))
        for row, told in zip(rows, corrections_shown(rows), strict=True)
    ]


def _correction(
    row: CorrectionRow,
    told: dict[str, Any],
    activity: ActivityRow | None,
    attendance: AttendanceRow | None,
) -> Context:
    now = attendance.minutes if attendance else 0
    decided = row.previous_minutes
    return {
        "attendance_id": row.attendance_id,
        "number": row.number,
        "activity_id": row.activity_id,
        "title": activity.title if activity else "志愿服务",
        "starts_at": activity.starts_at if activity else row.requested_at,
        "name": told["display_name"] or "已注销",
        "state": row.state,
        "state_words": CORRECTION_STATES[row.state],
        "reason": CORRECTION_REASONS[row.reason],
        "words": told["words"] or "",
        "answer": told["answer"] or "",
        "before_minutes": now if decided is None else decided,
        "before_span": _counted(attendance) if decided is None else "",
        "wants": wanted_words(row),
        "minutes": row.minutes,
        "held_minutes": row.held_minutes or 0,
        "counted": _span(row.counted_from, row.counted_to),
        "requested_at": row.requested_at,
        "decided_at": row.decided_at,
        "deadline": answer_deadline(told["answer_due_on"], services().clock()),
        "begins": clock_of(row.wants_from) if row.wants_from else "",
        "ends": clock_of(row.wants_to) if row.wants_to else "",
        "wants_minutes": row.wants_minutes,
        "accept_key": fresh_key(),
        "decline_key": fresh_key(),
    }


def wanted_words(row: CorrectionRow) -> str:
    """Say what was asked for: 09:00–10:50, or 110 分钟."""
    return _span(row.wants_from, row.wants_to) or f"{row.wants_minutes or 0} 分钟"


def complaints(rows: list[ComplaintRow]) -> list[Context]:
    """Return complaints with their answers; who complains is not told to those who answer."""
    activities = services().views.activities.several(it.activity_id for it in rows)
    shown = []
    for row, told in zip(rows, complaints_shown(rows), strict=True):
        activity = activities.get(row.activity_id)
        shown.append(
            {
                "complaint_id": row.complaint_id,
                "activity_id": row.activity_id,
                "title": activity.title if activity else "志愿服务",
                "kind": COMPLAINT_KINDS[row.kind],
                "state": row.state,
                "state_words": COMPLAINT_STATES[row.state],
                "words": told["words"] or "",
                "answer": told["answer"] or "",
                "made_at": row.made_at,
                "deadline": answer_deadline(told["answer_due_on"], services().clock()),
                "key": fresh_key(),
            }
        )
    return shown


def wanted_times(activity: ActivityRow, begins: str, ends: str) -> Wanted:
    """Read two times of day as moments of an activity; those after midnight are of the next day."""
    first, last = _moment(activity, begins), _moment(activity, ends)
    if first is None or last is None:
        raise CorrectionOutOfBoundsError
    if first < activity.starts_at and first + timedelta(days=1) <= activity.ends_at:
        first += timedelta(days=1)
    if last <= first:
        last += timedelta(days=1)
    return Wanted(first, last, None)


def _moment(activity: ActivityRow, clock: str) -> datetime | None:
    try:
        time = datetime.strptime(clock, "%H:%M").time()  # noqa: DTZ007 - the zone is added below
    except ValueError:
        return None
    return datetime.combine(local_date(activity.starts_at), time, tzinfo=SHANGHAI)


def _counted(attendance: AttendanceRow | None) -> str:
    if attendance is None or attendance.counted_from is None:
        return ""
    return _span(attendance.counted_from, attendance.counted_to)


def _span(first: datetime | None, last: datetime | None) -> str:
    return span(first, last) if first is not None and last is not None else ""
