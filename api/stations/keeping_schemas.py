"""Requests and answers about a station that is registered."""

from marshmallow import fields, validate

from api.answers import CommandAnswer
from api.fields import Text, text
from api.reading import RequestSchema
from api.stations.schemas import StationLocationSchema
from ledger.stations.place import PlaceKind
from ledger.stations.station import HOURS_LENGTH_MAX
from ledger.stations.station_events import ClosingReason
from ledger.stations.station_services import (
    SERVICE_DETAIL_LENGTH_MAX,
    SERVICE_NAME_LENGTH_MAX,
    OutReason,
)

NAME = validate.Regexp(
    r"^(?!.*[0-9]{7})\S+$", error="One word without a telephone number; more is the detail."
)
DETAIL = validate.Regexp(r"^(?!.*[0-9]{7})", error="No telephone numbers here.")
"""Whatever is said of a service is in the log for ever: nobody's number."""


class StationPlaceSchema(RequestSchema):
    """PUT /stations/<id>/place."""

    kind = fields.Enum(PlaceKind, by_value=True, required=True)
    location = fields.Nested(StationLocationSchema, required=True, allow_none=True)


class StationHoursSchema(RequestSchema):
    """PUT /stations/<id>/hours."""

    hours = text(
        HOURS_LENGTH_MAX,
        required=True,
        metadata={"description": "周一至周五 08:00-20:00；周六、周日 09:00-17:00, or 24 小时."},
    )


class StationServiceNameSchema(RequestSchema):
    """A service by its name."""

    service = text(SERVICE_NAME_LENGTH_MAX, required=True)


class StationServiceSchema(RequestSchema):
    """POST /stations/<id>/services: it works, unless there is a reason why it does not."""

    service = Text(
        required=True, validate=[validate.Length(min=1, max=SERVICE_NAME_LENGTH_MAX), NAME]
    )
    detail = Text(
        load_default="", validate=[validate.Length(max=SERVICE_DETAIL_LENGTH_MAX), DETAIL]
    )
    reason = fields.Enum(OutReason, by_value=True, load_default=None, allow_none=True)


class StationKeeperSchema(RequestSchema):
    """PUT /stations/<id>/keeper."""

    keeper_id = fields.UUID(required=True)


class StationPhotoSchema(RequestSchema):
    """PUT /stations/<id>/photo: one the caller sent, or none."""

    photo_id = fields.UUID(required=True, allow_none=True)


class StationClosingSchema(RequestSchema):
    """POST /stations/<id>/closing."""

    reason = fields.Enum(ClosingReason, by_value=True, required=True)
    until = fields.Date(
        load_default=None, allow_none=True, metadata={"description": "The last day."}
    )


class StationSaid(CommandAnswer):
    """The station of which it was said."""

    station_id = fields.UUID()
