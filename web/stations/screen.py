"""The screen of a station: the code that turns, what works, and who came today."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import Response

from api.auth import caller
from api.permissions import Action, may, requires
from api.services import services
from api.stations.acting import station_of
from api.stations.finding import is_open, shown_mark
from ledger.kernel.clock import local_date
from ledger.kernel.ids import subject_of
from projections.stations.views import StationRow
from qr.kinds import Kind
from web.blueprints import Pages, fresh
from web.daylight import is_screen_night
from web.rendering import code_picture, fresh_key, page
from web.session import frame
from web.stations.hours import hours_of
from web.stations.shown import service_rows

pages = Pages("station_screen")

SCREEN_SERVICES_MAX = 6


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
    return page(
        "station_screen.html",
        frame=replace(frame(), theme=night),
        station=_shown(found),
        host=given.public_host,
        visits_today=live.visits,
        open=is_open(found, now),
        mark=shown_mark(found, now),
        qr_svg=code_picture(token, "驿站码"),
    )


def _shown(found: StationRow) -> dict[str, Any]:
    offered = [
        {"key": it["words"], "note": it["reason_words"] or it["detail"], "out": it["out"]}
        for it in service_rows(found.station_id)
    ]
    return {
        "station_id": found.station_id,
        "name": found.name,
        "kind": found.kind,
        "services": offered[:SCREEN_SERVICES_MAX],
        "closes_at": hours_of(found.hours, services().clock()).closes_at,
    }
