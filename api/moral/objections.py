"""Doors of objections: one act stops, the committee decides."""

from typing import Any
from uuid import UUID

from flask import Response

from api.answers import pages_of
from api.auth import caller
from api.doors import Doors
from api.execution import told
from api.idempotency import stamp
from api.moral.notice_acting import decide, object_for, object_own, objection_of
from api.moral.notice_desk import objections_shown
from api.moral.notice_schemas import (
    ObjectedAnswer,
    ObjectionAnswer,
    ObjectionDecidedAnswer,
    ObjectionDecisionSchema,
    ObjectionSchema,
    SpokenObjectionSchema,
)
from api.paging import PageQuery, page, read_cursor
from api.permissions import Action, requires
from api.reach import scope_of
from api.services import services

blp = Doors("objections", "Objections to acts on public notice")


@blp.post("/claims/<uuid:claim_id>/objections")
@requires(Action.OBJECT)
@blp.commands(ObjectionSchema, ObjectedAnswer)
def make_objection(loaded: dict[str, Any], claim_id: UUID) -> Response:
    """Object to one act: it alone stops; who objected only the committee sees (提异议)."""
    return told(object_own(stamp(), claim_id, loaded["words"]), 201)


@blp.post("/claims/<uuid:claim_id>/spoken-objections")
@requires(Action.ENTER_OBJECTION)
@blp.commands(SpokenObjectionSchema, ObjectedAnswer)
def enter_objection(loaded: dict[str, Any], claim_id: UUID) -> Response:
    """Write down what somebody said, called or wrote (代记异议)."""
    return told(object_for(stamp(), claim_id, loaded["method"], loaded["words"]), 201)


@blp.get("/objections")
@requires(Action.DECIDE_OBJECTION)
@blp.reads(PageQuery, pages_of(ObjectionAnswer))
def list_objections(asked: dict[str, Any]) -> Any:
    """List what waits for the committee, oldest first (待答复的异议)."""
    limit, after = asked["limit"], read_cursor(asked["cursor"], int)
    scope = scope_of(caller().grant.unit_code)
    found = services().views.objections.waiting(scope, limit, after)
    return page(objections_shown(found), found[-1].position if len(found) == limit else None)


@blp.post("/objections/<uuid:objection_id>/decision")
@requires(Action.DECIDE_OBJECTION)
@blp.commands(ObjectionDecisionSchema, ObjectionDecidedAnswer)
def decide_objection(loaded: dict[str, Any], objection_id: UUID) -> Response:
    """Uphold it, or keep the act and publicise it once more; nobody who took part (答复异议)."""
    row = objection_of(objection_id)
    return told(decide(stamp(), row, upheld=loaded["upheld"], words=loaded["words"]), 201)
