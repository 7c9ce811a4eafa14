"""What is sent and told about doubtful visits, gaps of phones, and purposes."""

from marshmallow import Schema, fields

from api.answers import CommandAnswer
from api.check_ins.purposes import Span
from api.fields import unit_code
from api.paging import PageQuery
from api.reading import ReadQuery, RequestSchema
from ledger.stations.visit_windows import Purpose


class NearQuery(PageQuery):
    """``?unit=``: the caller's own if not said; a keeper sees the own station."""

    unit = unit_code(load_default=None)


class SpanQuery(ReadQuery):
    """``?span=&on=``: the day, the week from Monday on, or the month that a local day lies in."""

    span = fields.Enum(Span, by_value=True, load_default=Span.MONTH)
    on = fields.Date(load_default=None, metadata={"description": "Today if not said."})


class PurposeSchema(RequestSchema):
    """POST /scans/<key>/purpose."""

    purpose = fields.Enum(Purpose, by_value=True, required=True)


class VisitDecisionSchema(RequestSchema):
    """POST /doubtful-visits/<id>/settlement."""

    accepted = fields.Boolean(required=True, truthy={True}, falsy={False})


class PurposeTold(CommandAnswer):
    """What the visit was for."""

    purpose = fields.String()


class DoubtfulVisitAnswer(Schema):
    """A visit that waits: what the phone said, the same set right, and when it came."""

    doubtful_id = fields.UUID()
    person_id = fields.UUID(attribute="rider_id")
    display_name = fields.String(allow_none=True, metadata={"description": "Masked."})
    station_id = fields.UUID()
    station_name = fields.String()
    unit_code = fields.String()
    method = fields.String()
    device_id = fields.UUID(allow_none=True)
    device_at = fields.AwareDateTime()
    occurred_at = fields.AwareDateTime()
    recorded_at = fields.AwareDateTime()


class VisitSettled(CommandAnswer):
    """What a decision came to; ``kept_as`` where the station had counted already."""

    doubtful_id = fields.UUID()
    accepted = fields.Boolean()
    result = fields.String()
    points = fields.Integer()
    kept_as = fields.String()


class PhoneGapAnswer(Schema):
    """Scans that a phone counted and did not send: their running numbers."""

    person_id = fields.UUID(allow_none=True)
    display_name = fields.String(allow_none=True, metadata={"description": "Masked."})
    device_id = fields.UUID()
    unit_code = fields.String()
    place_id = fields.UUID(allow_none=True)
    missing = fields.List(fields.String(), metadata={"description": "`17` or `20-24`."})
    scans = fields.Integer()
    found_at = fields.AwareDateTime()
    last_sent_at = fields.AwareDateTime()


class PurposeCountsAnswer(Schema):
    """How many visits of a station were for what; fewer than five are left out."""

    station_id = fields.UUID()
    first = fields.Date()
    last = fields.Date()
    purposes = fields.Dict(keys=fields.String(), values=fields.Integer())
