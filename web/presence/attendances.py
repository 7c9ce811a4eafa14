"""One attendance with all that is known of it: for the volunteer, and for those who record."""

from datetime import datetime, timedelta
from uuid import UUID

from flask import Response, url_for

from api.auth import caller
from api.permissions import Action, may, requires
from api.reading import settled
from api.services import services
from api.volunteering.notes import read_notes
from api.volunteering.recording import is_wanting
from ledger.volunteering.errors import AttendanceNotFoundError
from projections.volunteering.presence.records import CLOSED, UNDONE
from projections.volunteering.presence.reviews import SupplementRow
from projections.volunteering.presence.views import AttendanceRow, CountRow, ScanRow
from web import formats
from web.blueprints import Pages, fresh
from web.messages_zh import GRADES, HELD_REASONS, SUPPLEMENT_REASONS, SUPPLEMENT_STATES
from web.rendering import Context, page
from web.session import masked_name_of
from web.units import unit_name
from web.volunteering.presence import confirmed_by, state_of

pages = Pages("attendances")

LATE_UPLOAD = timedelta(seconds=60)
"""Times that differ by more are both shown."""


@pages.get("/attendances/<uuid:attendance_id>")
@requires(Action.SEE_SELF)
@fresh
def attendance(attendance_id: UUID) -> Response:
    """Show both scans, what they come to, and everything it ever came to (一次服务)."""
    row, own = _seen(attendance_id)
    activity = services().views.activities.of(row.activity_id)
    supplements = services().views.supplements.of_attendance(attendance_id)
    recorder = may(caller().role, Action.RECORD_PRESENCE) and caller().reaches(row.unit_code)
    state, tone = state_of(row, supplements)
    return page(
        "attendance.html",
        activity={
            "activity_id": row.activity_id,
            "title": activity.title if activity else "志愿服务",
            "place": activity.place if activity else "",
            "starts_at": activity.starts_at if activity else row.seen_at,
            "ends_at": activity.ends_at if activity else row.seen_at,
            "unit_name": unit_name(row.unit_code),
        },
        own=own,
        name="" if own else masked_name_of(row.person_id),
        state=state,
        tone=tone,
        came=_end(row.came_at, row.evidence_in),
        left=_end(row.left_at, row.evidence_out),
        companion=masked_name_of(row.companion_id),
        grade=GRADES[row.evidence] if row.evidence else "",
        counted={"first": row.counted_from, "last": row.counted_to} if row.counted_from else None,
        minutes=row.minutes,
        held_minutes=row.held_minutes,
        held=_held(row),
        points=row.points,
        is_late=row.is_late,
        story=_story(row, supplements),
        correction=url_for_correction(row) if own else "",
        make_up=url_for("pages_making_up.of_attendance", attendance_id=attendance_id)
        if recorder and is_wanting(row)
        else "",
        back=_back(row, own=own),
    )


def _back(row: AttendanceRow, *, own: bool) -> str:
    """Return the list one comes from: the own record, the roll, or what looks odd."""
    if own:
        return "/me/service-record"
    if may(caller().role, Action.SEE_ROLL):
        return url_for("pages_roll.roll", activity_id=row.activity_id)
    return url_for("pages_flags.flags")


def url_for_correction(row: AttendanceRow) -> str:
    """Return where a correction is asked for."""
    return f"/attendances/{row.attendance_id}/correction"


def _seen(attendance_id: UUID) -> tuple[AttendanceRow, bool]:
    """Return an attendance that is the caller's own or of the unit; others seem not to exist."""
    given, who = services(), caller()
    row = settled(given, lambda: given.views.attendances.of(attendance_id))
    if row is not None and row.person_id == who.grant.person_id:
        return row, True
    sees = may(who.role, Action.SEE_ROLL) or may(who.role, Action.SEE_FLAGS)
    if row is None or not (sees and who.reaches(row.unit_code)):
        raise AttendanceNotFoundError
    return row, False


def _end(at: datetime | None, evidence: str | None) -> Context | None:
    return None if at is None or evidence is None else {"at": at, "words": GRADES[evidence]}


