"""Pages of whoever sees to a station: today, services and hours, riders' codes."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask import Response, request

from api.auth import caller
from api.devices.watching import watch
from api.permissions import Action, may, requires
from api.photos.keeping import PHOTO_FIELD, keep_photo, sent_photo, takes_photo
from api.services import services
from api.stations import acting
from api.stations.acting import near_station
from api.stations.finding import is_open
from ledger.kernel.clock import local_date
from ledger.stations.station import HOURS_LENGTH_MAX
from ledger.stations.station_services import (
    SERVICE_DETAIL_LENGTH_MAX,
    SERVICE_NAME_LENGTH_MAX,
    SERVICES_MAX,
)
from web.blueprints import Pages, fresh
from web.devices.words import trouble_rows
from web.forms import form_key, form_stamp
from web.headers import may_ask_for_place
from web.rendering import fresh_key, page, see
from web.stations.forms import read_closing, read_hours, read_keeper, read_place, read_service
from web.stations.keepers import candidates_of, keeper_name
from web.stations.shown import service_rows, shown
from web.stations_zh import CLOSING_REASONS, OUT_REASONS, PLACE_KINDS, SERVICES

pages = Pages("station_keeper")

DAYS_SHOWN = 7


@pages.get("/stations/<uuid:station_id>/today")
@requires(Action.SEE_VISITS)
@fresh
def today(station_id: UUID) -> Response:
    """Show how many came today and this week: counts, and nobody's way (今天)."""
    row, given = near_station(station_id), services()
    now = given.clock()
    day = local_date(now)
    live = given.views.stations.live(station_id, day)
    troubled = may(caller().role, Action.MANAGE_DEVICES)
    return page(
        "station_today.html",
        station=shown(row),
        live=live,
        repeats=given.views.stations.repeats(station_id, day).repeats,
        open=is_open(row, now),
        days=_days(station_id, day),
        troubles=trouble_rows(watch(given, given.devices.at_place(station_id))) if troubled else [],
        key=fresh_key(),
    )


@pages.get("/stations/<uuid:station_id>/riders")
@requires(Action.SCAN_RIDERS)
@fresh
def riders(station_id: UUID) -> Response:
    """Scan the codes of riders one after the other, without a network too (扫骑手码)."""
    caller().require_place(station_id)
    return page("station_riders.html", station=shown(near_station(station_id)))


@pages.get("/stations/<uuid:station_id>/services")
@requires(Action.TEND_STATION)
@fresh
def tend(station_id: UUID) -> Response:
    """Show what can be said of a station: services, hours, by offices more (服务和营业)."""
    row = near_station(station_id)
    edits = may(caller().role, Action.EDIT_STATION)
    offered = service_rows(station_id)
    named = {it["words"] for it in offered}
    response = page(
        "station_services.html",
        station=shown(row),
        row=row,
        services=offered,
        offers=[it for it, _ in SERVICES.values() if it not in named],
        is_full=len(offered) >= SERVICES_MAX,
        out_reasons=OUT_REASONS,
        edits=edits,
        kinds=PLACE_KINDS,
        closing_reasons=CLOSING_REASONS,
        candidates=candidates_of(row) if edits else [],
        keeper_name=keeper_name(row) if edits else "",
        name_length_max=SERVICE_NAME_LENGTH_MAX,
        detail_length_max=SERVICE_DETAIL_LENGTH_MAX,
        hours_length_max=HOURS_LENGTH_MAX,
        today=local_date(services().clock()).isoformat(),
        key=fresh_key(),
    )
    return may_ask_for_place(response)


@pages.post("/stations/<uuid:station_id>/services")
@requires(Action.TEND_STATION)
def set_service(station_id: UUID) -> Response:
    """Offer something, or say how it stands (改服务)."""
    return _back(station_id, acting.say_service(form_stamp(), station_id, **read_service()))


@pages.post("/stations/<uuid:station_id>/services/ending")
@requires(Action.TEND_STATION)
def end_service(station_id: UUID) -> Response:
    """Offer something no more (去掉服务)."""
    name = request.form.get("service", "")[:SERVICE_NAME_LENGTH_MAX]
    return _back(station_id, acting.end_service(form_stamp(), station_id, name))


@pages.post("/stations/<uuid:station_id>/hours")
@requires(Action.TEND_STATION)
def change_hours(station_id: UUID) -> Response:
    """Open at other times (改营业时间)."""
    return _back(station_id, acting.say_hours(form_stamp(), station_id, read_hours()))


@pages.post("/stations/<uuid:station_id>/photo")
@requires(Action.TEND_STATION)
@takes_photo
def show_photo(station_id: UUID) -> Response:
    """Show a photo, or with none sent no more (换照片)."""
    near_station(station_id)
    sent, photo_id = request.files.get(PHOTO_FIELD), None
    if sent is not None and sent.filename:
        key = f"{form_key()}:picture"
        photo_id = keep_photo(sent_photo(PHOTO_FIELD), key, about=None).photo.photo_id
    return _back(station_id, acting.show_photo(form_stamp(), station_id, photo_id))


@pages.post("/stations/<uuid:station_id>/closing")
@requires(Action.EDIT_STATION)
def close(station_id: UUID) -> Response:
    """Close it for some time (停止开放)."""
    return _back(station_id, acting.close(form_stamp(), station_id, *read_closing()))


@pages.post("/stations/<uuid:station_id>/reopening")
@requires(Action.EDIT_STATION)
def reopen(station_id: UUID) -> Response:
    """Open it again (恢复开放)."""
    return _back(station_id, acting.reopen(form_stamp(), station_id))


@pages.post("/stations/<uuid:station_id>/place")
@requires(Action.EDIT_STATION)
def place(station_id: UUID) -> Response:
    """Say what kind of place it is and where (改位置)."""
    return _back(station_id, acting.say_place(form_stamp(), station_id, *read_place()))


@pages.post("/stations/<uuid:station_id>/keeper")
@requires(Action.EDIT_STATION)
def name_keeper(station_id: UUID) -> Response:
    """Say who sees to it, or nobody (改管理员)."""
    keeper_id = read_keeper()
    if keeper_id is None:
        return _back(station_id, acting.end_keeper(form_stamp(), station_id))
    return _back(station_id, acting.name_keeper(form_stamp(), station_id, keeper_id))


def _back(station_id: UUID, recorded: Any) -> Response:
    return see(".tend", station_id=station_id, after=recorded.position)


def _days(station_id: UUID, day: date) -> list[dict[str, Any]]:
    """Return the last days with their visits, today last; bars are drawn from the fullest."""
    first = day - timedelta(days=DAYS_SHOWN - 1)
    found = {it.day: it for it in services().views.stations.days(station_id, first, day)}
    most = max([it.visits for it in found.values()], default=0) or 1
    shown_days = []
    for ago in reversed(range(DAYS_SHOWN)):
        on = day - timedelta(days=ago)
        visits = found[on].visits if on in found else 0
        shown_days.append({"day": on, "visits": visits, "percent": round(100 * visits / most)})
    return shown_days
