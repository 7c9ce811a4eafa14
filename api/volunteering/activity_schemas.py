"""Requests and answers of activities."""

from typing import Any

from marshmallow import Schema, fields, validate

from api.answers import CommandAnswer
from api.fields import Moment, text, unit_code, whole
from api.reading import RequestSchema
from api.volunteering.schemas import UnitQuery
from ledger.volunteering.activity_kinds import ActivityKind, Campaign, CancelReason, Category
from ledger.volunteering.plan import (
    INSURANCE_LENGTH_MAX,
    PLACE_LENGTH_MAX,
    QUOTA_MAX,
    RISK_LEVEL_MAX,
    TITLE_LENGTH_MAX,
)
from ledger.volunteering.point_rate import RATE_MINUTES_MAX, RATE_MINUTES_MIN, RATE_POINTS_MAX
from ledger.volunteering.recurrence import SHIFTS_MAX, Repeat
from people.texts import TEXT_LENGTH_MAX

_INSURANCE = rf"^[A-Za-z0-9\-]{{0,{INSURANCE_LENGTH_MAX}}}$"


def _code(kinds: Any, **kwargs: Any) -> fields.String:
    return fields.String(validate=validate.OneOf([it.value for it in kinds]), **kwargs)


def _day(**kwargs: Any) -> fields.Date:
    return fields.Date(load_default=None, **kwargs)


class PlanSchema(RequestSchema):
    """What is planned for an activity."""

    title = text(TITLE_LENGTH_MAX, required=True)
    place = text(PLACE_LENGTH_MAX, required=True)
    starts_at = Moment(required=True)
    ends_at = Moment(required=True)
    is_volunteer_service = fields.Boolean(
        load_default=True, truthy={True}, falsy={False}, allow_none=False
    )
    risk_level = whole(
        0,
        RISK_LEVEL_MAX,
        load_default=0,
        metadata={"description": "0 none to speak of, 1 needs care, 2 adults only, insured."},
    )
    kind = _code(ActivityKind, load_default=ActivityKind.ACTIVITY.value)
    category = _code(Category, load_default=Category.OTHER.value)
    campaigns = fields.List(
        _code(Campaign),
        load_default=list,
        validate=validate.Length(max=len(Campaign)),
    )
    insurance_policy = fields.String(
        load_default="",
        validate=validate.Regexp(_INSURANCE, error="Letters, digits and hyphens."),
        metadata={"description": "Number of the organiser's policy; risk level 2 needs one."},
    )
    quota = whole(
        1,
        QUOTA_MAX,
        load_default=None,
        allow_none=True,
        metadata={"description": "Places; null if anybody may sign up."},
    )
    sign_up_until = Moment(
        load_default=None, allow_none=True, metadata={"description": "Null: until the start."}
    )
    description = text(
        TEXT_LENGTH_MAX,
        length_min=0,
        load_default="",
        metadata={"description": "What is to be done and brought; kept beside the log."},
    )


class PublishActivitySchema(PlanSchema):
    """POST /activities, POST /activities/drafts."""

    unit_code = unit_code(required=True)
    team_id = fields.UUID(load_default=None, allow_none=True)


class TimesSchema(Schema):
    """When another shift is."""

    starts_at = Moment(required=True)
    ends_at = Moment(required=True)


class PlanSeriesSchema(PublishActivitySchema):
    """POST /activities/series: the shift of the plan, others of that day, and their repeats."""

    further = fields.List(
        fields.Nested(TimesSchema), load_default=list, validate=validate.Length(max=SHIFTS_MAX)
    )
    repeat = _code(
        Repeat,
        load_default=None,
        allow_none=True,
        metadata={"description": "How every shift goes on; null if it does not."},
    )
    count = whole(1, SHIFTS_MAX, load_default=1, metadata={"description": "On how many days."})
    is_draft = fields.Boolean(load_default=False, truthy={True}, falsy={False}, allow_none=False)


class CancelSchema(RequestSchema):
    """POST /activities/<activity_id>/cancellation."""

    reason = _code(CancelReason, required=True)


class PointRateSchema(RequestSchema):
    """PUT /units/<code>/point-rate."""

    rate_points = whole(0, RATE_POINTS_MAX, required=True)
    rate_minutes = whole(RATE_MINUTES_MIN, RATE_MINUTES_MAX, required=True)


class ActivitiesQuery(UnitQuery):
    """``?unit=&when=&category=&campaign=&day=``."""

    when = fields.String(
        load_default="today", validate=validate.OneOf(("upcoming", "today", "past"))
    )
    category = _code(Category, load_default=None)
    campaign = _code(Campaign, load_default=None)
    day = _day(metadata={"description": "A local day on which they begin."})


class ActivityAnswer(Schema):
    """An activity with its plan and where it is in its life."""

    activity_id = fields.UUID()
    unit_code = fields.String()
    team_id = fields.UUID(allow_none=True)
    title = fields.String()
    place = fields.String()
    starts_at = fields.AwareDateTime()
    ends_at = fields.AwareDateTime()
    is_volunteer_service = fields.Boolean()
    risk_level = fields.Integer()
    kind = fields.String()
    category = fields.String()
    campaigns = fields.List(fields.String())
    quota = fields.Integer(metadata={"description": "Places; 0 if anybody may sign up."})
    sign_up_until = fields.AwareDateTime()
    series_id = fields.UUID(allow_none=True)
    rate_points = fields.Integer()
    rate_minutes = fields.Integer()
    state = fields.String()
    cancel_reason = fields.String(allow_none=True)
    ended_at = fields.AwareDateTime(allow_none=True)


class ActivityDetailAnswer(ActivityAnswer):
    """An activity with what is to be done there, and how many come."""

    description = fields.String()
    signed_up = fields.Integer()
    waiting = fields.Integer()


class ActivityPublished(CommandAnswer):
    """The activity that is published or drafted now."""

    activity_id = fields.UUID()


class ActivityAmended(ActivityPublished):
    """What was changed."""

    changed = fields.List(fields.String())


class ActivityOver(ActivityPublished):
    """When it was over."""

    ended_at = fields.AwareDateTime()


class SeriesPlanned(CommandAnswer):
    """The shifts that are published or drafted now."""

    series_id = fields.UUID()
    activity_ids = fields.List(fields.UUID())


class PointRateAnswer(Schema):
    """By which rate minutes give points in a unit."""

    unit_code = fields.String()
    rate_points = fields.Integer()
    rate_minutes = fields.Integer()
    is_own = fields.Boolean(
        metadata={"description": "Set by the unit itself; else its city's or everybody's."}
    )


class PointRateSet(CommandAnswer):
    """The unit whose rate is set now."""

    unit_code = fields.String()
