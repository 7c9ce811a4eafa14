"""Doors of stations and riders."""

from typing import Any
from uuid import UUID

from flask import Response

from api.answers import pages_of
from api.auth import caller
from api.doors import Doors
from api.enrolment import register
from api.execution import execute
from api.idempotency import stamp
from api.live import live_response
from api.paging import page, read_cursor
from api.permissions import Action, requires
from api.pictures import svg_response
from api.reach import scope_of
from api.reading import ReadQuery, settled
from api.refusals import DeviceNotRegisteredError
from api.secrets import SecretAnswer, secret_response
from api.services import services
from api.stations.schemas import (
    RegisterStationSchema,
    StationAnswer,
    StationRegistered,
    StationsQuery,
    VisitsAnswer,
)
from api.volunteering.schemas import EnrolSchema, PersonRegistered
from ledger.kernel.clock import local_date
from ledger.kernel.ids import subject_of
from ledger.stations.commands import RegisterRider, RegisterStation
from ledger.stations.errors import StationNotFoundError
from people.roles import Role
from projections.stations.views import StationRow
from qr.kinds import Kind
from qr.posters import station_poster
from qr.tokens import url

blp = Doors("stations", "Red bee stations and riders")

POSTER_SERVICES_MAX = 6
_visits = VisitsAnswer()


@blp.post("/stations")
@requires(Action.REGISTER_STATION)
@blp.commands(RegisterStationSchema, StationRegistered)
def register_station(loaded: dict[str, Any]) -> Response:
    """Enter a station (登记驿站); a unit has one of a name."""
    caller().require_unit(loaded["unit_code"])
    offered = tuple(loaded.pop("services"))
    return execute(RegisterStation(**stamp(), services=offered, **loaded), 201)


@blp.get("/stations")
@requires(Action.PUBLIC)
@blp.reads(StationsQuery, pages_of(StationAnswer))
def list_stations(asked: dict[str, Any]) -> Any:
    """List the stations of a unit and below; for everybody (驿站)."""
    limit, after = asked["limit"], read_cursor(asked["cursor"], UUID)
    found = services().views.stations.page(scope_of(asked["unit"] or ""), limit, after)
    return page(found, found[-1].station_id if len(found) == limit else None)


@blp.get("/stations/<uuid:station_id>")
@requires(Action.PUBLIC)
@blp.reads(ReadQuery, StationAnswer)
def see_station(_asked: dict[str, Any], station_id: UUID) -> Any:
    """Show one station; for everybody (驿站)."""
    return station_of(station_id)


@blp.get("/stations/<uuid:station_id>/screen-secret")
@requires(Action.SHOW_STATION_CODE)
@blp.reads(ReadQuery, SecretAnswer)
def see_station_secret(_asked: dict[str, Any], station_id: UUID) -> Response:
    """Give an enrolled screen what it needs to make its codes, offline too (驿站码).

    They are the device's own codes, so that they end with it.
    """
    caller().require_place(station_id)
    device = services().devices.recent(caller().grant.token_id, now=services().clock())
    if device is None:
        raise DeviceNotRegisteredError
    return secret_response(Kind.STATION, device.device_id)


@blp.get("/stations/<uuid:station_id>/visits")
@requires(Action.SEE_VISITS)
@blp.reads(ReadQuery, VisitsAnswer)
def count_visits(_asked: dict[str, Any], station_id: UUID) -> Response:
    """Count today's visits, for the station's screen (今日停靠)."""
    _require_near(station_of(station_id))
    given = services()
    shown = given.views.stations.live(station_id, local_date(given.clock()))
    return live_response(_visits, shown)


@blp.get("/stations/<uuid:station_id>/poster.svg")
@requires(Action.PRINT_POSTER)
@blp.draws()
def draw_poster(station_id: UUID) -> Response:
    """Draw the A4 poster with the station's printed code (驿站海报)."""
    station = station_of(station_id)
    _require_near(station)
    given = services()
    unit = given.views.units.of(station.unit_code, local_date(given.clock()))
    token = given.maker.make(Kind.PLATE, subject_of(station_id))
    drawing = station_poster(
        name=station.name,
        unit_name=unit.name if unit else station.unit_code,
        url=url(given.public_host, token),
        services=station.services[:POSTER_SERVICES_MAX],
        hours=station.hours,
    )
    return svg_response(drawing)


@blp.post("/riders")
@requires(Action.REGISTER_RIDER)
@blp.commands(EnrolSchema, PersonRegistered)
def register_rider(loaded: dict[str, Any]) -> Response:
    """Register a rider, with a wallet and, if a passcode is given, a login (登记骑手)."""
    caller().require_unit(loaded["unit_code"])
    own_stamp = stamp()

    def command_of(person_id: UUID) -> RegisterRider:
        return RegisterRider(
            **own_stamp,
            person_id=person_id,
            number=loaded["number"],
            unit_code=loaded["unit_code"],
        )

    return register(loaded, own_stamp, Role.RIDER, command_of, _known_as)


def station_of(station_id: UUID) -> StationRow:
    """Return a station, or refuse."""
    station = settled(services(), lambda: services().views.stations.of(station_id))
    if station is None:
        raise StationNotFoundError(station_id=station_id)
    return station


def _require_near(station: StationRow) -> None:
    """Let keepers and screens see their own station, and offices those of their unit."""
    if caller().grant.place_id is not None:
        caller().require_place(station.station_id)
    else:
        caller().require_unit(station.unit_code)


def _known_as(number: str) -> UUID | None:
    row = services().views.riders.by_number(number)
    return None if row is None else row.person_id
