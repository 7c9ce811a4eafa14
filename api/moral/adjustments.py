"""Doors of entries on the wrong account: the clerk asks, the committee decides (错账更正)."""

from typing import Any

from flask import Response
from marshmallow import Schema, fields

from api.answers import CommandAnswer, pages_of
from api.auth import caller
from api.doors import Doors
from api.execution import told
from api.fields import text, whole
from api.idempotency import stamp
from api.limits import POSITION_MAX
from api.moral.adjustment_acting import adjustment_to_see, approve, ask, decline
from api.paging import PageQuery, page, read_cursor
from api.permissions import Action, requires
from api.reading import ReadQuery, RequestSchema
from api.services import services
from people.texts import TEXT_LENGTH_MAX

blp = Doors("adjustments", "Entries on the wrong account, undone by two people")

REASON_LENGTH_MAX = 300
EVIDENCE_LENGTH_MAX = 150
"""Together with what stands between them, no longer than one text may be."""
assert REASON_LENGTH_MAX + EVIDENCE_LENGTH_MAX < TEXT_LENGTH_MAX


class AdjustSchema(RequestSchema):
    """POST /adjustments: which entry of which household, and who gets the points instead."""

    household_id = fields.UUID(required=True)
    entry_id = fields.UUID(required=True)
    claim_id = fields.UUID(load_default=None)
    right_household_id = fields.UUID(load_default=None)
    words = text(REASON_LENGTH_MAX, required=True)
    evidence = text(EVIDENCE_LENGTH_MAX, load_default=None)


class AdjustmentApprovalSchema(RequestSchema):
    """POST /adjustments/{number}/approval."""

    shortfall_max = whole(0, POSITION_MAX, load_default=None)


class AdjustmentRejectionSchema(RequestSchema):
    """POST /adjustments/{number}/rejection."""

    words = text(TEXT_LENGTH_MAX, load_default=None)


class AdjustmentsQuery(PageQuery):
    """``?waiting=``: what waits, the oldest first; or what was decided, the latest first."""

    waiting = fields.Boolean(load_default=True)


class AdjustmentAskedAnswer(CommandAnswer):
    """The number under which it waits."""

    number = fields.Integer()


class AdjustmentDoneAnswer(CommandAnswer):
    """What came back, and what the village carries."""

    amount = fields.Integer()
    shortfall = fields.Integer()


class AdjustmentAnswer(Schema):
    """An entry somebody wants undone, and what came of it."""

    number = fields.Integer()
    state = fields.String(metadata={"description": "waiting, approved, declined"})
    entry_id = fields.UUID()
    household_id = fields.UUID()
    right_household_id = fields.UUID(allow_none=True)
    claim_id = fields.UUID(allow_none=True)
    requested_at = fields.AwareDateTime()
    amount = fields.Integer(metadata={"description": "Points that came back; 0 while it waits."})
    shortfall = fields.Integer(metadata={"description": "Carried by the village."})
    decided_at = fields.AwareDateTime(allow_none=True)


@blp.get("/adjustments")
@requires(Action.SEE_ADJUSTMENTS)
@blp.reads(AdjustmentsQuery, pages_of(AdjustmentAnswer))
def list_adjustments(asked: dict[str, Any]) -> Any:
    """List those of the caller's village (错账更正)."""
    limit, cursor = asked["limit"], read_cursor(asked["cursor"], int)
    views, unit = services().views.adjustments, caller().grant.unit_code
    found = (views.waiting if asked["waiting"] else views.decided)(unit, limit, cursor)
    return page(found, found[-1].position if len(found) == limit else None)


@blp.get("/adjustments/<int:number>")
@requires(Action.SEE_ADJUSTMENTS)
@blp.reads(ReadQuery, AdjustmentAnswer)
def show_adjustment(_asked: dict[str, Any], number: int) -> Any:
    """Show one of the caller's village (一条更正)."""
    return adjustment_to_see(number)


@blp.post("/adjustments")
@requires(Action.ASK_ADJUSTMENT)
@blp.commands(AdjustSchema, AdjustmentAskedAnswer)
def ask_adjustment(loaded: dict[str, Any]) -> Response:
    """Ask that an entry on the wrong account be undone (错账更正)."""
    return told(ask(stamp(), loaded), 201)


@blp.post("/adjustments/<int:number>/approval")
@requires(Action.APPROVE_ADJUSTMENT)
@blp.commands(AdjustmentApprovalSchema, AdjustmentDoneAnswer)
def approve_adjustment(loaded: dict[str, Any], number: int) -> Response:
    """Undo it: what is there comes back, the village carries the rest (批准更正)."""
    return told(approve(stamp(), number, loaded["shortfall_max"]), 201)


@blp.post("/adjustments/<int:number>/rejection")
@requires(Action.APPROVE_ADJUSTMENT)
@blp.commands(AdjustmentRejectionSchema, AdjustmentAskedAnswer)
def decline_adjustment(loaded: dict[str, Any], number: int) -> Response:
    """Leave the entry as it is (不更正)."""
    return told(decline(stamp(), number, loaded["words"]), 201)
