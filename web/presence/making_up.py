"""Making minutes up for somebody whose scans are missing, with a reason (补录)."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import Response, request, url_for

from api.auth import caller
from api.execution import carry_out
from api.permissions import Action, requires
from api.reach import today
from api.services import services
from api.volunteering.activities import managed_activity
from api.volunteering.notes import NOTE_LENGTH_MAX, noted
from api.volunteering.recording import is_wanting, zero_of
from api.volunteering.reviewing import attendance_within, due_on, make_up_of
from api.volunteering.ticking import require_listed
from ledger.kernel.errors import LedgerError
from ledger.kernel.receipts import Recorded
from ledger.volunteering.attendance import Attendance
from ledger.volunteering.errors import SupplementExceedsPlanError
from ledger.volunteering.minutes import whole_minutes
from ledger.volunteering.supplement import SupplementReason
from people.errors import PeopleError
from projections.volunteering.activities.rows import ActivityRow
from projections.volunteering.presence.views import AttendanceRow
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.forms import form_stamp
from web.messages_zh import SUPPLEMENT_REASONS, refusal
from web.presence.lists import wanting_rows
from web.rendering import Context, fresh_key, moved, page, see
from web.session import masked_name_of

pages = Pages("making_up")


@pages.get("/activities/<uuid:activity_id>/make-up")
@requires(Action.RECORD_PRESENCE)
@fresh
def make_up_form(activity_id: UUID) -> Response:
    """Ask how many minutes, and why scans are missing (补录)."""
    return _form(activity_id, _person(), None)


@pages.get("/attendances/<uuid:attendance_id>/make-up")
@requires(Action.RECORD_PRESENCE)
@fresh
def of_attendance(attendance_id: UUID) -> Response:
    """Lead from an attendance to the form of its activity and person."""
    row = attendance_within(services(), caller(), attendance_id)
    address = url_for(".make_up_form", activity_id=row.activity_id, person=row.person_id)
    return moved(address)


@pages.post("/activities/<uuid:activity_id>/make-up")
@requires(Action.RECORD_PRESENCE)
def make_up(activity_id: UUID) -> Response:
    """Enter the minutes for a second person to decide on (交去确认)."""
    stamp, person_id, typed = form_stamp(), _person(), _typed()
    activity = managed_activity(activity_id)

    def enter(text_id: UUID | None) -> Recorded:
        command = make_up_of(
            services(),
            caller(),
            activity_id,
            person_id,
            minutes=_minutes(activity, typed["minutes"]),
            reason=_reason(typed["reason"]),
            text_id=text_id,
            stamp=stamp,
        )
        return carry_out(services(), command)

    try:
        recorded = noted(stamp["key"], typed["note"] or None, person_id, enter)
    except (LedgerError, PeopleError) as no:
        return _form(activity_id, person_id, no)
    return see("pages_roll.roll", activity_id=activity_id, after=recorded.position)


@pages.post("/attendances/<uuid:attendance_id>/zero")
@requires(Action.RECORD_PRESENCE)
def state_zero(attendance_id: UUID) -> Response:
    """Leave somebody at no minutes (记 0 分钟)."""
    command = zero_of(services(), caller(), attendance_id, form_stamp())
    recorded = carry_out(services(), command)
    return see("pages_roll.roll", activity_id=command.activity_id, after=recorded.position)


@pages.get("/make-up")
@requires(Action.RECORD_PRESENCE)
@fresh
def wanting() -> Response:
    """List everybody of the unit whose leaving nobody saw, and nobody made up (待补录)."""
    return page("wanting.html", **wanting_rows())


def _person() -> UUID:
    asked = request.values.get("person", type=UUID)
    return asked if asked is not None else UUID(int=0)


def _typed() -> dict[str, str]:
    form = request.form
    return {name: form.get(name, "").strip() for name in ("minutes", "reason", "note")}


def _minutes(activity: ActivityRow, typed: str) -> int:
    """Return the minutes that were typed; what is no number is more than any plan."""
    if typed.isascii() and typed.isdigit() and len(typed) <= len("1440"):
        return int(typed)
    planned = whole_minutes(activity.starts_at, activity.ends_at)
    raise SupplementExceedsPlanError(planned_minutes=planned)


def _reason(typed: str) -> SupplementReason:
    return SupplementReason(typed) if typed in set(SupplementReason) else SupplementReason.OTHER


def _form(activity_id: UUID, person_id: UUID, no: LedgerError | PeopleError | None) -> Response:
    given, activity = services(), managed_activity(activity_id)
    require_listed(given, caller(), activity, person_id)
    row = given.views.attendances.of(Attendance.create_id(activity_id, person_id))
    due = due_on(given, activity.over_at)
    return page(
        "make_up.html",
        status_of_page(no),
        activity=_shown(activity),
        person={"person_id": person_id, "name": masked_name_of(person_id)},
        seen=_seen(row),
        planned=whole_minutes(activity.starts_at, activity.ends_at),
        due_on=due,
        is_late=_is_late(due),
        reasons=SUPPLEMENT_REASONS,
        typed=_typed(),
        zero=_zero(row),
        refusal=None if no is None else refusal(no.code),
        note_length_max=NOTE_LENGTH_MAX,
        key=fresh_key(),
        back=url_for("pages_roll.roll", activity_id=activity_id),
    )


def _shown(activity: ActivityRow) -> Context:
    names = ("activity_id", "title", "starts_at", "ends_at")
    return {name: getattr(activity, name) for name in names}


def _seen(row: AttendanceRow | None) -> Context | None:
    return None if row is None else {"came_at": row.came_at, "left_at": row.left_at}


def _zero(row: AttendanceRow | None) -> dict[str, Any] | None:
    """Return the form that leaves somebody at no minutes, where an end is missing for good."""
    if row is None or not is_wanting(row):
        return None
    address = url_for(".state_zero", attendance_id=row.attendance_id)
    return {"address": address, "key": fresh_key()}


def _is_late(due: date | None) -> bool:
    return due is not None and today() > due
