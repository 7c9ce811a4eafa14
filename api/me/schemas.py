"""What somebody sees of themself."""

from marshmallow import Schema, fields

from api.reading import ReadQuery, RequestSchema
from api.volunteering.schemas import AttendanceAnswer


class MeAnswer(Schema):
    """Who is calling, as what, and where."""

    person_id = fields.UUID(allow_none=True)
    display_name = fields.String(allow_none=True)
    role = fields.String()
    role_name = fields.String(metadata={"description": "In Chinese."})
    unit_code = fields.String()
    place_id = fields.UUID(allow_none=True)
    listed = fields.Boolean(metadata={"description": "Agreed to be shown on leaderboards."})
    expires_at = fields.AwareDateTime(metadata={"description": "Of the access token."})


class ListedSchema(RequestSchema):
    """PATCH /me."""

    listed = fields.Boolean(required=True, truthy={True}, falsy={False})


class ServiceRecordAnswer(Schema):
    """All counted minutes, and the attendances they come from, latest first."""

    minutes = fields.Integer()
    verified_minutes = fields.Integer(metadata={"description": "Proved by scans (VH-4)."})
    supplementary_minutes = fields.Integer()
    held_minutes = fields.Integer(metadata={"description": "Wait for people to confirm them."})
    by_evidence = fields.Dict(keys=fields.String(), values=fields.Integer())
    sessions = fields.Integer()
    items = fields.List(fields.Nested(AttendanceAnswer))
    next = fields.String(allow_none=True)


class VisitDaysQuery(ReadQuery):
    """``?first=&last=``: the last 90 days if not said; at most 200 days with a visit."""

    first = fields.Date(load_default=None)
    last = fields.Date(load_default=None)


class VisitDayAnswer(Schema):
    """A day on which the caller came to stations."""

    day = fields.Date()
    visits = fields.Integer()
    points = fields.Integer()


class VisitDaysAnswer(Schema):
    """Days, the latest first."""

    items = fields.List(fields.Nested(VisitDayAnswer))
