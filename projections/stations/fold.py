"""How events become stations, riders, visits and their counts by day."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, tuple_

from ledger.kernel.clock import day_end, local_date
from ledger.stations.rider import Rider
from ledger.stations.visit_day import VisitDay
from ledger.stations.visit_detail import VisitDetail
from ledger.stations.visit_windows import Method
from projections.projection import LogEvent, Tables, folds
from projections.rows import Record
from projections.stations.places_fold import PlacesFold

VISITS = (
    VisitDay.VisitCounted,
    VisitDay.VisitRepeated,
    VisitDay.VisitWithdrawn,
    VisitDay.ScanTakenBack,
)
Place = tuple[UUID, UUID, datetime]
"""Whose visit, to which station, and when."""
SCANNED_BY_RIDERS = (Method.SCREEN, Method.PLATE)
"""Methods in which the rider reads a code of the station, so looks at its screen."""
DETAIL = "visits"
"""The one row that says before which day single visits are forgotten."""


class StationsFold(PlacesFold):
    """One batch of station events."""

    def __init__(self, connection: Connection, tables: Tables) -> None:
        super().__init__(connection, tables)
        self._connection, self._tables = connection, tables
        self._forgets = False
        self._visits: dict[Place, Record] = {}
        self._withdrawn: list[Place] = []

    def load(self, batch: Sequence[LogEvent]) -> None:
        """Read the days that grow, and which riders were there before."""
        visits = [log.event for log in batch if isinstance(log.event, VISITS)]
        days = [(it, local_date(it.occurred_at)) for it in visits]
        self.rows["station_days"].load((it.station_id, day) for it, day in days)
        self.rows["station_repeats"].load((it.station_id, day) for it, day in days)
        self.rows["rider_days"].load((it.rider_id, day) for it, day in days)
        self.rows["station_riders"].load((it.station_id, day, it.rider_id) for it, day in days)
        self.rows["visit_detail"].load([DETAIL])
        self.load_places(batch)

    def write(self) -> None:
        """Write every table back, and drop single visits that are forgotten by now."""
        visits, riders = self._tables["visits"], self._tables["station_riders"]
        if self._withdrawn:
            place = tuple_(visits.c.rider_id, visits.c.station_id, visits.c.occurred_at)
            self._connection.execute(delete(visits).where(place.in_(self._withdrawn)))
        for it in self._visits.values():
            self.rows["visits"].append(it)
        super().write()
        if self._forgets:
            repeats = self._tables["station_repeats"]
            before = self._forgotten_before
            first = day_end(before - timedelta(days=1))
            self._connection.execute(delete(visits).where(visits.c.occurred_at < first))
            self._connection.execute(delete(riders).where(riders.c.day < before))
            self._connection.execute(delete(repeats).where(repeats.c.day < before))

    @folds(VisitDetail.Forgotten)
    def _forget(self, log: LogEvent) -> None:
        self.rows["visit_detail"].put({"what": DETAIL, "before": log.event.before})
        self._forgets = True

    @property
    def _forgotten_before(self) -> date:
        row = self.rows["visit_detail"].get(DETAIL)
        return date.min if row is None else row["before"]

    @folds(Rider.Registered)
    def _rider(self, log: LogEvent) -> None:
        event = log.event
        self.rows["riders"].put(
            {"person_id": event.person_id, "number": event.number, "unit_code": event.unit_code}
        )

    @folds(VisitDay.VisitCounted)
    def _visited(self, log: LogEvent) -> None:
        event = log.event
        day = local_date(event.occurred_at)
        is_new_rider = self._keep_detail(log) if day >= self._forgotten_before else False
        self.rows["rider_days"].add(
            {"rider_id": event.rider_id, "day": day}, visits=1, points=event.points
        )
        start = {"station_id": event.station_id, "day": day}
        today = self.rows["station_days"].add(start, visits=1, riders=int(is_new_rider))
        # A visit uploaded late does not turn the clock of the screen back.
        latest = max(today.get("last_visit_at", event.occurred_at), event.occurred_at)
        today.update(last_visit_at=latest, last_position=log.position)

    @folds(VisitDay.VisitRepeated)
    def _repeated(self, log: LogEvent) -> None:
        """Give the day its point if a declared visit was proved; somebody was there anyway."""
        event = log.event
        day = local_date(event.occurred_at)
        if event.points:
            start = {"rider_id": event.rider_id, "day": day}
            self.rows["rider_days"].add(start | {"visits": 0}, points=event.points)
        elif event.method in SCANNED_BY_RIDERS:
            self.count_repeat(event.station_id, event.rider_id, event.occurred_at)
        if self.rows["station_days"].get((event.station_id, day)) is not None:
            today = self.rows["station_days"].change((event.station_id, day))
            today["last_visit_at"] = max(today["last_visit_at"], event.occurred_at)

    @folds(VisitDay.VisitWithdrawn)
    def _withdrew(self, log: LogEvent) -> None:
        """Take a visit out again: it is none any more."""
        event = log.event
        day = local_date(event.occurred_at)
        place = (event.rider_id, event.station_id, event.occurred_at)
        if self._visits.pop(place, None) is None:
            self._withdrawn.append(place)
        came = (event.station_id, day, event.rider_id)
        is_last = self._less("station_riders", came, visits=1)
        self._less("rider_days", (event.rider_id, day), visits=1, points=event.points)
        self._less("station_days", (event.station_id, day), visits=1, riders=int(is_last))

    @folds(VisitDay.ScanTakenBack)
    def _taken_back(self, log: LogEvent) -> None:
        """Take the point of a scan that was no visit; a visit was withdrawn before."""
        event = log.event
        key = (event.rider_id, local_date(event.occurred_at))
        self._less("rider_days", key, visits=0, points=event.points)

    def _less(self, table: str, key: Any, **amounts: int) -> bool:
        """Take amounts from a row; drop one that comes to nothing and say so."""
        rows = self.rows[table]
        if rows.get(key) is None:
            return False  # its detail is forgotten
        row = rows.change(key)
        for name, amount in amounts.items():
            row[name] -= amount
        if row["visits"] or row.get("points"):
            return False
        rows.remove(key)
        return True

    def _keep_detail(self, log: LogEvent) -> bool:
        """Keep a single visit; tell whether the rider is new at the station on that day."""
        event = log.event
        self._visits[event.rider_id, event.station_id, event.occurred_at] = {
            "position": log.position,
            "rider_id": event.rider_id,
            "station_id": event.station_id,
            "method": event.method,
            "points": event.points,
            "occurred_at": event.occurred_at,
        }
        start: dict[str, Any] = {"station_id": event.station_id, "rider_id": event.rider_id}
        own = self.rows["station_riders"].add(
            start | {"day": local_date(event.occurred_at)}, visits=1
        )
        return bool(own["visits"] == 1)
