"""ServicePoints: what a volunteer's minutes are worth in points (A1, VH-20)."""

from typing import Any, ClassVar
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive

RATE_POINTS = 2
RATE_MINUTES = 60
"""``hour_points``: 2 points for every full 60 minutes; a unit may set another rate."""


class ServicePoints(Aggregate):
    """The running remainder of one volunteer: minutes not yet worth a point are never lost."""

    TOPIC = "service_points"
    STATE: ClassVar[dict[str, Any]] = {"person_id": UUID, "remainder_minutes": int}

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

    def convert(self, attendance_id: UUID, minutes: int) -> int:
        """Turn minutes and the remainder into points by the full rate; return the points."""
        full, remainder = divmod(self.remainder_minutes + minutes, RATE_MINUTES)
        points = full * RATE_POINTS
        self.trigger_event(
            self.Converted,
            person_id=self.person_id,
            attendance_id=attendance_id,
            minutes=minutes,
            points=points,
            remainder_minutes=remainder,
            rate_points=RATE_POINTS,
            rate_minutes=RATE_MINUTES,
        )
        return points

    @event(Converted)
    def _converted(self, remainder_minutes: int) -> None:
        self.remainder_minutes = remainder_minutes
