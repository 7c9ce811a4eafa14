"""How events become stations, riders, visits and their counts by day."""

from collections.abc import Sequence

from ledger.kernel.clock import local_date
from ledger.stations.rider import Rider
from ledger.stations.station import Station
from ledger.stations.visit_day import VisitDay
from projections.projection import Fold, LogEvent, folds


class StationsFold(Fold):
    """One batch of station events."""

    def load(self, batch: Sequence[LogEvent]) -> None:
        """Read the days that grow, and which riders were there before."""
        visits = [log.event for log in batch if isinstance(log.event, VisitDay.VisitCounted)]
        days = [(it, local_date(it.occurred_at)) for it in visits]
        self.rows["station_days"].load((it.station_id, day) for it, day in days)
        self.rows["rider_days"].load((it.rider_id, day) for it, day in days)
        self.rows["station_riders"].load((it.station_id, day, it.rider_id) for it, day in days)

    @folds(Station.Registered)
    def _station(self, log: LogEvent) -> None:
        event = log.event
        self.rows["stations"].put(
            {
                "station_id": event.originator_id,
                "unit_code": event.unit_code,
                "name": event.name,
                "services": tuple(event.services),
                "hours": event.hours,
            }
        )

    @folds(Rider.Registered)
    def _rider(self, log: LogEvent) -> None:
        event = log.event
        self.rows["riders"].put(
            {"person_id": event.person_id, "number": event.number, "unit_code": event.unit_code}
        )

    @folds(VisitDay.VisitCounted)
    def _visited(self, log: LogEvent) -> None:
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
        day = local_date(event.occurred_at)
        self.rows["rider_days"].add(
            {"rider_id": event.rider_id, "day": day}, visits=1, points=event.points
        )
        own = self.rows["station_riders"].add(
            {"station_id": event.station_id, "day": day, "rider_id": event.rider_id}, visits=1
        )
        self._count_at_station(log, is_new_rider=own["visits"] == 1)

    def _count_at_station(self, log: LogEvent, *, is_new_rider: bool) -> None:
        event = log.event
        start = {"station_id": event.station_id, "day": local_date(event.occurred_at)}
        today = self.rows["station_days"].add(start, visits=1, riders=int(is_new_rider))
        # A visit uploaded late does not turn the clock of the screen back.
        latest = max(today.get("last_visit_at", event.occurred_at), event.occurred_at)
        today.update(last_visit_at=latest, last_position=log.position)
