"""Requests and answers of volunteer service."""

from marshmallow import Schema, fields, validate

from api.answers import CommandAnswer
from api.fields import text, unit_code
from api.limits import NUMBER_LENGTH_MAX
from api.paging import PageQuery
from api.reading import RequestSchema
from people.formats import TYPED_LENGTH_MAX
from people.masks import NAME_LENGTH_MAX
from people.passcodes import PASSCODE_LENGTH_MAX, PASSCODE_LENGTH_MIN


class EnrolSchema(RequestSchema):
    """Somebody who is registered: the name goes to the people, the rest into the ledger."""

    display_name = text(NAME_LENGTH_MAX, required=True)
    number = text(NUMBER_LENGTH_MAX, required=True)
    unit_code = unit_code(required=True)
    born_on = fields.Date(
        load_default=None,
        allow_none=True,
        metadata={"description": "Asked of minors; kept sealed, and never in the ledger."},
    )
    passcode = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Length(min=PASSCODE_LENGTH_MIN, max=PASSCODE_LENGTH_MAX),
        metadata={"description": "If given, the number becomes a login with this passcode."},
    )
    phone = text(
        TYPED_LENGTH_MAX,
        load_default=None,
        allow_none=True,
        metadata={"description": "If given, the person signs in with it; kept sealed."},
    )


class RegisterVolunteerSchema(EnrolSchema):
    """POST /volunteers."""

    team_id = fields.UUID(load_default=None, allow_none=True)


class UnitQuery(PageQuery):
    """``?unit=``: the unit of the caller's grant if not said."""

    unit = unit_code(load_default=None)


class VolunteerAnswer(Schema):
    """A volunteer of the caller's unit."""

    person_id = fields.UUID()
    number = fields.String()
    unit_code = fields.String()
    national_number = fields.String(
        metadata={"description": "Of the national system; empty until it gave one."}
    )
    display_name = fields.String(
        allow_none=True,
        metadata={"description": "Masked. Null for whoever wanted to be forgotten."},
    )


class AttendanceAnswer(Schema):
    """One volunteer at one activity."""

    attendance_id = fields.UUID()
    activity_id = fields.UUID()
    unit_code = fields.String(
        metadata={"description": "Where it took place, under the code of that day."}
    )
    seen_at = fields.AwareDateTime()
    came_at = fields.AwareDateTime(
        allow_none=True, metadata={"description": "Null if nobody saw the coming."}
    )
    left_at = fields.AwareDateTime(allow_none=True)
    recorded_at = fields.AwareDateTime(
        metadata={"description": "When the last of its scans or entries reached the ledger."}
    )
    evidence_in = fields.String(allow_none=True)
    evidence_out = fields.String(allow_none=True)
    evidence = fields.String(
        allow_none=True, metadata={"description": "Grade: that of the weaker end."}
    )
    counted_from = fields.AwareDateTime(allow_none=True)
    counted_to = fields.AwareDateTime(allow_none=True)
    minutes = fields.Integer()
    held_minutes = fields.Integer()
    held_because = fields.String()
    is_supplementary = fields.Boolean()
    is_late = fields.Boolean()
    is_correction = fields.Boolean()
    closed_at = fields.AwareDateTime(allow_none=True)
    points = fields.Integer()


class RollAnswer(AttendanceAnswer):
    """One line of an activity's roll."""

    person_id = fields.UUID()
    display_name = fields.String(allow_none=True)


class PresenceAnswer(Schema):
    """Live counters of an activity's screen."""

    checked_in = fields.Integer()
    checked_out = fields.Integer()
    last_at = fields.AwareDateTime(allow_none=True)


class PersonRegistered(CommandAnswer):
    """Who is registered now, and with which wallet."""

    person_id = fields.UUID()
    wallet_id = fields.UUID()
