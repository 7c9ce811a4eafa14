"""Public pages of stations: where they are, what works, when they are open."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import Response, request, url_for

from api.auth import Caller
from api.limits import PAGE_ITEMS_MAX, SEARCH_LENGTH_MAX
from api.permissions import Action, may, requires
from api.photos.doors import shown_picture
from api.reach import today
from api.services import services
from api.stations.acting import station_of
from api.stations.finding import SERVICE_PARTS, Wanted, find_stations
from ledger.stations.place import PlaceKind
from projections.stations.views import StationRow
from web.blueprints import Pages, fresh
from web.headers import may_ask_for_place
from web.rendering import page
from web.session import short_unit_name, visitor
from web.stations.nearest import nearest
from web.stations.shown import cards_of, own_district, service_rows, shown
from web.stations.sketch import Mark, sketch_of
from web.stations_zh import PLACE_KINDS, service
from web.units import unit_name

pages = Pages("stations")

SHOWN = 30
EVERYWHERE = "all"


@pages.get("/stations")
@requires(Action.PUBLIC)
@fresh
def stations() -> Response:
    """List stations, those of one's own district first, with a sketch of where they lie (驿站)."""
    wanted, asked = _wanted()
    after_id = request.args.get("after_id", type=UUID)
    found, next_id = find_stations(wanted, SHOWN, after_id)
    cards = cards_of(found)
    marks = [
        Mark(number, it["lat"], it["lon"])
        for number, it in enumerate(cards, 1)
        if it["lat"] is not None
    ]
    others = _others(wanted, found) if next_id or after_id else []
    more = {**asked, "after_id": next_id}
    response = page(
        "stations.html",
        stations=cards,
        sketch=sketch_of(marks, others),
        others=len(others),
        asked=asked,
        where=unit_name(wanted.unit_code) if wanted.unit_code else "",
        districts=_districts(wanted.unit_code),
        kinds=[_choice(asked, "kind", it, PLACE_KINDS[it]) for it in ("", *PLACE_KINDS) if it],
        service_chips=[_choice(asked, "service", it, service(it)[0]) for it in SERVICE_PARTS],
        open_chip=_choice(asked, "open", "1", "现在开着"),
        is_narrowed=bool(wanted.kind or wanted.service or wanted.words or wanted.open_now),
        search_length_max=SEARCH_LENGTH_MAX,
        next_address=f"{url_for('.stations')}?{urlencode(more)}" if next_id else "",
    )
    return may_ask_for_place(response)


@pages.get("/stations/<uuid:station_id>")
@requires(Action.PUBLIC)
@fresh
def station(station_id: UUID) -> Response:
    """Show one station: hours, services as they stand, a photo, where it lies (一个驿站)."""
    row, who = station_of(station_id), visitor()
    card = shown(row)
    near = nearest(row)
    response = page(
        "station.html",
        station=card,
        hours=row.hours,
        services=service_rows(station_id),
        sketch=sketch_of(near.marks),
        neighbours=near.rows,
        photo_address=url_for(".station_photo", station_id=station_id) if row.photo_id else "",
        tends=who is not None and _tends(who, row),
    )
    return may_ask_for_place(response)


@pages.get("/stations/<uuid:station_id>/photo")
@requires(Action.PUBLIC)
def station_photo(station_id: UUID) -> Response:
    """Show the photo of a station's page."""
    return shown_picture(station_of(station_id).photo_id)


def _others(wanted: Wanted, found: Sequence[StationRow]) -> list[Mark]:
    """Return where further stations lie that are wanted and are on other pages of the list."""
    numbered = {it.station_id for it in found}
    further, _ = find_stations(wanted, PAGE_ITEMS_MAX)
    spots = [it.location for it in further if it.station_id not in numbered]
    return [Mark(0, it.lat_deg, it.lon_deg) for it in spots if it is not None]


def _tends(who: Caller, row: StationRow) -> bool:
    if not may(who.role, Action.TEND_STATION):
        return False
    own = who.grant.place_id
    return who.reaches(row.unit_code) if own is None else own == row.station_id


def _wanted() -> tuple[Wanted, dict[str, str]]:
    """Read what is looked for from the address; what makes no sense counts as not said."""
    given = request.args
    kind, wanted_service = given.get("kind", ""), given.get("service", "")
    asked = {
        "unit": given.get("unit", ""),
        "kind": kind if kind in set(PlaceKind) else "",
        "service": wanted_service if wanted_service in SERVICE_PARTS else "",
        "q": given.get("q", "").strip()[:SEARCH_LENGTH_MAX],
        "open": "1" if given.get("open") == "1" else "",
    }
    unit = asked["unit"]
    if unit != EVERYWHERE and not (unit.isascii() and unit.isdigit()):
        unit = own_district()
    wanted = Wanted(
        unit_code="" if unit == EVERYWHERE else unit,
        kind=asked["kind"],
        service=asked["service"],
        words=asked["q"],
        open_now=bool(asked["open"]),
    )
    return wanted, {name: it for name, it in asked.items() if it}


def _choice(asked: dict[str, str], name: str, value: str, words: str) -> dict[str, Any]:
    """Return a chip that chooses something, or lets go of it when it is chosen."""
    return {"words": words, "chosen": asked.get(name) == value, "value": value}


def _districts(chosen: str) -> list[dict[str, Any]]:
    """Return the districts of the city to choose from, and the whole city."""
    views, city = services().views, _city(chosen)
    below = views.units.children(city, PAGE_ITEMS_MAX, as_of=today()) if city else []
    named = [{"code": it.code, "name": short_unit_name(it.name)} for it in below]
    return [{"code": EVERYWHERE, "name": "全市"}, *named]


CITY_CODE_LENGTH = 4
"""Published codes have so many digits for a city."""


def _city(chosen: str) -> str:
    """Return the city in which somebody looks; a stranger looks in the only one there is."""
    if len(chosen) >= CITY_CODE_LENGTH:
        return chosen[:CITY_CODE_LENGTH]
    views = services().views
    roots = views.units.children("", 1, as_of=today())
    while roots and len(roots[0].code) < CITY_CODE_LENGTH:
        roots = views.units.children(roots[0].code, 1, as_of=today())
    return roots[0].code if roots else ""
