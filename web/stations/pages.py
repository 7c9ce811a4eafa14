"""Pages of stations: where they are, and the screen with the code that turns."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import Response, request, url_for

from api.auth import caller
from api.permissions import Action, may, requires
from api.reach import scope_of
from api.services import services
from api.stations.doors import station_of
from ledger.kernel.clock import local_date
from ledger.kernel.ids import subject_of
from projections.stations.views import StationRow
from qr.kinds import Kind
from web.blueprints import Pages, fresh
from web.daylight import is_screen_night
from web.formats import local
from web.rendering import code_picture, fresh_key, page
from web.session import frame, visitor
from web.stations.hours import hours_of, is_open
from web.units import address_of, district_of

pages = Pages("stations")

SHOWN = 30
SCREEN_SERVICES_MAX = 6


@pages.get("/stations")
@requires(Action.PUBLIC)
@fresh
def stations() -> Response:
    """List the stations near, those of one's own district first (附近驿站)."""
    after_id = request.args.get("after_id", type=UUID)
    found = stations_near(SHOWN, after_id)
    full = len(found) == SHOWN
    return page(
        "stations.html",
        stations=[shown(each) for each in found],
        next_address=url_for(".stations", after_id=found[-1].station_id) if full else "",
    )


@pages.get("/stations/<uuid:station_id>/screen")
@requires(Action.SHOW_STATION_CODE)
@fresh
def station_screen(station_id: UUID) -> Response:
    """Show the code that riders scan, and count them live (驿站屏幕)."""
    caller().require_place(station_id)
    found, given, who = station_of(station_id), services(), caller()
    now = given.clock()
    device = given.devices.recent(who.grant.token_id, now=now)
    if device is None:
        enrols = may(who.role, Action.MANAGE_DEVICES)
        place = {"name": found.name}
        return page("device_needed.html", station=place, may_enrol=enrols, key=fresh_key())
    live = given.views.stations.live(station_id, local_date(now))
    token = given.maker.make(Kind.STATION, subject_of(device.device_id), at=now)
    night = "dark" if is_screen_night(now) else "light"
    offered = [{"key": it, "note": "", "out": False} for it in found.services]
    return page(
        "station_screen.html",
        frame=replace(frame(), theme=night),
        station={
            "station_id": station_id,
            "name": found.name,
            "services": offered[:SCREEN_SERVICES_MAX],
            "closes_at": hours_of(found.hours).closes_at,
        },
        host=given.public_host,
        visits_today=live.visits,
        open=is_open(found.hours, local(now).time()),
        qr_svg=code_picture(token, "驿站码"),
    )


def stations_near(limit: int, after_id: UUID | None = None) -> list[StationRow]:
    """Return stations of the visitor's district; of the whole city for strangers."""
    return services().views.stations.page(scope_of(district_of_visitor()), limit, after_id)


def district_of_visitor() -> str:
    """Return the code of the visitor's district; empty, the whole city, of strangers."""
    who = visitor()
    return district_of(who.grant.unit_code) if who else ""


def shown(station: StationRow) -> dict[str, Any]:
    """Return a station as a card."""
    given = services()
    now = given.clock()
    times = hours_of(station.hours)
    return {
        "station_id": station.station_id,
        "name": station.name,
        "address": address_of(station.unit_code),
        "services": list(station.services),
        "opens_at": times.opens_at,
        "closes_at": times.closes_at,
        "open": is_open(station.hours, local(now).time()),
        "visits_today": given.views.stations.live(station.station_id, local_date(now)).visits,
    }
