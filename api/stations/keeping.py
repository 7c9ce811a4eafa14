"""Doors for whoever sees to a station: its place, hours, services, keeper, photo and closing."""

from typing import Any
from uuid import UUID

from flask import Response

from api.doors import Doors
from api.execution import told
from api.idempotency import stamp
from api.permissions import Action, requires
from api.reading import EmptySchema
from api.stations import acting
from api.stations.keeping_schemas import (
    StationClosingSchema,
    StationHoursSchema,
    StationKeeperSchema,
    StationPhotoSchema,
    StationPlaceSchema,
    StationSaid,
    StationServiceNameSchema,
    StationServiceSchema,
)
from api.stations.schemas import location_of
from ledger.kernel.receipts import Recorded

blp = Doors("station-keeping", "What is said of a station by those who see to it")


@blp.put("/stations/<uuid:station_id>/place")
@requires(Action.EDIT_STATION)
@blp.commands(StationPlaceSchema, StationSaid)
def place_station(loaded: dict[str, Any], station_id: UUID) -> Response:
    """Say what kind of place it is and where; outside the city is refused (位置)."""
    where = location_of(loaded["location"])
    return _told(acting.say_place(stamp(), station_id, loaded["kind"], where))


@blp.put("/stations/<uuid:station_id>/hours")
@requires(Action.TEND_STATION)
@blp.commands(StationHoursSchema, StationSaid)
def change_station_hours(loaded: dict[str, Any], station_id: UUID) -> Response:
    """Say when it is open, so that it can be read (营业时间)."""
    return _told(acting.say_hours(stamp(), station_id, loaded["hours"]))


@blp.post("/stations/<uuid:station_id>/services")
@requires(Action.TEND_STATION)
@blp.commands(StationServiceSchema, StationSaid)
def set_station_service(loaded: dict[str, Any], station_id: UUID) -> Response:
    """Offer something, or say that it is out of order or works again (服务)."""
    return _told(acting.say_service(stamp(), station_id, **loaded))


@blp.post("/stations/<uuid:station_id>/services/ending")
@requires(Action.TEND_STATION)
@blp.commands(StationServiceNameSchema, StationSaid)
def end_station_service(loaded: dict[str, Any], station_id: UUID) -> Response:
    """Offer something no more (去掉服务)."""
    return _told(acting.end_service(stamp(), station_id, loaded["service"]))


@blp.put("/stations/<uuid:station_id>/keeper")
@requires(Action.EDIT_STATION)
@blp.commands(StationKeeperSchema, StationSaid)
def name_station_keeper(loaded: dict[str, Any], station_id: UUID) -> Response:
    """Name the keeper: somebody who holds the role there today (驿站管理员)."""
    return _told(acting.name_keeper(stamp(), station_id, loaded["keeper_id"]))


@blp.post("/stations/<uuid:station_id>/keeper/ending")
@requires(Action.EDIT_STATION)
@blp.commands(EmptySchema, StationSaid)
def end_station_keeper(_loaded: dict[str, Any], station_id: UUID) -> Response:
    """Name nobody any more; the role itself ends by its term (卸任)."""
    return _told(acting.end_keeper(stamp(), station_id))


@blp.put("/stations/<uuid:station_id>/photo")
@requires(Action.TEND_STATION)
@blp.commands(StationPhotoSchema, StationSaid)
def show_station_photo(loaded: dict[str, Any], station_id: UUID) -> Response:
    """Show a photo that was sent before on the station's page, or none (照片)."""
    return _told(acting.show_photo(stamp(), station_id, loaded["photo_id"]))


@blp.post("/stations/<uuid:station_id>/closing")
@requires(Action.EDIT_STATION)
@blp.commands(StationClosingSchema, StationSaid)
def close_station(loaded: dict[str, Any], station_id: UUID) -> Response:
    """Close it, through a day if one is known (停止开放)."""
    return _told(acting.close(stamp(), station_id, loaded["reason"], loaded["until"]))


@blp.post("/stations/<uuid:station_id>/reopening")
@requires(Action.EDIT_STATION)
@blp.commands(EmptySchema, StationSaid)
def reopen_station(_loaded: dict[str, Any], station_id: UUID) -> Response:
    """Open it again (恢复开放)."""
    return _told(acting.reopen(stamp(), station_id))


def _told(recorded: Recorded) -> Response:
    answer = {name: it for name, it in recorded.answer.items() if name == "station_id"}
    return told(Recorded(answer, recorded.position, recorded.duplicate), 201)
