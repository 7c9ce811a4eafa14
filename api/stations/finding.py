"""Finding stations: by what they are, what works in them, and whether they are open now."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from api.reach import scope_of
from api.services import services
from ledger.kernel.clock import SHANGHAI, local_date
from ledger.stations.opening import is_open_at
from ledger.stations.station_number import ids_of
from projections.stations.places import PlaceChoice
from projections.stations.views import StationRow

SERVICE_PARTS: Final = {
    "charging": ("charging", "充电"),
    "meal": ("meal", "热饭", "微波"),
    "water": ("water", "热水", "饮水"),
    "rest": ("rest", "歇", "休息", "座"),
    "medicine": ("medicine", "药", "急救"),
    "toolbox": ("toolbox", "工具"),
    "rain": ("rain", "雨"),
    "heating": ("heating", "取暖", "暖气"),
    "fridge": ("fridge", "冰箱"),
    "books": ("books", "书"),
    "toilet": ("toilet", "厕"),
}
"""Services people look for, and parts of the names stations give them (domain.md 5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody looks for; the whole city and anything if not said."""

    unit_code: str = ""
    kind: str = ""
    service: str = ""
    words: str = ""
    open_now: bool = False


def find_stations(
    wanted: Wanted, limit: int, after_id: UUID | None = None
) -> tuple[list[StationRow], UUID | None]:
    """Return stations that are wanted, and after which one the next page begins, if any.

    Whether one is open is reckoned after reading: such a page may hold fewer than ``limit``.
    Who types a station's number wants that one, in whatever unit it lies.
    """
    parts = SERVICE_PARTS.get(wanted.service, (wanted.service,) if wanted.service else ())
    choice = PlaceChoice(kind=wanted.kind, service=parts, words=wanted.words)
    given = services()
    scope = scope_of("" if ids_of(wanted.words) else wanted.unit_code)
    found = given.views.stations.page(scope, limit, after_id, choice)
    next_id = found[-1].station_id if len(found) == limit else None
    if wanted.open_now:
        found = [it for it in found if is_open(it, given.clock())]
    return found, next_id


def is_open(station: StationRow, now: datetime) -> bool:
    """Tell whether one can come in at a moment."""
    if station.is_closed(local_date(now)):
        return False
    return is_open_at(station.hours, now.astimezone(SHANGHAI))


def shown_mark(station: StationRow, now: datetime) -> str:
    """Return a few letters that change when a screen should show something else of a station."""
    day = local_date(now)
    said = (station.name, station.kind, station.services, station.out_of_order, station.hours)
    told = repr((said, station.closed_since, day.isoformat())).encode()
    return hashlib.blake2b(told, digest_size=6).hexdigest()
