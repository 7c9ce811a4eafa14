"""VisitDay: one rider's visits to stations on one day (RD-3)."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive
from ledger.registry.proxy import Consent, name_no_operator
from ledger.stations.errors import VisitAlreadyCountedError

VISIT_GAP = timedelta(hours=4)
"""``station_visit_gap_h``: a visit to the same station counts once in this time."""
POINTS_PER_DAY = 1
"""``rider_points_day``: whatever the stations."""


class Method(StrEnum):
    """How a visit was scanned (RD-2)."""

    SCREEN = "screen"
    KEEPER = "keeper"
    PLATE = "plate"
    """A printed code: the visit is declared, counts, and gives no points."""


class VisitDay(Aggregate):
    """The day of one rider. Visits are counted once in four hours a station, points once a day."""

    TOPIC = "visit_day"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "visit_day.created"

    class Opened(Created):
        TOPIC = "visit_day.opened"
        rider_id: UUID
        day: date

    class VisitCounted(Event):
        TOPIC = "visit_day.visit_counted"
        class_version = 2
        rider_id: UUID
        station_id: UUID
        unit_code: str
        method: str
        points: int
        device_id: UUID | None
        occurred_at: datetime
        operator_id: UUID | None = None
        consent: str | None = None

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            """v2 names who acted for the person."""
            name_no_operator(state)

    @staticmethod
    def create_id(rider_id: UUID, day: date) -> UUID:
        """One stream for each rider and local day."""
        return derive("visit-day", rider_id, day.isoformat())

    @event(Opened)
    def __init__(self, rider_id: UUID, day: date) -> None:
        self.rider_id = rider_id
        self.day = day
        self.visits: dict[str, list[datetime]] = {}
        self.points = 0

    def refuse_repeat(self, station_id: UUID, occurred_at: datetime) -> None:
        """Refuse a visit within four hours of one that counted, before or after (late uploads)."""
        for counted_at in self.visits.get(str(station_id), []):
            if abs(occurred_at - counted_at) < VISIT_GAP:
                raise VisitAlreadyCountedError(
                    counted_at=counted_at.isoformat(),
                    again_from=(counted_at + VISIT_GAP).isoformat(),
                )

    def count(
        self,
        station_id: UUID,
        *,
        unit_code: str,
        method: Method,
        device_id: UUID | None,
        occurred_at: datetime,
        operator_id: UUID | None = None,
        consent: Consent | None = None,
    ) -> int:
        """Count a visit; return the points it gives."""
        self.refuse_repeat(station_id, occurred_at)
        earns = method is not Method.PLATE and self.points < POINTS_PER_DAY
        points = POINTS_PER_DAY if earns else 0
        self.trigger_event(
            self.VisitCounted,
            rider_id=self.rider_id,
            station_id=station_id,
            unit_code=unit_code,
            method=method.value,
            points=points,
            device_id=device_id,
            occurred_at=occurred_at,
            operator_id=operator_id,
            consent=consent,
        )
        return points

    @event(VisitCounted)
    def _visit_counted(self, station_id: UUID, points: int, occurred_at: datetime) -> None:
        self.visits.setdefault(str(station_id), []).append(occurred_at)
        self.points += points
