"""What volunteers say about their service: a correction, a complaint, an evaluation."""

from uuid import UUID

from flask import Response, request

from api.auth import caller
from api.execution import answer_of, carry_out
from api.feedback.acting import ask, complain, evaluate, own_attendance
from api.permissions import Action, requires
from api.services import services
from api.volunteering.activities import activity_of
from ledger.kernel.errors import LedgerError
from ledger.volunteering.complaint import ComplaintKind
from ledger.volunteering.correction import CorrectionReason
from ledger.volunteering.evaluation import STARS_MAX, STARS_MIN, Direction
from ledger.volunteering.feedback_commands import WithdrawComplaint, WithdrawCorrection
from ledger.volunteering.minutes import OVERRUN_GRACE
from people.errors import PeopleError, TextMissingError
from people.texts import TEXT_LENGTH_MAX
from projections.volunteering.presence.views import AttendanceRow
from web import messages_zh
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.feedback import zh
from web.feedback.waiting import SHOWN, next_of
from web.feedback.words import complaints, corrections, wanted_times
from web.forms import form_stamp
from web.rendering import fresh_key, page, see
from web.volunteering.deadlines import clock_of

pages = Pages("speaking")


@pages.get("/attendances/<uuid:attendance_id>/correction")
@requires(Action.SEE_SELF)
@fresh
def correction(attendance_id: UUID) -> Response:
    """Show how one's attendance was counted, and offer to ask for a correction (提出更正)."""
    return _correction_page(own_attendance(attendance_id), None)


@pages.post("/attendances/<uuid:attendance_id>/correction")
@requires(Action.SPEAK_UP)
def request_correction(attendance_id: UUID) -> Response:
    """Ask for it (提出更正)."""
    row, form = own_attendance(attendance_id), request.form
    activity = activity_of(row.activity_id)
    reason = form.get("reason", "")
    chosen = CorrectionReason(reason) if reason in set(CorrectionReason) else CorrectionReason.OTHER
    try:
        wanted = wanted_times(activity, form.get("begins", ""), form.get("ends", ""))
        recorded = ask(form_stamp(), row, wanted, chosen, form.get("words", "").strip() or None)
    except (LedgerError, PeopleError) as no:
        return _correction_page(row, no)
    after = answer_of(recorded)["position"]
    return see(".correction", attendance_id=attendance_id, after=after)


@pages.post("/attendances/<uuid:attendance_id>/correction/<int:number>/withdrawal")
@requires(Action.SPEAK_UP)
def withdraw_correction(attendance_id: UUID, number: int) -> Response:
    """Take it back (撤回)."""
    row = own_attendance(attendance_id)
    command = WithdrawCorrection(
        **form_stamp(), attendance_id=attendance_id, number=number, person_id=row.person_id
    )
    after = answer_of(carry_out(services(), command))["position"]
    return see(".correction", attendance_id=attendance_id, after=after)


@pages.get("/me/corrections")
@requires(Action.SEE_SELF)
@fresh
def own() -> Response:
    """List what one asked for and complained about, with the answers (我的更正和投诉)."""
    views, person_id = services().views, caller().person_id
    before = request.args.get("before", type=int)
    complaints_before = request.args.get("complaints_before", type=int)
    found = [] if complaints_before else views.corrections.of_person(person_id, SHOWN, before)
    made = [] if before else views.complaints.of_person(person_id, SHOWN, complaints_before)
    return page(
        "corrections_own.html",
        corrections=corrections(found),
        complaints=complaints(made),
        next_address=next_of(found, "before", ".own"),
        complaints_next=next_of(made, "complaints_before", ".own"),
    )


@pages.get("/activities/<uuid:activity_id>/complaint")
@requires(Action.SPEAK_UP)
@fresh
def complaint(activity_id: UUID) -> Response:
    """Offer to complain about an activity (投诉)."""
    return _complaint_page(activity_id, None)


