"""Doors of appeals: a household does not accept what was taken off."""

from typing import Any
from uuid import UUID

from flask import Response
from marshmallow import Schema, fields, validate

from api.answers import CommandAnswer, pages_of
from api.auth import caller
from api.doors import Doors
from api.execution import told
from api.fields import text
from api.idempotency import stamp
from api.moral.appeal_acting import (
    LEVELS,
    appeal_to_see,
    decide,
    escalate,
    file_for,
    file_own,
    withdraw,
)
from api.moral.homes import adult_homes
from api.paging import PageQuery, page, read_cursor
from api.permissions import Action, requires
from api.reach import scope_of
from api.reading import EmptySchema, ReadQuery, RequestSchema
from api.services import services
from ledger.moral.appeal import AppealMethod, AppealReason
from people.texts import TEXT_LENGTH_MAX

blp = Doors("appeals", "Appeals against deductions")

_REASONS = [it.value for it in AppealReason]
_SPOKEN = [it.value for it in AppealMethod if it is not AppealMethod.PHONE_PAGE]


class AppealSchema(RequestSchema):
    """POST /claims/{id}/appeal."""

    reason = fields.String(required=True, validate=validate.OneOf(_REASONS))
    words = text(TEXT_LENGTH_MAX, load_default=None, allow_none=True)


class SpokenAppealSchema(AppealSchema):
    """POST /claims/{id}/spoken-appeal: whose it is, and how it came in."""

    person_id = fields.UUID(required=True)
    method = fields.String(required=True, validate=validate.OneOf(_SPOKEN))


class AppealWordsSchema(RequestSchema):
    """POST /appeals/{id}/escalation."""

    words = text(TEXT_LENGTH_MAX, load_default=None, allow_none=True)


class AppealDecisionSchema(RequestSchema):
    """POST /appeals/{id}/decision."""

    upheld = fields.Boolean(required=True)
    words = text(TEXT_LENGTH_MAX, required=True)


class AppealFiledAnswer(CommandAnswer):
    """The act, and by when it is answered; null where the year's calendar is not known yet."""

    claim_id = fields.UUID()
    answer_due_on = fields.Date(allow_none=True)


class AppealDecidedAnswer(CommandAnswer):
    """Where it stands now, and the points that came back."""

    claim_id = fields.UUID()
    state = fields.String()
    points_back = fields.Integer()
    may_escalate_until = fields.Date(allow_none=True)


class AppealWithdrawnAnswer(CommandAnswer):
    """The act whose appeal was taken back."""

    claim_id = fields.UUID()


class AppealAnswer(Schema):
    """An appeal; its ID is that of the act."""

    claim_id = fields.UUID()
    item_code = fields.String()
    points = fields.Integer()
    state = fields.String()
    reason = fields.String()
    method = fields.String()
    filed_at = fields.AwareDateTime()
    answer_due_on = fields.Date(allow_none=True)
    answered_at = fields.AwareDateTime(allow_none=True)
    may_escalate_until = fields.Date(allow_none=True)
    escalated_at = fields.AwareDateTime(allow_none=True)
    township_answered_at = fields.AwareDateTime(allow_none=True)


@blp.post("/claims/<uuid:claim_id>/appeal")
@requires(Action.APPEAL)
@blp.commands(AppealSchema, AppealFiledAnswer)
def appeal(loaded: dict[str, Any], claim_id: UUID) -> Response:
    """Appeal against a deduction of the own household within seven days (申诉)."""
    return told(file_own(stamp(), claim_id, AppealReason(loaded["reason"]), loaded["words"]), 201)


@blp.post("/claims/<uuid:claim_id>/spoken-appeal")
@requires(Action.ENTER_APPEAL)
@blp.commands(SpokenAppealSchema, AppealFiledAnswer)
def enter_appeal(loaded: dict[str, Any], claim_id: UUID) -> Response:
    """Write down what somebody said, called or wrote (代写申诉)."""
    reason, method = AppealReason(loaded["reason"]), AppealMethod(loaded["method"])
    person_id, words = loaded["person_id"], loaded["words"]
    return told(file_for(stamp(), claim_id, person_id, reason, method, words), 201)


@blp.get("/appeals")
@requires(Action.SEE_APPEALS)
@blp.reads(PageQuery, pages_of(AppealAnswer))
def list_appeals(asked: dict[str, Any]) -> Any:
    """List those of the own household, or what waits for the caller's answer (申诉)."""
    limit, after = asked["limit"], read_cursor(asked["cursor"], int)
    who, views = caller(), services().views.appeals
    if who.role in LEVELS:
        found = views.waiting(scope_of(who.grant.unit_code), LEVELS[who.role], limit, after)
    else:
        found = views.of_household(adult_homes(), limit, after)
    return page(found, found[-1].position if len(found) == limit else None)


@blp.get("/appeals/<uuid:claim_id>")
@requires(Action.SEE_APPEALS)
@blp.reads(ReadQuery, AppealAnswer)
def show_appeal(_asked: dict[str, Any], claim_id: UUID) -> Any:
    """Show where an appeal stands (申诉进度)."""
    return appeal_to_see(claim_id)


@blp.post("/appeals/<uuid:claim_id>/decision")
@requires(Action.DECIDE_APPEAL)
@blp.commands(AppealDecisionSchema, AppealDecidedAnswer)
def decide_appeal(loaded: dict[str, Any], claim_id: UUID) -> Response:
    """Answer it: the committee first, the township second; nobody who took part (答复申诉)."""
    return told(decide(stamp(), claim_id, upheld=loaded["upheld"], words=loaded["words"]), 201)


@blp.post("/appeals/<uuid:claim_id>/escalation")
@requires(Action.APPEAL)
@blp.commands(AppealWordsSchema, AppealFiledAnswer)
def escalate_appeal(loaded: dict[str, Any], claim_id: UUID) -> Response:
    """Ask the township (找乡镇)."""
    return told(escalate(stamp(), claim_id, loaded["words"]), 201)


@blp.post("/appeals/<uuid:claim_id>/withdrawal")
@requires(Action.APPEAL)
@blp.commands(EmptySchema, AppealWithdrawnAnswer)
def withdraw_appeal(_loaded: dict[str, Any], claim_id: UUID) -> Response:
    """Take it back while it waits (撤回申诉)."""
    return told(withdraw(stamp(), claim_id), 201)
