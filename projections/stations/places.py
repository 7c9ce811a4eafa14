"""A station as people look it up, and what is asked about it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select

from ledger.stations.place import Location
from ledger.stations.station_number import ids_of, number_of
from projections.projection import Tables

PARTS_MAX = 8
"""Ways in which stations write one service."""


@dataclass(frozen=True, slots=True)
class StationRow:
    """A station: what it is, where, what it offers, when it is open."""

    station_id: UUID
    unit_code: str
    name: str
    services: tuple[str, ...]
    hours: str
    kind: str
    lat_e5: int | None
    lon_e5: int | None
    out_of_order: tuple[str, ...]
    keeper_id: UUID | None
    photo_id: UUID | None
    closed_since: datetime | None
    closed_reason: str | None
    closed_until: date | None

    @property
    def location(self) -> Location | None:
        """Where it lies, if anybody said."""
        if self.lat_e5 is None or self.lon_e5 is None:
            return None
        return Location(self.lat_e5, self.lon_e5)

    @property
    def number(self) -> str:
        """What people read out to say which one it is (本站码)."""
        return number_of(self.station_id)

    def is_closed(self, today: date) -> bool:
        """Tell whether it is closed today: from when it was closed, through its last day."""
        if self.closed_since is None:
            return False
        return self.closed_until is None or today <= self.closed_until


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A service of a station as it stands."""

    station_id: UUID
    name: str
    detail: str
    state: str
    reason: str | None
    since: datetime
    rank: int

    @property
    def is_out(self) -> bool:
        """Whether it cannot be had."""
        return self.reason is not None


@dataclass(frozen=True, slots=True)
class Repeats:
    """Scans of a day at a station that were too soon, and the latest of them."""

    repeats: int = 0
    repeated_at: datetime | None = None
    counted_at: datetime | None = None
    """When the visit was because of which the latest did not count."""


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """Which stations are wanted: a kind, a service that works, words of the name or the number."""

    kind: str = ""
    service: tuple[str, ...] = ()
    """Parts of a service's name, any of which it may hold."""
    words: str = ""


def chosen(t: Tables, choice: PlaceChoice) -> ColumnElement[bool]:
    """Choose the stations that are wanted."""
    table, offered = t["stations"].c, t["station_services"].c
    wanted: list[ColumnElement[bool]] = []
    if choice.kind:
        wanted.append(table.kind == choice.kind)
    if choice.words:
        named = table.name.contains(choice.words, autoescape=True)
        numbered = ids_of(choice.words)
        wanted.append(or_(named, table.station_id.between(*numbered)) if numbered else named)
    if choice.service:
        parts = choice.service[:PARTS_MAX]
        wanted.append(
            exists().where(
                offered.station_id == table.station_id,
                offered.reason.is_(None),
                or_(*(offered.name.contains(it, autoescape=True) for it in parts)),
            )
        )
    return and_(True, *wanted)  # noqa: FBT003 - SQLAlchemy's way to begin


def services_of(t: Tables, station_id: UUID, limit: int) -> Select[Any]:
    """Choose the services of a station in the order in which it names them."""
    table = t["station_services"]
    chosen_rows = select(table).where(table.c.station_id == station_id)
    return chosen_rows.order_by(table.c.rank, table.c.name).limit(limit)


def repeats_of(t: Tables, station_id: UUID, day: date) -> Select[Any]:
    """Choose the repeats of a day, with the latest visit of whoever came too soon last."""
    table, visits = t["station_repeats"], t["visits"]
    counted_at = (
        select(visits.c.occurred_at)
        .where(visits.c.rider_id == table.c.rider_id, visits.c.station_id == table.c.station_id)
        .order_by(visits.c.position.desc())
        .limit(1)
        .scalar_subquery()
    )
    columns = (table.c.repeats, table.c.repeated_at, counted_at)
    return select(*columns).where(table.c.station_id == station_id, table.c.day == day)
