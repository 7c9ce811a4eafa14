"""What can be asked about stations, riders and visits."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from projections.projection import Tables
from projections.reader import PAGE_MAX, Reader, Scope, after_row, below, bounded
from projections.stations.projection import StationsProjection


@dataclass(frozen=True, slots=True)
class StationRow:
    """A station: where it is, what it offers, when it is open."""

    station_id: UUID
    unit_code: str
    name: str
    services: tuple[str, ...]
    hours: str


@dataclass(frozen=True, slots=True)
class LiveStation:
    """What the screen of a station shows of one local day."""

    visits: int
    riders: int
    last_visit_at: datetime | None
    last_position: int


@dataclass(frozen=True, slots=True)
class StationDay:
    """Visits to a station on one local day, and how many different riders came."""

    station_id: UUID
    day: date
    visits: int
    riders: int
    last_visit_at: datetime
    last_position: int


@dataclass(frozen=True, slots=True)
class RiderRow:
    """A registered rider; the name lives with the people."""

    person_id: UUID
    number: str
    unit_code: str


@dataclass(frozen=True, slots=True)
class RiderDay:
    """Visits and points of a rider on one local day."""

    rider_id: UUID
    day: date
    visits: int
    points: int


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit that counted."""

    position: int
    rider_id: UUID
    station_id: UUID
    method: str
    points: int
    occurred_at: datetime


class StationReader(Reader):
    """Reads the tables of stations."""

    projection = StationsProjection()


class Stations(StationReader):
    """Stations and what happens there."""

    def of(self, station_id: UUID) -> StationRow | None:
        """Return one station."""
        row = self._row(
            lambda t: select(t["stations"]).where(t["stations"].c.station_id == station_id)
        )
        return StationRow(*row) if row else None

    def page(
        self, scope: Scope | str, limit: int = 50, after_id: UUID | None = None
    ) -> list[StationRow]:
        """Return stations of a unit and all units below it, by unit and name."""

        def statement(t: Tables) -> Select[Any]:
            table = t["stations"]
            order = [table.c.unit_code, table.c.name, table.c.station_id]
            chosen = select(table).where(below(table.c.unit_code, scope))
            if after_id is not None:
                chosen = chosen.where(after_row(table, order, after_id))
            return chosen.order_by(*order).limit(bounded(limit))

        return [StationRow(*row) for row in self._rows(statement)]

    def live(self, station_id: UUID, day: date) -> LiveStation:
        """Return a day's visits, different riders, last visit and its position, in one read."""
        found = self.days(station_id, day, day)
        if not found:
            return LiveStation(0, 0, None, 0)
        it = found[0]
        return LiveStation(it.visits, it.riders, it.last_visit_at, it.last_position)

    def days(self, station_id: UUID, first: date, last: date) -> list[StationDay]:
        """Return the days of a station on which somebody came, newest first."""

        def statement(t: Tables) -> Select[Any]:
            table = t["station_days"]
            return (
                select(table)
                .where(table.c.station_id == station_id, table.c.day.between(first, last))
                .order_by(table.c.day.desc())
                .limit(PAGE_MAX)
            )

        return [StationDay(*row) for row in self._rows(statement)]


class Riders(StationReader):
    """Registered riders and their days."""

    def of(self, person_id: UUID) -> RiderRow | None:
        """Return one rider."""
        row = self._row(lambda t: select(t["riders"]).where(t["riders"].c.person_id == person_id))
        return RiderRow(*row) if row else None

    def by_number(self, number: str) -> RiderRow | None:
        """Return the rider with a number; the first registered ID, should there be two."""
        row = self._row(
            lambda t: (
                select(t["riders"])
                .where(t["riders"].c.number == number)
                .order_by(t["riders"].c.person_id)
                .limit(1)
            )
        )
        return RiderRow(*row) if row else None

    def ids(self, after: UUID, limit: int = PAGE_MAX) -> list[UUID]:
        """Return registered riders after one, in the order of their IDs."""

        def statement(t: Tables) -> Select[Any]:
            c = t["riders"].c
            chosen = select(c.person_id).where(c.person_id > after)
            return chosen.order_by(c.person_id).limit(bounded(limit))

        return [row.person_id for row in self._rows(statement)]

    def days(self, rider_id: UUID, first: date, last: date) -> list[RiderDay]:
        """Return the days on which a rider visited a station, newest first."""

        def statement(t: Tables) -> Select[Any]:
            table = t["rider_days"]
            return (
                select(table)
                .where(table.c.rider_id == rider_id, table.c.day.between(first, last))
                .order_by(table.c.day.desc())
                .limit(PAGE_MAX)
            )

        return [RiderDay(*row) for row in self._rows(statement)]


class Visits(StationReader):
    """Visits that counted."""

    def of_rider(
        self, rider_id: UUID, limit: int = 50, before_position: int | None = None
    ) -> list[Visit]:
        """Return the visits of a rider, latest recorded first."""

        def statement(t: Tables) -> Select[Any]:
            table = t["visits"]
            chosen = select(table).where(table.c.rider_id == rider_id)
            if before_position is not None:
                chosen = chosen.where(table.c.position < before_position)
            return chosen.order_by(table.c.position.desc()).limit(bounded(limit))

        return [Visit(*row) for row in self._rows(statement)]

    def oldest(self) -> datetime | None:
        """Return when the visit was that was recorded first of those still kept."""

        def statement(t: Tables) -> Select[Any]:
            table = t["visits"]
            return select(table.c.occurred_at).order_by(table.c.position).limit(1)

        row = self._row(statement)
        return row.occurred_at if row else None

    def of_station(
        self, station_id: UUID, first: datetime, last: datetime, limit: int = 50
    ) -> list[Visit]:
        """Return the visits to a station from a moment up to before another, newest first."""

        def statement(t: Tables) -> Select[Any]:
            table = t["visits"]
            return (
                select(table)
                .where(
                    table.c.station_id == station_id,
                    table.c.occurred_at >= first,
                    table.c.occurred_at < last,
                )
                .order_by(table.c.occurred_at.desc(), table.c.position.desc())
                .limit(bounded(limit))
            )

        return [Visit(*row) for row in self._rows(statement)]
