"""Stations near a station: on its page, in its sketch."""

from dataclasses import dataclass
from typing import Any

from api.reach import scope_of
from api.services import services
from projections.reader import PAGE_MAX
from projections.stations.views import StationRow
from web.stations.sketch import Mark, metres_between
from web.units import district_of

NEAREST_MAX = 5
_KILOMETRE_M = 1_000
_TENS_UP_TO_KM = 10


@dataclass(frozen=True, slots=True)
class Near:
    """A station and those near it: marks for the sketch, rows for the list."""

    marks: list[Mark]
    rows: list[dict[str, Any]]


def nearest(station: StationRow) -> Near:
    """Return the nearest stations of the same district; none of one whose place nobody said."""
    own = _mark(1, station)
    if own is None:
        return Near([], [])
    scope = scope_of(district_of(station.unit_code))
    found = services().views.stations.page(scope, PAGE_MAX)
    placed = [(it, _mark(0, it)) for it in found if it.station_id != station.station_id]
    away = [(metres_between(own, mark), it, mark) for it, mark in placed if mark is not None]
    away.sort(key=lambda each: (each[0], each[1].name))
    chosen = away[:NEAREST_MAX]
    marks = [Mark(at, mark.lat, mark.lon) for at, (_, _, mark) in enumerate(chosen, 2)]
    rows = [
        {"station_id": it.station_id, "name": it.name, "away": away_words(metres)}
        for metres, it, _ in chosen
    ]
    return Near([own, *marks], rows)


def away_words(metres: float) -> str:
    """Say how far something is: 约 350 米, 约 2.4 公里 (as app/distance.js does)."""
    if metres < _KILOMETRE_M:
        return f"约 {max(10, round(metres / 10) * 10)} 米"
    kilometres = metres / _KILOMETRE_M
    return (
        f"约 {kilometres:.1f} 公里" if kilometres < _TENS_UP_TO_KM else f"约 {kilometres:.0f} 公里"
    )


def _mark(number: int, it: StationRow) -> Mark | None:
    where = it.location
    return None if where is None else Mark(number, where.lat_deg, where.lon_deg)
