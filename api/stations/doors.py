"""Doors of stations and riders."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from flask import Response

from api.answers import pages_of
from api.auth import caller
from api.devices.watching import note_report
from api.doors import Doors
from api.enrolment import register
from api.execution import execute
from api.idempotency import stamp
from api.live import live_response
from api.paging import page, read_cursor
from api.permissions import Action, requires
from api.pictures import svg_response
from api.reading import ReadQuery
from api.refusals import DeviceNotRegisteredError
from api.secrets import SecretAnswer, secret_response
from api.services import services
from api.stations.acting import near_station, station_of
from api.stations.finding import Wanted, find_stations, is_open, shown_mark
from api.stations.schemas import (
    RegisterStationSchema,
    StationAnswer,
    StationRegistered,
    StationServicesAnswer,
    StationsQuery,
    VisitsAnswer,
    location_of,
)
from api.volunteering.schemas import EnrolSchema, PersonRegistered
from api.words_zh import PLACE_KINDS
from ledger.kernel.clock import local_date
from ledger.kernel.ids import subject_of
from ledger.stations.commands import RegisterRider, RegisterStation
from ledger.stations.visit_day import VISIT_GAP
from people.roles import Role
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
    offered, where = tuple(loaded.pop("services")), location_of(loaded.pop("location"))
    return execute(RegisterStation(**stamp(), services=offered, location=where, **loaded), 201)


@blp.get("/stations")
@requires(Action.PUBLIC)
@blp.reads(StationsQuery, pages_of(StationAnswer))
def list_stations(asked: dict[str, Any]) -> Any:
    """List the stations of a unit and below; for everybody (驿站)."""
    wanted = Wanted(
        unit_code=asked["unit"] or "",
        kind=asked["kind"].value if asked["kind"] else "",
        service=asked["service"],
        words=asked["q"],
        open_now=asked["open"],
    )
    return page(*find_stations(wanted, asked["limit"], read_cursor(asked["cursor"], UUID)))


@blp.get("/stations/<uuid:station_id>")
@requires(Action.PUBLIC)
@blp.reads(ReadQuery, StationAnswer)
def see_station(_asked: dict[str, Any], station_id: UUID) -> Any:
    """Show one station; for everybody (驿站)."""
    return station_of(station_id)


@blp.get("/stations/<uuid:station_id>/services")
@requires(Action.PUBLIC)
@blp.reads(ReadQuery, StationServicesAnswer)
def list_station_services(_asked: dict[str, Any], station_id: UUID) -> Any:
    """List what a station offers, what does not work and since when; for everybody (服务)."""
    return {"items": services().views.stations.services(station_of(station_id).station_id)}


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
    """Count today's visits, for the station's screen (今日停靠).

    A screen says with `Device-Time` what its clock is, and with `Device-Instance` who it is, so
    that a wrong clock and a copied secret are noticed; it is told when its clock is too far off.
    """
    station = near_station(station_id)
    given, who, off_s = services(), caller(), None
    if who.grant.person_id is None:
        off_s = note_report(given, who.grant.token_id)
    now = given.clock()
    today = local_date(now)
    live = given.views.stations.live(station_id, today)
    repeats = given.views.stations.repeats(station_id, today)
    counted_at = repeats.counted_at
    shown = {
        **asdict(live),
        "repeats_today": repeats.repeats,
        "repeated_at": repeats.repeated_at,
        "counted_at": counted_at,
        "again_from": None if counted_at is None else counted_at + VISIT_GAP,
        "clock_off_s": off_s,
        "open": is_open(station, now),
        "shown_mark": shown_mark(station, now),
    }
    return live_response(_visits, shown)


@blp.get("/stations/<uuid:station_id>/poster.svg")
@requires(Action.PRINT_POSTER)
@blp.draws()
def draw_poster(station_id: UUID) -> Response:
    """Draw the A4 poster with the station's printed code (驿站海报)."""
    station = near_station(station_id)
    given = services()
    unit = given.views.units.of(station.unit_code, local_date(given.clock()))
    token = given.maker.make(Kind.PLATE, subject_of(station_id))
    drawing = station_poster(
        name=station.name,
        number=station.number,
        unit_name=unit.name if unit else station.unit_code,
        url=url(given.public_host, token),
        services=station.services[:POSTER_SERVICES_MAX],
        hours=station.hours,
        kind_name=PLACE_KINDS[station.kind],
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


def _known_as(number: str) -> UUID | None:
    row = services().views.riders.by_number(number)
    return None if row is None else row.person_id
