"""Doors of complaints, evaluations and messages."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from flask import Response

from api.answers import pages_of
from api.auth import asked_unit, caller
from api.doors import Doors
from api.execution import execute, told
from api.feedback.acting import (
    answer_complaint,
    complain,
    complaint_of,
    complaints_shown,
    evaluate,
)
from api.feedback.schemas import (
    AnswerComplaintSchema,
    ComplaintAnswer,
    ComplaintRecorded,
    ComplaintSchema,
    EvaluationRecorded,
    EvaluationsAnswer,
    MessageAnswer,
    StarsSchema,
    WaitingQuery,
)
from api.idempotency import stamp
from api.paging import PageQuery, page, read_cursor
from api.permissions import Action, requires
from api.reach import scope_of
from api.reading import EmptySchema, ReadQuery
from api.services import services
from api.volunteering.activities import activity_of, managed_activity
from ledger.volunteering.evaluation import Direction
from ledger.volunteering.feedback_commands import WithdrawComplaint

blp = Doors("feedback", "Complaints, evaluations, and messages to people")


@blp.post("/activities/<uuid:activity_id>/complaints")
@requires(Action.SPEAK_UP)
@blp.commands(ComplaintSchema, ComplaintRecorded)
def make_complaint(loaded: dict[str, Any], activity_id: UUID) -> Response:
    """Complain about an activity; its unit answers within five working days (投诉)."""
    return told(complain(stamp(), activity_id, loaded["kind"], loaded["words"]), 201)


@blp.post("/complaints/<uuid:complaint_id>/withdrawal")
@requires(Action.SPEAK_UP)
@blp.commands(EmptySchema, ComplaintRecorded)
def withdraw_complaint(_loaded: dict[str, Any], complaint_id: UUID) -> Response:
    """Take one's own complaint back (撤回投诉)."""
    person_id = caller().person_id
    command = WithdrawComplaint(**stamp(), complaint_id=complaint_id, person_id=person_id)
    return execute(command, 201)


@blp.post("/complaints/<uuid:complaint_id>/answer")
@requires(Action.ANSWER_COMPLAINT)
@blp.commands(AnswerComplaintSchema, ComplaintRecorded)
def answer(loaded: dict[str, Any], complaint_id: UUID) -> Response:
    """Answer a complaint of the own unit; not one's own, nor about what one led (答复投诉)."""
    row = complaint_of(complaint_id)
    return told(answer_complaint(stamp(), row, upheld=loaded["upheld"], words=loaded["words"]), 201)


@blp.get("/complaints")
@requires(Action.ANSWER_COMPLAINT)
@blp.reads(WaitingQuery, pages_of(ComplaintAnswer))
def list_waiting_complaints(asked: dict[str, Any]) -> Any:
    """List complaints that wait in the caller's own unit and below, oldest first."""
    limit, after = asked["limit"], read_cursor(asked["cursor"], int)
    scope = scope_of(asked_unit(asked["unit"]))
    found = services().views.complaints.waiting(scope, limit, after)
    return page(complaints_shown(found), found[-1].position if len(found) == limit else None)


@blp.get("/me/complaints")
@requires(Action.SEE_SELF)
@blp.reads(PageQuery, pages_of(ComplaintAnswer))
def list_my_complaints(asked: dict[str, Any]) -> Any:
    """List one's own complaints, latest first, with the answers (我的投诉)."""
    limit, before = asked["limit"], read_cursor(asked["cursor"], int)
    found = services().views.complaints.of_person(caller().person_id, limit, before)
    return page(complaints_shown(found), found[-1].position if len(found) == limit else None)


@blp.post("/activities/<uuid:activity_id>/evaluation")
@requires(Action.SPEAK_UP)
@blp.commands(StarsSchema, EvaluationRecorded)
def evaluate_activity(loaded: dict[str, Any], activity_id: UUID) -> Response:
    """Say one to five of an activity one came to; it can be changed for seven days (评价)."""
    return told(evaluate(stamp(), activity_id, caller().person_id, loaded["stars"]), 201)


@blp.post("/activities/<uuid:activity_id>/people/<uuid:person_id>/evaluation")
@requires(Action.EVALUATE_VOLUNTEER)
@blp.commands(StarsSchema, EvaluationRecorded)
def evaluate_volunteer(loaded: dict[str, Any], activity_id: UUID, person_id: UUID) -> Response:
    """Say how well somebody served at an activity of the own unit (评价队员)."""
    managed_activity(activity_id)
    return told(evaluate(stamp(), activity_id, person_id, loaded["stars"]), 201)


@blp.get("/activities/<uuid:activity_id>/evaluations")
@requires(Action.SEE_ACTIVITIES)
@blp.reads(ReadQuery, EvaluationsAnswer)
def see_evaluations(_asked: dict[str, Any], activity_id: UUID) -> Any:
    """Sum up how an activity was evaluated; of single people only oneself (评价)."""
    views, person_id = services().views.evaluations, caller().grant.person_id
    activity_of(activity_id)
    count, stars = views.rating(activity_id)
    own = {way: views.of(activity_id, person_id, way) if person_id else None for way in Direction}
    said, heard = own[Direction.ACTIVITY], own[Direction.VOLUNTEER]
    return {
        "count": count,
        "stars": stars,
        "own_stars": said.stars if said else None,
        "stars_of_me": heard.stars if heard else None,
    }


@blp.get("/me/messages")
@requires(Action.SEE_SELF)
@blp.reads(PageQuery, pages_of(MessageAnswer))
def list_my_messages(asked: dict[str, Any]) -> Any:
    """List what others did that one should know of, latest first (消息)."""
    limit, before = asked["limit"], read_cursor(asked["cursor"], int)
    found = services().views.messages.of_person(caller().person_id, limit, before)
    return page([asdict(it) for it in found], found[-1].position if len(found) == limit else None)
