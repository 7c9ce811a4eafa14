"""Doors of flags, for the supervising units."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from flask import Response
from marshmallow import Schema, fields, validate

from api.answers import CommandAnswer, pages_of
from api.auth import asked_unit
from api.doors import Doors
from api.execution import execute
from api.fields import position, text, unit_code
from api.flags.reviewing import flag_of, review
from api.idempotency import stamp
from api.paging import PageQuery, page, read_cursor
from api.permissions import Action, requires
from api.persons.names import names_for
from api.reach import scope_of
from api.reading import ReadQuery, RequestSchema
from api.services import services
from ledger.volunteering.flag_review import FlagKind, Outcome
from people.texts import TEXT_LENGTH_MAX
from projections.volunteering.flags.growing import FlagState
from projections.volunteering.flags.views import FlagRow

blp = Doors("flags", "What looks odd, for the supervising unit to look at")

_STATES = (FlagState.OPEN.value, FlagState.REVIEWED.value)


class FlagsQuery(PageQuery):
    """``?unit=&state=&kind=``: the caller's own unit, and what nobody looked at, if not said."""

    unit = unit_code(load_default=None)
    state = fields.String(load_default=FlagState.OPEN.value, validate=validate.OneOf(_STATES))
    kind = fields.Enum(FlagKind, by_value=True, load_default=None)


class FlagAnswer(Schema):
    """Something odd with its facts; names are masked."""

    flag_id = fields.UUID()
    kind = fields.String(metadata={"description": ", ".join(FlagKind)})
    unit_code = fields.String(
        metadata={"description": "The lowest unit that has all of it below: it supervises."}
    )
    state = fields.String(metadata={"description": "open, reviewed"})
    person_id = fields.UUID(
        allow_none=True, metadata={"description": "The volunteer, or whoever entered."}
    )
    masked_name = fields.String(allow_none=True)
    activity_id = fields.UUID(allow_none=True)
    period = fields.String(metadata={"description": "A day or a month, by kind; or empty."})
    grounds = fields.Integer(metadata={"description": "How many scans or entries it rests on."})
    minutes = fields.Integer()
    first_at = fields.AwareDateTime()
    last_at = fields.AwareDateTime()
    grown_position = fields.Integer(
        metadata={"description": "Give it back as `seen_position` with a review."}
    )


class GroundAnswer(Schema):
    """One scan or entry a flag rests on."""

    ground_id = fields.UUID()
    person_id = fields.UUID()
    masked_name = fields.String(allow_none=True)
    attendance_id = fields.UUID(allow_none=True)
    activity_id = fields.UUID(allow_none=True)
    station_id = fields.UUID(allow_none=True)
    unit_code = fields.String()
    minutes = fields.Integer()
    occurred_at = fields.AwareDateTime()


class ReviewSchema(RequestSchema):
    """POST /flags/<id>/reviews: what was found out."""

    outcome = fields.Enum(Outcome, by_value=True, required=True)
    seen_position = position(required=True)
    words = text(TEXT_LENGTH_MAX, length_min=0, load_default="")


class ReviewRecorded(CommandAnswer):
    """Which flag, and what came of it."""

    flag_id = fields.UUID()
    outcome = fields.String()


@blp.get("/flags")
@requires(Action.SEE_FLAGS)
@blp.reads(FlagsQuery, pages_of(FlagAnswer))
def list_flags(asked: dict[str, Any]) -> Any:
    """List what looks odd in a unit and below, the latest first (核查提示)."""
    unit, limit = asked_unit(asked["unit"]), asked["limit"]
    after = read_cursor(asked["cursor"], UUID)
    state = FlagState(asked["state"])
    found = services().views.flags.page(scope_of(unit), state, asked["kind"], limit, after)
    names = names_for(it.person_id for it in found if it.person_id)
    rows = [_shown(it, names) for it in found]
    return page(rows, found[-1].flag_id if len(found) == limit else None)


@blp.get("/flags/<uuid:flag_id>")
@requires(Action.SEE_FLAGS)
@blp.reads(ReadQuery, FlagAnswer)
def see_flag(_asked: dict[str, Any], flag_id: UUID) -> Any:
    """Show one (一条提示)."""
    flag = flag_of(flag_id)
    return _shown(flag, names_for([flag.person_id] if flag.person_id else []))


@blp.get("/flags/<uuid:flag_id>/grounds")
@requires(Action.SEE_FLAGS)
@blp.reads(PageQuery, pages_of(GroundAnswer))
def list_grounds(asked: dict[str, Any], flag_id: UUID) -> Any:
    """List the scans and entries that one rests on, by time (依据)."""
    flag, limit = flag_of(flag_id), asked["limit"]
    after = read_cursor(asked["cursor"], UUID)
    found = services().views.flags.grounds(flag.flag_id, limit, after)
    names = names_for(it.person_id for it in found)
    rows = [{**asdict(it), "masked_name": names.get(it.person_id)} for it in found]
    return page(rows, found[-1].ground_id if len(found) == limit else None)


@blp.post("/flags/<uuid:flag_id>/reviews")
@requires(Action.REVIEW_FLAG)
@blp.commands(ReviewSchema, ReviewRecorded)
def review_flag(loaded: dict[str, Any], flag_id: UUID) -> Response:
    """Say what was found out; never somebody whom the facts name (核查)."""
    return review(
        stamp(), flag_of(flag_id), **loaded, carry_out=lambda command: execute(command, 201)
    )


def _shown(flag: FlagRow, names: dict[UUID, str]) -> dict[str, Any]:
    name = names.get(flag.person_id) if flag.person_id else None
    return {**asdict(flag), "masked_name": name}
