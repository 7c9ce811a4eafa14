"""Volunteer: a person's membership of the volunteer service (志愿者)."""

from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive


class Volunteer(Aggregate):
    """A registered volunteer: a number and a unit; the name lives in ``people/``."""

    TOPIC = "volunteer"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "volunteer.created"

    class Registered(Created):
        TOPIC = "volunteer.registered"
        person_id: UUID
        number: str
        unit_code: str

    class JoinedTeam(Event):
        TOPIC = "volunteer.joined_team"
        person_id: UUID
        team_id: UUID

    @staticmethod
    def create_id(person_id: UUID) -> UUID:
        """Derive the ID: a person registers once."""
        return derive("volunteer", person_id)

    @event(Registered)
    def __init__(self, person_id: UUID, number: str, unit_code: str) -> None:
        self.person_id = person_id
        self.number = number
        self.unit_code = unit_code
        self.team_ids: list[UUID] = []

    def join(self, team_id: UUID) -> None:
        """Become a member of a team; joining again changes nothing."""
        if team_id not in self.team_ids:
            self.trigger_event(self.JoinedTeam, person_id=self.person_id, team_id=team_id)

    @event(JoinedTeam)
    def _joined_team(self, team_id: UUID) -> None:
        self.team_ids.append(team_id)
