"""ServicePoints: what a volunteer's minutes are worth in points (A1, VH-20)."""

from typing import Any, ClassVar
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive

RATE_POINTS = 2
RATE_MINUTES = 60
"""``hour_points``: 2 points for every full 60 minutes; an activity may carry another rate."""


class ServicePoints(Aggregate):
    """The running remainder of one volunteer: minutes not yet worth a point are never lost."""

    TOPIC = "service_points"
    STATE: ClassVar[dict[str, Any]] = {
        "person_id": UUID,
        "remainder_minutes": int,
        "total_minutes": int,
    }

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "service_points.created"

    class Opened(Created):
        TOPIC = "service_points.opened"
        person_id: UUID

    class Converted(Event):
        TOPIC = "service_points.converted"
        person_id: UUID
        attendance_id: UUID
        minutes: int
        points: int
        remainder_minutes: int
        rate_points: int
        rate_minutes: int

    @staticmethod
    def create_id(person_id: UUID) -> UUID:
        """One remainder for each volunteer."""
        return derive("service-points", person_id)

    @event(Opened)
    def __init__(self, person_id: UUID) -> None:
        self.person_id = person_id
        self.remainder_minutes = 0
        self.total_minutes = 0

    def convert(
        self,
        attendance_id: UUID,
        minutes: int,
        rate_points: int = RATE_POINTS,
        rate_minutes: int = RATE_MINUTES,
    ) -> int:
        """Turn minutes and the remainder into points by the full rate; return the points.

        Minutes that were taken off again are negative. No points are taken back for them: the
        remainder falls below zero, and minutes to come fill it first.
        """
        full, remainder = 0, self.remainder_minutes + minutes
        if rate_points and remainder > 0:
            full, remainder = divmod(remainder, rate_minutes)
        points = full * rate_points
        self.trigger_event(
            self.Converted,
            person_id=self.person_id,
            attendance_id=attendance_id,
            minutes=minutes,
            points=points,
            remainder_minutes=remainder if rate_points else self.remainder_minutes,
            rate_points=rate_points,
            rate_minutes=rate_minutes,
        )
        return points

    @event(Converted)
    def _converted(self, minutes: int, remainder_minutes: int) -> None:
        self.remainder_minutes = remainder_minutes
        self.total_minutes += minutes
