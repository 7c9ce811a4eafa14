"""Doors of alarms, for the supervision committee of a village."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from flask import Response
from marshmallow import Schema, fields

from api.answers import CommandAnswer, pages_of
from api.auth import asked_unit
from api.doors import Doors
from api.execution import told
from api.fields import position, text, unit_code, whole
from api.idempotency import stamp
from api.moral.alarm_acting import alarm_of, sign, write
from api.paging import PageQuery, page, read_cursor
from api.permissions import Action, requires
from api.reach import scope_of
from api.reading import RequestSchema
from api.services import services
from ledger.kernel.clock import local_date
from ledger.moral.alarm_review import AlarmKind, Conclusion
from people.texts import TEXT_LENGTH_MAX

blp = Doors("alarms", "What the supervision committee of a village is asked to look at")

DRAFTS_MAX = 1_000
"""Conclusions of one alarm that can be named."""


class AlarmsQuery(PageQuery):
    """``?unit=&conclusion=``: the caller's own unit, and what is open, if not said."""

    unit = unit_code(load_default=None)
    conclusion = fields.Enum(Conclusion, by_value=True, load_default=None)


class AlarmAnswer(Schema):
    """What is over its line: a part of a whole in a period that is over, or of a picture."""

    alarm_id = fields.UUID()
    kind = fields.String(metadata={"description": ", ".join(AlarmKind)})
    unit_code = fields.String()
    period = fields.String(
        metadata={"description": '2026-11-17, 2026-11, 2026-Q4; "" for a picture.'}
    )
    person_id = fields.UUID(allow_none=True)
    photo = fields.String()
    part = fields.Integer()
    whole = fields.Integer()
    ends_on = fields.Date()
    is_open = fields.Boolean()
    conclusion = fields.String(metadata={"description": "The last that two have signed."})
    grown_position = fields.Integer(
        metadata={"description": "Give it back as `seen_position` with a conclusion."}
    )


class AlarmClaimAnswer(Schema):
    """A claim that an alarm rests on."""

    claim_id = fields.UUID()
    household_id = fields.UUID()
    item_code = fields.String()
    proposed_by = fields.UUID()
    entered_by = fields.UUID(allow_none=True)
    proposed_at = fields.AwareDateTime()
    gained = fields.Integer()


class AlarmHandOverAnswer(Schema):
    """A hand-over that an alarm rests on."""

    voucher_id = fields.UUID()
    owner_id = fields.UUID()
    keeper_id = fields.UUID()
    relation = fields.String()
    handed_at = fields.AwareDateTime()
    photo_id = fields.UUID(allow_none=True)


class ConclusionSchema(RequestSchema):
    """POST …/conclusions: what was found; the words are public in the village, without names."""

    conclusion = fields.Enum(Conclusion, by_value=True, required=True)
    seen_position = position(required=True)
    words = text(TEXT_LENGTH_MAX, required=True)


class AlarmSignatureSchema(RequestSchema):
    """POST …/signatures: which of the conclusions was read."""

    draft = whole(1, DRAFTS_MAX, required=True)


class AlarmConcludedAnswer(CommandAnswer):
    """Which conclusion waits, or is signed."""

    alarm_id = fields.UUID()
    draft = fields.Integer()


@blp.get("/alarms")
@requires(Action.SEE_ALARMS)
@blp.reads(AlarmsQuery, pages_of(AlarmAnswer))
def list_alarms(asked: dict[str, Any]) -> Any:
    """List what is over its line in a unit and below, the latest first (异常提醒)."""
    limit, after = asked["limit"], read_cursor(asked["cursor"], UUID)
    today, scope = local_date(services().clock()), scope_of(asked_unit(asked["unit"]))
    found = services().views.alarms.page(scope, today, asked["conclusion"], limit, after)
    return page([asdict(it) for it in found], found[-1].alarm_id if len(found) == limit else None)


@blp.get("/alarms/<uuid:alarm_id>/claims")
@requires(Action.SEE_ALARMS)
@blp.reads(PageQuery, pages_of(AlarmClaimAnswer))
def list_alarm_claims(asked: dict[str, Any], alarm_id: UUID) -> Any:
    """List the claims that one rests on, by time (原始记录)."""
    alarm, limit = alarm_of(alarm_id), asked["limit"]
    after = read_cursor(asked["cursor"], UUID)
    found = services().views.alarms.claims(alarm, limit, after)
    return page([asdict(it) for it in found], found[-1].claim_id if len(found) == limit else None)


@blp.get("/alarms/<uuid:alarm_id>/hand-overs")
@requires(Action.SEE_ALARMS)
@blp.reads(PageQuery, pages_of(AlarmHandOverAnswer))
def list_alarm_hand_overs(asked: dict[str, Any], alarm_id: UUID) -> Any:
    """List the hand-overs that one rests on, by time (代领记录)."""
    alarm, limit = alarm_of(alarm_id), asked["limit"]
    after = read_cursor(asked["cursor"], UUID)
    found = services().views.alarms.hand_overs(alarm, limit, after)
    return page([asdict(it) for it in found], found[-1].voucher_id if len(found) == limit else None)


@blp.post("/alarms/<uuid:alarm_id>/conclusions")
@requires(Action.CONCLUDE_ALARM)
@blp.commands(ConclusionSchema, AlarmConcludedAnswer)
def write_conclusion(loaded: dict[str, Any], alarm_id: UUID) -> Response:
    """Write what was found, for a second of the committee to sign (写结论)."""
    return told(write(stamp(), alarm_of(alarm_id), **loaded), 201)


@blp.post("/alarms/<uuid:alarm_id>/signatures")
@requires(Action.CONCLUDE_ALARM)
@blp.commands(AlarmSignatureSchema, AlarmConcludedAnswer)
def sign_conclusion(loaded: dict[str, Any], alarm_id: UUID) -> Response:
    """Sign what another wrote; from here on it is public (签字)."""
    return told(sign(stamp(), alarm_of(alarm_id), loaded["draft"]), 201)
