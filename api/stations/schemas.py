"""Requests and answers of stations."""

from marshmallow import Schema, fields, validate

from api.answers import CommandAnswer
from api.fields import text, unit_code
from api.limits import SERVICE_LENGTH_MAX
from api.paging import PageQuery
from api.reading import RequestSchema
from ledger.stations.station import HOURS_LENGTH_MAX, SERVICES_MAX, STATION_NAME_LENGTH_MAX


class RegisterStationSchema(RequestSchema):
    """POST /stations."""

    unit_code = unit_code(required=True)
    name = text(STATION_NAME_LENGTH_MAX, required=True)
    services = fields.List(
        text(SERVICE_LENGTH_MAX), load_default=list, validate=validate.Length(max=SERVICES_MAX)
    )
    hours = text(HOURS_LENGTH_MAX, required=True)


class StationsQuery(PageQuery):
    """``?unit=``: the whole city if not said."""

    unit = unit_code(load_default=None)


class StationAnswer(Schema):
    """A station: where it is, what it offers, when it is open."""

    station_id = fields.UUID()
    unit_code = fields.String()
    name = fields.String()
    services = fields.List(fields.String())
    hours = fields.String()


class VisitsAnswer(Schema):
    """Live counters of a station's screen, of today."""

    visits_today = fields.Integer(attribute="visits")
    riders_today = fields.Integer(attribute="riders")
    last_visit_at = fields.AwareDateTime(allow_none=True)
    position = fields.Integer(attribute="last_position")


class VisitAnswer(Schema):
    """A visit that counted."""

    position = fields.Integer()
    station_id = fields.UUID(
        allow_none=True,
        metadata={"description": "Null after the day itself unless the rider agreed to it."},
    )
    method = fields.String()
    points = fields.Integer()
    occurred_at = fields.AwareDateTime()


class StationRegistered(CommandAnswer):
    """The station that stands now."""

    station_id = fields.UUID()
