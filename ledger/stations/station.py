"""Station: a place where riders rest (红蜂驿站)."""

from eventsourcing.domain import Aggregate, event

STATION_NAME_LENGTH_MAX = 50
HOURS_LENGTH_MAX = 50
SERVICES_MAX = 12
"""What an A4 poster has room for."""


class Station(Aggregate):
    """A registered station: where it is, what it offers, when it is open."""

    TOPIC = "station"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "station.created"

    class Registered(Created):
        TOPIC = "station.registered"
        unit_code: str
        name: str
        services: list[str]
        hours: str

    @event(Registered)
    def __init__(self, unit_code: str, name: str) -> None:
        self.unit_code = unit_code
        self.name = name
