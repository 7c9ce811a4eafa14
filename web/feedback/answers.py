"""What leaders and clerks answer: corrections, complaints; and how volunteers served."""

from uuid import UUID

from flask import Response, request, url_for

from api.auth import caller
from api.execution import answer_of
from api.feedback.acting import (
    accept,
    answer_complaint,
    answered_attendance,
    complaint_of,
    decline,
    evaluate,
)
from api.permissions import Action, requires
from api.persons.names import names_for
from api.services import services
from api.volunteering.activities import activity_of, managed_activity, roll_need
from ledger.kernel.errors import LedgerError
from ledger.volunteering.correction import Wanted
from ledger.volunteering.evaluation import STARS_MAX, STARS_MIN, Direction
from people.errors import PeopleError, TextMissingError
from web import messages_zh
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.feedback import zh
from web.feedback.waiting import waiting_page
from web.feedback.words import wanted_times
from web.forms import form_stamp
from web.rendering import fresh_key, page, see

pages = Pages("answering")

PEOPLE_SHOWN = 50


@pages.get("/corrections")
@requires(Action.ANSWER_CORRECTION)
@fresh
def waiting() -> Response:
    """List what waits for an answer: the record as it is beside what is wanted (待答复)."""
    return waiting_page()


@pages.post("/corrections/<uuid:attendance_id>/<int:number>/acceptance")
@requires(Action.ANSWER_CORRECTION)
def accept_correction(attendance_id: UUID, number: int) -> Response:
    """Correct the minutes (同意更正)."""
    row, form = answered_attendance(attendance_id), request.form
    try:
        if form.get("minutes"):
            wanted = Wanted(None, None, form.get("minutes", -1, type=int))
        else:
            activity = activity_of(row.activity_id)
            wanted = wanted_times(activity, form.get("begins", ""), form.get("ends", ""))
        recorded = accept(form_stamp(), row, number, wanted, form.get("words", "").strip() or None)
    except (LedgerError, PeopleError) as no:
        return waiting_page(no)
    return see(".waiting", after=answer_of(recorded)["position"])


@pages.post("/corrections/<uuid:attendance_id>/<int:number>/refusal")
@requires(Action.ANSWER_CORRECTION)
def decline_correction(attendance_id: UUID, number: int) -> Response:
    """Leave the minutes as they are, and say why (不改)."""
    row = answered_attendance(attendance_id)
    try:
        recorded = decline(form_stamp(), row, number, request.form.get("words", ""))
    except (LedgerError, PeopleError) as no:
        return waiting_page(no)
    return see(".waiting", after=answer_of(recorded)["position"])


@pages.post("/complaints/<uuid:complaint_id>/answer")
@requires(Action.ANSWER_COMPLAINT)
def answer(complaint_id: UUID) -> Response:
    """Answer a complaint (答复投诉)."""
    row, form = complaint_of(complaint_id), request.form
    try:
        upheld = form.get("upheld") == "yes"
        recorded = answer_complaint(form_stamp(), row, upheld=upheld, words=form.get("words", ""))
    except (LedgerError, PeopleError) as no:
        return waiting_page(no)
    return see(".waiting", after=answer_of(recorded)["position"])


@pages.get("/activities/<uuid:activity_id>/evaluations")
@requires(Action.EVALUATE_VOLUNTEER)
@fresh
def evaluations(activity_id: UUID) -> Response:
    """List who came, with how well they served, and how they found the activity (评价队员)."""
    return _evaluations_page(activity_id, None)


@pages.post("/activities/<uuid:activity_id>/people/<uuid:person_id>/evaluation")
@requires(Action.EVALUATE_VOLUNTEER)
def evaluate_volunteer(activity_id: UUID, person_id: UUID) -> Response:
    """Say how well somebody served (评价队员)."""
    managed_activity(activity_id)
    stars = request.form.get("stars", 0, type=int)
    try:
        if not STARS_MIN <= stars <= STARS_MAX:
            raise TextMissingError("no stars were chosen")
        recorded = evaluate(form_stamp(), activity_id, person_id, stars)
    except (LedgerError, PeopleError) as no:
        return _evaluations_page(activity_id, no)
    after = answer_of(recorded)["position"]
    return see(".evaluations", activity_id=activity_id, after=after)


def _evaluations_page(activity_id: UUID, no: LedgerError | PeopleError | None) -> Response:
    activity = managed_activity(activity_id)
    views, after_id = services().views, request.values.get("after_id", type=UUID)
    came = views.attendances.roll(activity_id, PEOPLE_SHOWN, after_id)
    names = names_for((it.person_id for it in came), roll_need(activity))
    given = views.evaluations.at(activity_id, Direction.VOLUNTEER, (it.person_id for it in came))
    count, stars = views.evaluations.rating(activity_id)
    full = len(came) == PEOPLE_SHOWN
    return page(
        "evaluations.html",
        status_of_page(no),
        activity=activity,
        count=count,
        average=f"{stars / count:.1f}" if count else "",
        choices=list(zh.STARS.items()),
        refusal=None if no is None else messages_zh.refusal(no.code),
        people=[
            {
                "person_id": it.person_id,
                "name": names.get(it.person_id, "已注销"),
                "stars": given[it.person_id].stars if it.person_id in given else 0,
                "own": it.person_id == caller().person_id,
                "key": fresh_key(),
            }
            for it in came
        ],
        after_id=after_id or "",
        next_address=url_for(
            ".evaluations", activity_id=activity_id, after_id=came[-1].attendance_id
        )
        if full
        else "",
    )
