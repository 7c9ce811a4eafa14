"""Rider: a courier or delivery rider who uses the stations (骑手)."""

from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive


class Rider(Aggregate):
    """A registered rider: light registration, no employer link (L0)."""

    TOPIC = "rider"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "rider.created"

    class Registered(Created):
        TOPIC = "rider.registered"
        person_id: UUID
        number: str
        unit_code: str

    @staticmethod
    def create_id(person_id: UUID) -> UUID:
        """Derive the ID: a person registers once."""
        return derive("rider", person_id)

    @event(Registered)
    def __init__(self, person_id: UUID, number: str, unit_code: str) -> None:
        self.person_id = person_id
        self.number = number
        self.unit_code = unit_code
