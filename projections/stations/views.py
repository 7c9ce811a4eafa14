"""What can be asked about stations, riders and visits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from ledger.stations.visit_day import Method
from projections.projection import Tables
from projections.reader import PAGE_MAX, Reader, Scope, after_row, below, bounded
from projections.stations.places import (
    PlaceChoice,
    Repeats,
    ServiceRow,
    StationRow,
    chosen,
    repeats_of,
    services_of,
)
from projections.stations.projection import StationsProjection

ANY_PLACE = PlaceChoice()

__all__ = ["PlaceChoice", "Repeats", "ServiceRow", "StationRow"]


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

    def several(self, ids: Iterable[UUID]) -> list[StationRow]:
        """Return some stations, PAGE_MAX at most."""
        wanted = list(ids)[:PAGE_MAX]
        rows = self._rows(
            lambda t: select(t["stations"]).where(t["stations"].c.station_id.in_(wanted))
        )
        return [StationRow(*row) for row in rows]

    def page(
        self,
        scope: Scope | str,
        limit: int = 50,
        after_id: UUID | None = None,
        choice: PlaceChoice = ANY_PLACE,
    ) -> list[StationRow]:
        """Return stations of a unit and all units below it that are wanted, by unit and name."""

        def statement(t: Tables) -> Select[Any]:
            table = t["stations"]
            order = [table.c.unit_code, table.c.name, table.c.station_id]
            wanted = below(table.c.unit_code, scope) & chosen(t, choice)
            found = select(table).where(wanted)
            if after_id is not None:
                found = found.where(after_row(table, order, after_id))
            return found.order_by(*order).limit(bounded(limit))

        return [StationRow(*row) for row in self._rows(statement)]

    def services(self, station_id: UUID) -> list[ServiceRow]:
        """Return what a station offers, in the order in which it names it."""
        found = self._rows(lambda t: services_of(t, station_id, PAGE_MAX))
        return [ServiceRow(*row) for row in found]

    def repeats(self, station_id: UUID, day: date) -> Repeats:
        """Return a day's scans that were too soon, and the latest of them."""
        row = self._row(lambda t: repeats_of(t, station_id, day))
        return Repeats(*row) if row else Repeats()

    def riders_on(self, station_id: UUID, first: date, last: date) -> int:
        """Count who came on some days, each once, as long as that is known; PAGE_MAX is more."""

        def statement(t: Tables) -> Select[Any]:
            c = t["station_riders"].c
            came = (c.station_id == station_id) & c.day.between(first, last)
            return select(c.rider_id).where(came).distinct()

        return self._count_of(statement)

    def showing(self, photo_id: UUID) -> bool:
        """Tell whether the page of a station shows a photo."""
        row = self._row(
            lambda t: (
                select(t["stations"].c.station_id)
                .where(t["stations"].c.photo_id == photo_id)
                .limit(1)
            )
        )
        return row is not None

    def live(self, station_id: UUID, day: date) -> LiveStation:
        """Return a day's visits, different riders, last visit and its position, in one read."""
        found = self.days(station_id, day, day)
        if not found:
            return LiveStation(0, 0, None, 0)
        it = found[0]
        return LiveStation(it.visits, it.riders, it.last_visit_at, it.last_position)

    def visits_on(self, station_ids: Sequence[UUID], day: date) -> dict[UUID, int]:
        """Return a day's visits of some stations; one where nobody came is not named."""

        def statement(t: Tables) -> Select[Any]:
            table = t["station_days"]
            asked = table.c.station_id.in_(station_ids[:PAGE_MAX]) & (table.c.day == day)
            return select(table.c.station_id, table.c.visits).where(asked)

        return {row[0]: row[1] for row in self._rows(statement)} if station_ids else {}

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

    def latest_on_screens(
        self, station_ids: Sequence[UUID], since: datetime
    ) -> dict[UUID, datetime]:
        """Return when a code of a screen last counted at each of some stations since a moment."""

        def statement(t: Tables) -> Select[Any]:
            table = t["visits"]
            return (
                select(table.c.station_id, func.max(table.c.occurred_at))
                .where(
                    table.c.station_id.in_(station_ids[:PAGE_MAX]),
                    table.c.occurred_at >= since,
                    table.c.method == Method.SCREEN.value,
                )
                .group_by(table.c.station_id)
            )

        return {row[0]: row[1] for row in self._rows(statement)}
