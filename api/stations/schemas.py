"""Requests and answers of stations."""

from typing import Any

from marshmallow import Schema, fields, validate

from api.answers import CommandAnswer
from api.fields import text, unit_code
from api.limits import SEARCH_LENGTH_MAX, SERVICE_LENGTH_MAX
from api.paging import PageQuery
from api.reading import RequestSchema
from api.stations.finding import SERVICE_PARTS
from ledger.stations.place import PER_DEGREE, Location, PlaceKind
from ledger.stations.station import HOURS_LENGTH_MAX, STATION_NAME_LENGTH_MAX
from ledger.stations.station_services import SERVICES_MAX


class Degrees(fields.Float):
    """Degrees as JSON Schema's number means them: never true, and never "40.8"."""

    def __init__(self, bound: int, **kwargs: Any) -> None:
        within = validate.Range(min=-bound, max=bound)
        super().__init__(required=True, allow_nan=False, validate=within, **kwargs)

    def _validated(self, value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise self.make_error("invalid", input=value)
        return super()._validated(value)


class StationLocationSchema(RequestSchema):
    """A place on earth (WGS 84); kept to about a metre."""

    lat_deg = Degrees(90, metadata={"description": "North of the equator."})
    lon_deg = Degrees(180, metadata={"description": "East of Greenwich."})


def location_of(loaded: dict[str, Any] | None) -> Location | None:
    """Return a place that was sent as the ledger keeps it."""
    if loaded is None:
        return None
    north, east = (round(loaded[name] * PER_DEGREE) for name in ("lat_deg", "lon_deg"))
    return Location(north, east)


class PlaceFields(RequestSchema):
    """What kind of place it is, and where."""

    kind = fields.Enum(PlaceKind, by_value=True, load_default=PlaceKind.RED_BEE)
    location = fields.Nested(StationLocationSchema, load_default=None, allow_none=True)


class RegisterStationSchema(PlaceFields):
    """POST /stations."""

    unit_code = unit_code(required=True)
    name = text(STATION_NAME_LENGTH_MAX, required=True)
    services = fields.List(
        text(SERVICE_LENGTH_MAX), load_default=list, validate=validate.Length(max=SERVICES_MAX)
    )
    hours = text(HOURS_LENGTH_MAX, required=True)


class StationsQuery(PageQuery):
    """``?unit=&kind=&service=&q=&open=``: the whole city and any station if not said."""

    unit = unit_code(load_default=None)
    kind = fields.Enum(PlaceKind, by_value=True, load_default=None)
    service = fields.String(
        load_default="",
        validate=validate.OneOf(("", *SERVICE_PARTS)),
        metadata={"description": "Only stations where it works now."},
    )
    q = text(SEARCH_LENGTH_MAX, length_min=0, load_default="")
    open = fields.Boolean(
        load_default=False,
        truthy={"1", "true"},
        falsy={"0", "false"},
        metadata={"description": "Only what is open now; a page may then hold fewer."},
    )


class StationLocationAnswer(Schema):
    """A place on earth (WGS 84)."""

    lat_deg = fields.Float()
    lon_deg = fields.Float()


class StationAnswer(Schema):
    """A station: what it is, where, what it offers, when it is open."""

    station_id = fields.UUID()
    number = fields.String(metadata={"description": "What people read out: 7GK 259 (本站码)."})
    unit_code = fields.String()
    name = fields.String()
    services = fields.List(fields.String())
    hours = fields.String()
    kind = fields.String()
    location = fields.Nested(StationLocationAnswer, allow_none=True)
    out_of_order = fields.List(fields.String())
    closed_since = fields.AwareDateTime(allow_none=True)
    closed_reason = fields.String(allow_none=True)
    closed_until = fields.Date(allow_none=True)


class StationServiceAnswer(Schema):
    """A service of a station as it stands, and since when."""

    name = fields.String()
    detail = fields.String()
    state = fields.String()
    reason = fields.String(allow_none=True)
    since = fields.AwareDateTime()


class StationServicesAnswer(Schema):
    """What a station offers."""

    items = fields.List(fields.Nested(StationServiceAnswer))


class VisitsAnswer(Schema):
    """Live counters of a station's screen, of today."""

    visits_today = fields.Integer(attribute="visits")
    riders_today = fields.Integer(attribute="riders")
    last_visit_at = fields.AwareDateTime(allow_none=True)
    position = fields.Integer(attribute="last_position")
    repeats_today = fields.Integer(metadata={"description": "Scans that came too soon."})
    repeated_at = fields.AwareDateTime(allow_none=True)
    counted_at = fields.AwareDateTime(
        allow_none=True,
        metadata={"description": "When the visit was because of which the last repeat is none."},
    )
    again_from = fields.AwareDateTime(allow_none=True)
    clock_off_s = fields.Integer(
        allow_none=True,
        metadata={"description": "How far the device's clock is ahead, when that is too far."},
    )
    open = fields.Boolean()
    shown_mark = fields.String(
        metadata={"description": "Changes when a screen should draw the station anew."}
    )


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
