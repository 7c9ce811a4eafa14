"""Team: volunteers who serve together (志愿服务队)."""

from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive

TEAM_NAME_LENGTH_MAX = 50


class Team(Aggregate):
    """A volunteer team of a unit."""

    TOPIC = "team"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "team.created"

    class Formed(Created):
        TOPIC = "team.formed"
        unit_code: str
        name: str

    @staticmethod
    def create_id(unit_code: str, name: str) -> UUID:
        """Derive the ID: a unit has one team of a name."""
        return derive("team", unit_code, name)

    @event(Formed)
    def __init__(self, unit_code: str, name: str) -> None:
        self.unit_code = unit_code
        self.name = name
