"""Requests and answers of volunteer service."""

from marshmallow import Schema, fields, validate

from api.answers import CommandAnswer
from api.fields import Moment, text, unit_code, whole
from api.limits import NUMBER_LENGTH_MAX
from api.paging import PageQuery
from api.reading import RequestSchema
from ledger.volunteering.plan import PLACE_LENGTH_MAX, RISK_LEVEL_MAX, TITLE_LENGTH_MAX
from people.formats import TYPED_LENGTH_MAX
from people.masks import NAME_LENGTH_MAX
from people.passcodes import PASSCODE_LENGTH_MAX, PASSCODE_LENGTH_MIN

TEAM_NAME_LENGTH_MAX = 50


class FormTeamSchema(RequestSchema):
    """POST /teams."""

    unit_code = unit_code(required=True)
    name = text(TEAM_NAME_LENGTH_MAX, required=True)


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


class PublishActivitySchema(RequestSchema):
    """POST /activities."""

    unit_code = unit_code(required=True)
    title = text(TITLE_LENGTH_MAX, required=True)
    place = text(PLACE_LENGTH_MAX, required=True)
    starts_at = Moment(required=True)
    ends_at = Moment(required=True)
    is_volunteer_service = fields.Boolean(
        load_default=True, truthy={True}, falsy={False}, allow_none=False
    )
    team_id = fields.UUID(load_default=None, allow_none=True)
    risk_level = whole(
        0,
        RISK_LEVEL_MAX,
        load_default=0,
        metadata={"description": "0 none to speak of, 1 needs care, 2 adults only."},
    )


class UnitQuery(PageQuery):
    """``?unit=``: the unit of the caller's grant if not said."""

    unit = unit_code(load_default=None)


class ActivitiesQuery(UnitQuery):
    """``?unit=&when=``."""

    when = fields.String(
        load_default="today", validate=validate.OneOf(("upcoming", "today", "past"))
    )


class TeamAnswer(Schema):
    """A volunteer team."""

    team_id = fields.UUID()
    unit_code = fields.String()
    name = fields.String()


class VolunteerAnswer(Schema):
    """A volunteer of the caller's unit."""

    person_id = fields.UUID()
    number = fields.String()
    unit_code = fields.String()
    display_name = fields.String(
        allow_none=True,
        metadata={"description": "Masked. Null for whoever wanted to be forgotten."},
    )


class ActivityAnswer(Schema):
    """An activity with its planned times."""

    activity_id = fields.UUID()
    unit_code = fields.String()
    team_id = fields.UUID(allow_none=True)
    title = fields.String()
    place = fields.String()
    starts_at = fields.AwareDateTime()
    ends_at = fields.AwareDateTime()
    is_volunteer_service = fields.Boolean()
    risk_level = fields.Integer()


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


class TeamFormed(CommandAnswer):
    """The team that stands now."""

    team_id = fields.UUID()


class PersonRegistered(CommandAnswer):
    """Who is registered now, and with which wallet."""

    person_id = fields.UUID()
    wallet_id = fields.UUID()


class ActivityPublished(CommandAnswer):
    """The activity that is published now."""

    activity_id = fields.UUID()
