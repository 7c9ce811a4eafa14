"""Requests about reports."""

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from api.fields import JsonInt, Moment, text, unit_code
from api.paging import PageQuery
from api.reading import ReadQuery, RequestSchema
from ledger.reports.categories import Category
from ledger.reports.kinds import RejectReason, ReportState
from ledger.reports.parameters import PHOTOS_MAX, STARS_MAX
from people.audit_tables import PURPOSE_LENGTH_MAX
from people.redaction import PERMILLE
from people.texts import TEXT_LENGTH_MAX

PLACE_LENGTH_MAX = 100
AREAS_MAX = 40
"""Faces and plates marked in one photo."""
MONTH_PATTERN = r"\A20\d\d-(0[1-9]|1[0-2])\Z"
DAYS_MAX = 366
"""Days one question about totals spans."""


def words(*, required: bool = False) -> Any:
    """Declare what somebody writes."""
    if required:
        return text(TEXT_LENGTH_MAX, required=True)
    return text(TEXT_LENGTH_MAX, length_min=0, load_default="")


def photo_ids(*, length_min: int = 0) -> Any:
    """Declare photos that were sent before."""
    return fields.List(
        fields.UUID(),
        load_default=list,
        validate=validate.Length(min=length_min, max=PHOTOS_MAX),
    )


class Degrees(fields.Float):
    """A number in JSON, and nothing that only looks like one."""

    def _validated(self, value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise self.make_error("invalid", input=value)
        return float(super()._validated(value))


class PositionSchema(RequestSchema):
    """Where the phone is, if its owner allowed that for this report. It is rounded to 10 m."""

    latitude = Degrees(required=True, validate=validate.Range(min=-90, max=90))
    longitude = Degrees(required=True, validate=validate.Range(min=-180, max=180))


class FileReportSchema(RequestSchema):
    """POST /reports. At least one of ``position``, ``station_id`` and ``place`` says where it is.

    ``unit_code`` is where it is handled; left out, that of the station or of the caller. A report
    kept on a phone carries the moment it was seen and is sent with the key it got then.
    """

    category = fields.String(required=True, validate=validate.OneOf([it.value for it in Category]))
    photo_ids = photo_ids()
    position = fields.Nested(PositionSchema, load_default=None, allow_none=True)
    station_id = fields.UUID(load_default=None, allow_none=True)
    place = text(PLACE_LENGTH_MAX, length_min=0, load_default="")
    unit_code = unit_code(load_default=None, allow_none=True)
    words = words()
    occurred_at = Moment(load_default=None, allow_none=True)
    is_emergency = fields.Boolean(load_default=False, truthy={True}, falsy={False})
    has_called = fields.Boolean(
        load_default=False,
        truthy={True},
        falsy={False},
        metadata={"description": "110, 119 or 120 was rung. Without it: `emergency_call_first`."},
    )


class WaitingQuery(PageQuery):
    """``?state=&category=&unit=``: what waits in the own unit, what is due soonest first."""

    state = fields.String(
        load_default=ReportState.FILED.value,
        validate=validate.OneOf([it.value for it in ReportState]),
    )
    category = fields.String(
        load_default=None,
        validate=validate.OneOf([it.value for it in Category]),
        metadata={"description": "All categories if none is named."},
    )
    unit = unit_code(load_default=None)


class OfUnitQuery(PageQuery):
    """``?unit=``: the own unit if none is named."""

    unit = unit_code(load_default=None)


class TotalsQuery(ReadQuery):
    """``?first=&last=&unit=``: local days; the own unit if none is named."""

    first = fields.Date(required=True)
    last = fields.Date(required=True)
    unit = unit_code(load_default=None)

    @validates_schema
    def _ordered(self, asked: dict[str, Any], **_: Any) -> None:
        days = (asked["last"] - asked["first"]).days if {"first", "last"} <= asked.keys() else 0
        if not 0 <= days < DAYS_MAX:
            raise ValidationError("Not a span of days.", "last")


class HoursQuery(ReadQuery):
    """``?first=&last=&unit=``: months like 2026-03."""

    first = fields.String(required=True, validate=validate.Regexp(MONTH_PATTERN))
    last = fields.String(required=True, validate=validate.Regexp(MONTH_PATTERN))
    unit = unit_code(load_default=None)


class TemplatesQuery(ReadQuery):
    """``?category=``."""

    category = fields.String(required=True, validate=validate.OneOf([it.value for it in Category]))


class RejectionSchema(RequestSchema):
    """POST …/rejection."""

    reason = fields.String(
        required=True, validate=validate.OneOf([it.value for it in RejectReason])
    )
    words = words()


class ForwardingSchema(RequestSchema):
    """POST …/forwarding."""

    unit_code = unit_code(required=True)


class MergingSchema(RequestSchema):
    """POST …/merging; ``into_id`` is one of …/alike."""

    into_id = fields.UUID(required=True)


class VerificationSchema(RequestSchema):
    """POST …/verification."""

    is_major_hazard = fields.Boolean(load_default=False, truthy={True}, falsy={False})


class ResolutionSchema(RequestSchema):
    """POST …/resolution, with at least one photo of how it is now."""

    photo_ids = photo_ids()
    words = words()


class ReplySchema(RequestSchema):
    """POST …/replies."""

    words = words(required=True)


class RatingSchema(RequestSchema):
    """POST …/rating."""

    stars = JsonInt(required=True, validate=validate.Range(min=1, max=STARS_MAX))


class ReopeningSchema(RequestSchema):
    """POST …/reopening."""

    words = words()


class AreaSchema(RequestSchema):
    """A face or a plate, in thousandths of the picture from its upper left corner."""

    left = JsonInt(required=True, validate=validate.Range(min=0, max=PERMILLE))
    top = JsonInt(required=True, validate=validate.Range(min=0, max=PERMILLE))
    width = JsonInt(required=True, validate=validate.Range(min=1, max=PERMILLE))
    height = JsonInt(required=True, validate=validate.Range(min=1, max=PERMILLE))


class ReporterSchema(RequestSchema):
    """POST …/reporter-reading."""

    purpose = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Length(max=PURPOSE_LENGTH_MAX),
        metadata={"description": "`telephone` or `emergency`; without it: `purpose_required`."},
    )


class RedactionSchema(RequestSchema):
    """POST …/redaction; no areas say that there is nothing to hide in it."""

    areas = fields.List(
        fields.Nested(AreaSchema), required=True, validate=validate.Length(max=AREAS_MAX)
    )
