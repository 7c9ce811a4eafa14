"""What can be asked about doubtful visits, gaps of phones, and purposes."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Table, func, select

from projections.check_ins.fold import OPEN
from projections.check_ins.projection import CheckInsProjection
from projections.projection import Tables
from projections.reader import PAGE_MAX, Reader, Scope, after_row, below, bounded


@dataclass(frozen=True, slots=True)
class DoubtfulVisitRow:
    """A visit that cannot be believed as it is; ``state``: open, accepted, dropped, taken_back."""

    doubtful_id: UUID
    rider_id: UUID
    station_id: UUID
    unit_code: str
    method: str
    device_id: UUID | None
    device_at: datetime
    occurred_at: datetime
    recorded_at: datetime
    scanned_by: UUID | None
    state: str
    settled_by: UUID | None
    settled_at: datetime | None


@dataclass(frozen=True, slots=True)
class PhoneGap:
    """Scans that somebody's phone counted and did not send: their running numbers."""

    log_id: UUID
    person_id: UUID | None
    device_id: UUID
    unit_code: str
    place_id: UUID | None
    missing: tuple[str, ...]
    scans: int
    found_at: datetime
    last_sent_at: datetime


class CheckInReader(Reader):
    """Reads the tables of check-ins."""

    projection = CheckInsProjection()


class DoubtfulVisits(CheckInReader):
    """Visits that wait for people."""

    def of(self, doubtful_id: UUID) -> DoubtfulVisitRow | None:
        """Return one."""
        row = self._row(
            lambda t: select(t["doubts"]).where(t["doubts"].c.doubtful_id == doubtful_id)
        )
        return DoubtfulVisitRow(*row) if row else None

    def waiting(
        self,
        scope: Scope | str,
        limit: int = 50,
        after_id: UUID | None = None,
        station_id: UUID | None = None,
    ) -> list[DoubtfulVisitRow]:
        """Return those of a unit and all units below it, or of one station, oldest first."""

        def statement(t: Tables) -> Select[Any]:
            table = t["doubts"]
            order = [table.c.recorded_at, table.c.doubtful_id]
            chosen = select(table).where(_waits(table, scope, station_id))
            if after_id is not None:
                chosen = chosen.where(after_row(table, order, after_id))
            return chosen.order_by(*order).limit(bounded(limit))

        return [DoubtfulVisitRow(*row) for row in self._rows(statement)]

    def count(self, scope: Scope | str, station_id: UUID | None = None) -> int:
        """Count what waits; PAGE_MAX stands for more than that."""
        return self._count_of(
            lambda t: select(t["doubts"].c.doubtful_id).where(
                _waits(t["doubts"], scope, station_id)
            )
        )

    def of_rider(self, rider_id: UUID, limit: int = 50) -> list[DoubtfulVisitRow]:
        """Return those of a rider that wait, latest first."""

        def statement(t: Tables) -> Select[Any]:
            table = t["doubts"]
            chosen = select(table).where(table.c.rider_id == rider_id, table.c.state == OPEN)
            return chosen.order_by(table.c.recorded_at.desc()).limit(bounded(limit))

        return [DoubtfulVisitRow(*row) for row in self._rows(statement)]


def _waits(table: Table, scope: Scope | str, station_id: UUID | None) -> ColumnElement[bool]:
    within = (
        below(table.c.unit_code, scope) if station_id is None else table.c.station_id == station_id
    )
    return (table.c.state == OPEN) & within


class PhoneGaps(CheckInReader):
    """Scans that phones left out."""

    def open(
        self,
        scope: Scope | str,
        limit: int = 50,
        after_id: UUID | None = None,
        place_id: UUID | None = None,
        *,
        only_unit: str | None = None,
    ) -> list[PhoneGap]:
        """Return gaps of a unit and all below it, of it alone, or of a place; newest first."""

        def statement(t: Tables) -> Select[Any]:
            table = t["gaps"]
            order = [table.c.found_at, table.c.log_id]
            within = below(table.c.unit_code, scope)
            if only_unit is not None:
                within = table.c.unit_code == only_unit
            chosen = select(table).where(within if not place_id else table.c.place_id == place_id)
            if after_id is not None:
                chosen = chosen.where(after_row(table, order, after_id, descending=True))
            return chosen.order_by(*(it.desc() for it in order)).limit(bounded(limit))

        return [PhoneGap(*row) for row in self._rows(statement)]


class Purposes(CheckInReader):
    """What riders came for."""

    def of_station(self, station_id: UUID, first: date, last: date) -> dict[str, int]:
        """Count the visits to a station on some local days by what they were for."""

        def statement(t: Tables) -> Select[Any]:
            table = t["purposes"]
            return (
                select(table.c.purpose, func.sum(table.c.count))
                .where(table.c.station_id == station_id, table.c.day.between(first, last))
                .group_by(table.c.purpose)
                .order_by(table.c.purpose)
                .limit(PAGE_MAX)
            )

        return {purpose: int(count) for purpose, count in self._rows(statement) if count}