def _held(row: AttendanceRow) -> Context | None:
    if not row.held_minutes:
        return None
    return {"why": HELD_REASONS[row.held_because], "confirmed": len(confirmed_by(row))}


def _story(row: AttendanceRow, supplements: list[SupplementRow]) -> list[Context]:
    """Return everything that happened, in the order it was recorded, old figures beside new."""
    known = services().views.attendances
    told: list[tuple[datetime, int, Context]] = []
    for n, scan in enumerate(known.scans(row.attendance_id)):
        told.append((scan.recorded_at, n, _scan_story(scan)))
    for n, count in enumerate(known.history(row.attendance_id)):
        told.append((count.occurred_at, 100 + n, _count_story(count)))
    for n, stood in enumerate(known.confirmations(row.attendance_id)):
        words = f"{masked_name_of(stood.confirmed_by) or '已注销'} 确认了 {stood.minutes} 分钟"
        told.append((stood.occurred_at, 90 + n, _step(stood.occurred_at, words)))
    notes = read_notes(
        services(), [it for row in supplements for it in (row.text_id, row.decline_text_id)]
    )
    for it in supplements:
        told += _supplement_story(it, notes)
    told.sort(key=lambda it: it[:2])
    return [it for _, _, it in told]


def _scan_story(scan: ScanRow) -> Context:
    if scan.kind == CLOSED:
        return _step(scan.recorded_at, "结束两小时没有签退，先记 0 分钟")
    if scan.kind == UNDONE:
        words = f"撤销了 {formats.clock(scan.occurred_at)} 的扫码"
        return _step(scan.recorded_at, words, _by(scan.recorded_by))
    late = scan.recorded_at - scan.occurred_at > LATE_UPLOAD
    more = [
        _by(scan.recorded_by),
        f"作证的是 {masked_name_of(scan.witness_id) or '已注销'}" if scan.witness_id else "",
        f"{_moment(scan.recorded_at)} 才传到" if late else "",
    ]
    words = f"{_moment(scan.occurred_at)} {GRADES.get(scan.evidence or '', '扫码')}"
    return _step(scan.recorded_at, words, "，".join(it for it in more if it))


def _count_story(count: CountRow) -> Context:
    words = f"记 {count.minutes} 分钟"
    if count.is_correction:
        words = f"更正为 {count.minutes} 分钟"
    more = [
        f"{formats.span(count.counted_from, count.counted_to)}" if count.minutes else "",
        f"{count.held_minutes} 分钟待确认" if count.held_minutes else "",
        GRADES[count.evidence],
        "迟记" if count.is_late else "",
    ]
    step = _step(count.occurred_at, words, "，".join(it for it in more if it))
    return step | {"old": count.previous_minutes or None}


def _supplement_story(
    it: SupplementRow, notes: dict[UUID, str]
) -> list[tuple[datetime, int, Context]]:
    said = notes.get(it.text_id, "") if it.text_id else ""
    reason = f"{SUPPLEMENT_REASONS[it.reason]}{f'：“{said}”' if said else ''}"
    by = masked_name_of(it.recorded_by) or "已注销"
    late = "，迟记" if it.is_late else ""
    words = f"{by} 补录 {it.minutes} 分钟{late}"
    told = [(it.proposed_at, 50, _step(it.proposed_at, words, reason))]
    if it.decided_at is not None:
        no = notes.get(it.decline_text_id, "") if it.decline_text_id else ""
        decided = f"{masked_name_of(it.decided_by) or '已注销'} {SUPPLEMENT_STATES[it.state][0]}"
        told.append((it.decided_at, 60, _step(it.decided_at, decided, f"“{no}”" if no else "")))
    return told


def _step(at: datetime, words: str, more: str = "") -> Context:
    return {"at": at, "words": words, "more": more, "old": None}


def _by(person_id: UUID | None) -> str:
    return f"由 {masked_name_of(person_id) or '已注销'} 办" if person_id else ""


def _moment(at: datetime) -> str:
    return f"{formats.day(at)} {formats.clock(at)}"