@pages.post("/activities/<uuid:activity_id>/complaint")
@requires(Action.SPEAK_UP)
def make_complaint(activity_id: UUID) -> Response:
    """Complain (投诉)."""
    form, kind = request.form, request.form.get("kind", "")
    try:
        if kind not in set(ComplaintKind):
            raise TextMissingError("no kind was chosen")
        recorded = complain(form_stamp(), activity_id, ComplaintKind(kind), form.get("words", ""))
    except (LedgerError, PeopleError) as no:
        return _complaint_page(activity_id, no)
    return see(".own", after=answer_of(recorded)["position"])


@pages.post("/complaints/<uuid:complaint_id>/withdrawal")
@requires(Action.SPEAK_UP)
def withdraw_complaint(complaint_id: UUID) -> Response:
    """Take one's own complaint back (撤回)."""
    person_id = caller().person_id
    command = WithdrawComplaint(**form_stamp(), complaint_id=complaint_id, person_id=person_id)
    return see(".own", after=answer_of(carry_out(services(), command))["position"])


@pages.get("/activities/<uuid:activity_id>/evaluation")
@requires(Action.SPEAK_UP)
@fresh
def evaluation(activity_id: UUID) -> Response:
    """Offer to evaluate an activity one came to (评价)."""
    return _evaluation_page(activity_id, None)


@pages.post("/activities/<uuid:activity_id>/evaluation")
@requires(Action.SPEAK_UP)
def keep_evaluation(activity_id: UUID) -> Response:
    """Evaluate it, or anew within seven days (评价)."""
    stars = request.form.get("stars", 0, type=int)
    try:
        if not STARS_MIN <= stars <= STARS_MAX:
            raise TextMissingError("no stars were chosen")
        recorded = evaluate(form_stamp(), activity_id, caller().person_id, stars)
    except (LedgerError, PeopleError) as no:
        return _evaluation_page(activity_id, no)
    after = answer_of(recorded)["position"]
    return see(".evaluation", activity_id=activity_id, after=after)


def _correction_page(row: AttendanceRow, no: LedgerError | PeopleError | None) -> Response:
    views, activity = services().views, activity_of(row.activity_id)
    asked = views.corrections.of(row.attendance_id)
    first, last = row.counted_from or row.came_at, row.counted_to or row.left_at
    return page(
        "correction.html",
        status_of_page(no),
        attendance_id=row.attendance_id,
        activity=activity,
        came_at=row.came_at,
        left_at=row.left_at,
        minutes=row.minutes,
        held_minutes=row.held_minutes,
        counts=views.attendances.history(row.attendance_id),
        asked=corrections(asked),
        waits=any(it.state == "open" for it in asked),
        over=services().clock() >= activity.ends_at,
        latest=activity.ends_at + OVERRUN_GRACE,
        typed={
            "begins": request.form.get("begins") or clock_of(first or activity.starts_at),
            "ends": request.form.get("ends") or clock_of(last or activity.ends_at),
            "reason": request.form.get("reason", ""),
            "words": request.form.get("words", ""),
        },
        reasons=list(zh.CORRECTION_REASONS.items()),
        length_max=TEXT_LENGTH_MAX,
        key=fresh_key(),
        refusal=None if no is None else messages_zh.refusal(no.code),
    )


def _complaint_page(activity_id: UUID, no: LedgerError | PeopleError | None) -> Response:
    return page(
        "complaint.html",
        status_of_page(no),
        activity=activity_of(activity_id),
        typed={"kind": request.form.get("kind", ""), "words": request.form.get("words", "")},
        kinds=list(zh.COMPLAINT_KINDS.items()),
        length_max=TEXT_LENGTH_MAX,
        key=fresh_key(),
        refusal=None if no is None else messages_zh.refusal(no.code),
    )


def _evaluation_page(activity_id: UUID, no: LedgerError | PeopleError | None) -> Response:
    views, person_id = services().views.evaluations, caller().person_id
    said = views.of(activity_id, person_id, Direction.ACTIVITY)
    heard = views.of(activity_id, person_id, Direction.VOLUNTEER)
    return page(
        "evaluation.html",
        status_of_page(no),
        activity=activity_of(activity_id),
        stars=said.stars if said else 0,
        said_at=(said.changed_at or said.given_at) if said else None,
        stars_of_me=heard.stars if heard else 0,
        choices=list(zh.STARS.items()),
        key=fresh_key(),
        refusal=None if no is None else messages_zh.refusal(no.code),
    )
