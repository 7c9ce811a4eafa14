"""Requests and answers of presence: ticks, made-up minutes, what people decide on."""

from marshmallow import Schema, fields

from api.answers import CommandAnswer
from api.fields import text, whole
from api.limits import TOKEN_LENGTH_MAX
from api.reading import RequestSchema
from api.volunteering.notes import NOTE_LENGTH_MAX
from api.volunteering.schemas import RollAnswer, UnitQuery
from ledger.volunteering.supplement import State, SupplementReason

MINUTES_MAX = 24 * 60


class TickSchema(RequestSchema):
    """POST /activities/<id>/ticks."""

    person_id = fields.UUID(required=True)
    witness_id = fields.UUID(
        required=True, metadata={"description": "Somebody else who was there, never the caller."}
    )
    companion = text(TOKEN_LENGTH_MAX, load_default=None, allow_none=True)


class MakeUpSchema(RequestSchema):
    """POST /activities/<id>/supplements."""

    person_id = fields.UUID(required=True)
    minutes = whole(1, MINUTES_MAX, required=True)
    reason = fields.Enum(SupplementReason, by_value=True, required=True)
    note = text(
        NOTE_LENGTH_MAX,
        load_default=None,
        allow_none=True,
        metadata={"description": "What shows it; kept sealed with the person."},
    )


class DecisionSchema(RequestSchema):
    """POST /supplements/<id>/decision."""

    accepted = fields.Boolean(required=True, truthy={True}, falsy={False})
    note = text(NOTE_LENGTH_MAX, load_default=None, allow_none=True)


class SettlementSchema(RequestSchema):
    """POST /doubtful-scans/<id>/settlement."""

    accepted = fields.Boolean(required=True, truthy={True}, falsy={False})
    companion = text(TOKEN_LENGTH_MAX, load_default=None, allow_none=True)


class StateQuery(UnitQuery):
    """``?unit=&state=``."""

    state = fields.Enum(State, by_value=True, load_default=State.PROPOSED)


class SupplementAnswer(Schema):
    """Minutes that somebody made up, and how a second person decided."""

    supplement_id = fields.UUID()
    attendance_id = fields.UUID()
    activity_id = fields.UUID()
    person_id = fields.UUID()
    unit_code = fields.String()
    minutes = fields.Integer()
    reason = fields.String()
    recorded_by = fields.UUID()
    is_late = fields.Boolean(metadata={"description": "After the tenth working day."})
    state = fields.String()
    decided_by = fields.UUID(allow_none=True)
    proposed_at = fields.AwareDateTime()
    decided_at = fields.AwareDateTime(allow_none=True)
    display_name = fields.String(allow_none=True, metadata={"description": "Masked."})


class DoubtAnswer(Schema):
    """A scan that was kept because something speaks against it."""

    doubtful_id = fields.UUID()
    activity_id = fields.UUID()
    person_id = fields.UUID()
    unit_code = fields.String()
    refusal = fields.String(metadata={"description": "The code of what speaks against it."})
    evidence = fields.String()
    scanned_at = fields.AwareDateTime(metadata={"description": "As the phone says."})
    recorded_at = fields.AwareDateTime(metadata={"description": "When it arrived."})
    state = fields.String()
    settled_by = fields.UUID(allow_none=True)
    settled_at = fields.AwareDateTime(allow_none=True)
    display_name = fields.String(allow_none=True, metadata={"description": "Masked."})


class HeldAnswer(RollAnswer):
    """An attendance with minutes that wait for people."""


class SupplementRecorded(CommandAnswer):
    """Minutes that wait for a second person now."""

    supplement_id = fields.UUID()
    is_late = fields.Boolean()


class Decided(CommandAnswer):
    """What was decided, and what the attendance comes to now."""

    supplement_id = fields.UUID()
    state = fields.String()
    minutes = fields.Integer()
    held_minutes = fields.Integer()
    points = fields.Integer()


class Confirmed(CommandAnswer):
    """What the attendance comes to now."""

    attendance_id = fields.UUID()
    minutes = fields.Integer()
    held_minutes = fields.Integer(
        metadata={"description": "Above zero: one more person has to confirm."}
    )
    points = fields.Integer()


class Settled(CommandAnswer):
    """What became of a doubtful scan."""

    doubtful_id = fields.UUID()
    accepted = fields.Boolean()
    attendance_id = fields.UUID()
    result = fields.String()
    minutes = fields.Integer()
    held_minutes = fields.Integer()
    points = fields.Integer()


class ZeroAnswer(CommandAnswer):
    """An attendance that stays at no minutes."""

    attendance_id = fields.UUID()


class RecordAnswer(CommandAnswer):
    """An activity whose paperwork is done."""

    activity_id = fields.UUID()
    due_on = fields.Date(
        allow_none=True,
        metadata={
            "description": "The tenth working day after its end; null while its year is not loaded."
        },
    )
    is_late = fields.Boolean()
