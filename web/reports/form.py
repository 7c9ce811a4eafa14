"""Filing a report by a form: where it can be, and what was typed and sent."""

from typing import Any
from uuid import UUID

from flask import request

from api.auth import caller
from api.photos.keeping import PHOTO_FIELD, keep_photo
from api.refusals import RequestInvalidError
from api.reports.schemas import PLACE_LENGTH_MAX
from api.reports.shown import names_of
from ledger.reports.categories import Category
from ledger.reports.parameters import PHOTOS_MAX
from people.texts import TEXT_LENGTH_MAX
from web.forms import form_key
from web.rendering import Context
from web.session import short_unit_name
from web.stations.shown import stations_near

UNIT, STATION = "unit", "station"
STATIONS_MAX = 30
NAMES = ("category", "place", "where", "words", "emergency", "called", "latitude", "longitude")
DISTRICT_CODE_LENGTH = 6
"""Whoever belongs to no smaller unit, such as a rider, says in which community it is."""


def typed() -> dict[str, str]:
    """Return what was typed into the form, or nothing yet."""
    return {it: request.form.get(it, "") for it in NAMES}


def places() -> Context:
    """Return where a report can be: the own community, at a station, or near one.

    A station is a place of its own. In a community it is found by the words, or by the position if
    the reporter allows it; only positions tell that two reports are of the same thing.
    """
    own = caller().grant.unit_code
    stations = stations_near(STATIONS_MAX)
    codes = list(dict.fromkeys(it.unit_code for it in stations))
    names = names_of([own, *codes])
    others = [_unit(it, names) for it in codes if it != own]
    is_wide = len(own) <= DISTRICT_CODE_LENGTH
    return {
        "own": _unit(own, names) | ({"words": "不清楚是哪个社区"} if is_wide else {}),
        "is_wide": is_wide,
        "units": others,
        "stations": [{"value": f"{STATION}:{it.station_id}", "words": it.name} for it in stations],
    }


def asked() -> dict[str, Any]:
    """Return what the form asks for; its pictures are kept first. Raise RequestInvalidError."""
    form = request.form
    category = form.get("category", "")
    if category not in set(Category):
        raise RequestInvalidError({"category": ["Not a category."]})
    unit_code, station_id = _where(form.get("where", ""))
    return {
        "category": category,
        "photo_ids": _photos(),
        "position": _position(form.get("latitude", ""), form.get("longitude", "")),
        "station_id": station_id,
        "unit_code": unit_code,
        "place": form.get("place", "").strip()[:PLACE_LENGTH_MAX],
        "words": form.get("words", "").strip()[:TEXT_LENGTH_MAX],
        "occurred_at": None,
        "is_emergency": bool(form.get("emergency")),
        "has_called": bool(form.get("called")),
    }


def _unit(code: str, names: dict[str, str]) -> Context:
    return {"value": f"{UNIT}:{code}", "words": short_unit_name(names[code])}


def _where(chosen: str) -> tuple[str | None, UUID | None]:
    """Return the unit or the station that was chosen; the own unit if neither was."""
    kind, _, told = chosen.partition(":")
    if kind == STATION:
        try:
            return None, UUID(told)
        except ValueError:
            raise RequestInvalidError({"where": ["Not a station."]}) from None
    is_code = kind == UNIT and told.isdecimal() and told.isascii()
    return (told if is_code else None), None


def _position(latitude: str, longitude: str) -> dict[str, float] | None:
    try:
        north, east = float(latitude), float(longitude)
    except ValueError:
        return None
    # Beyond these it is no place at all; whether it lies in the city, the ledger says.
    if not (abs(north) <= 90 and abs(east) <= 180):  # noqa: PLR2004 - degrees of a globe
        return None
    return {"latitude": north, "longitude": east}


def _photos() -> list[UUID]:
    sent = [it for it in request.files.getlist(PHOTO_FIELD) if it.filename][:PHOTOS_MAX]
    key, about = form_key(), caller().person_id
    return [keep_photo(it, f"{key}-{n}", about=about).photo.photo_id for n, it in enumerate(sent)]
