"""How events become stations, riders, visits and their counts by day."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import Connection, delete

from ledger.kernel.clock import day_end, local_date
from ledger.stations.rider import Rider
from ledger.stations.visit_day import VisitDay
from ledger.stations.visit_detail import VisitDetail
from projections.projection import LogEvent, Tables, folds
from projections.stations.places_fold import PlacesFold

DETAIL = "visits"
"""The one row that says before which day single visits are forgotten."""


class StationsFold(PlacesFold):
    """One batch of station events."""

    def __init__(self, connection: Connection, tables: Tables) -> None:
        super().__init__(connection, tables)
        self._connection, self._tables = connection, tables
        self._forgets = False

    def load(self, batch: Sequence[LogEvent]) -> None:
        """Read the days that grow, and which riders were there before."""
        visits = [log.event for log in batch if isinstance(log.event, VisitDay.VisitCounted)]
        days = [(it, local_date(it.occurred_at)) for it in visits]
        self.rows["station_days"].load((it.station_id, day) for it, day in days)
        self.rows["rider_days"].load((it.rider_id, day) for it, day in days)
        self.rows["station_riders"].load((it.station_id, day, it.rider_id) for it, day in days)
        self.rows["visit_detail"].load([DETAIL])
        self.load_places(batch)

    def write(self) -> None:
        """Write every table back, and drop single visits that are forgotten by now."""
        super().write()
        if self._forgets:
            visits, riders = self._tables["visits"], self._tables["station_riders"]
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
        self._count_at_station(log, is_new_rider=is_new_rider)

    def _keep_detail(self, log: LogEvent) -> bool:
        """Keep a single visit; tell whether the rider is new at the station on that day."""
        event = log.event
        self.rows["visits"].append(
            {
                "position": log.position,
                "rider_id": event.rider_id,
                "station_id": event.station_id,
                "method": event.method,
                "points": event.points,
                "occurred_at": event.occurred_at,
            }
        )
        start = {"station_id": event.station_id, "rider_id": event.rider_id}
        own = self.rows["station_riders"].add(
            start | {"day": local_date(event.occurred_at)}, visits=1
        )
        return bool(own["visits"] == 1)

    def _count_at_station(self, log: LogEvent, *, is_new_rider: bool) -> None:
        event = log.event
        start = {"station_id": event.station_id, "day": local_date(event.occurred_at)}
        today = self.rows["station_days"].add(start, visits=1, riders=int(is_new_rider))
        # A visit uploaded late does not turn the clock of the screen back.
        latest = max(today.get("last_visit_at", event.occurred_at), event.occurred_at)
        today.update(last_visit_at=latest, last_position=log.position)
