"""TeamName: which team of a unit bears a name that it was not formed with."""

from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive
from ledger.kernel.session import Session
from ledger.volunteering.team import Team
from ledger.volunteering.team_errors import TeamNameTakenError


class TeamName(Aggregate):
    """One stream a name and unit. A team's own ID reserves only the name it was formed with."""

    TOPIC = "team_name"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "team_name.created"

    class Opened(Created):
        TOPIC = "team_name.opened"
        unit_code: str
        name: str

    class Taken(Event):
        TOPIC = "team_name.taken"
        team_id: UUID

    class Freed(Event):
        TOPIC = "team_name.freed"
        team_id: UUID

    @staticmethod
    def create_id(unit_code: str, name: str) -> UUID:
        """One name, one stream."""
        return derive("team-name", unit_code, name)

    @event(Opened)
    def __init__(self, unit_code: str, name: str) -> None:
        self.unit_code = unit_code
        self.name = name
        self.team_id: UUID | None = None

    def take(self, team_id: UUID) -> None:
        """Let a team bear the name."""
        self.trigger_event(self.Taken, team_id=team_id)

    def free(self, team_id: UUID) -> None:
        """Let the name go, if this team bears it."""
        if self.team_id == team_id:
            self.trigger_event(self.Freed, team_id=team_id)

    @event(Taken)
    def _taken(self, team_id: UUID) -> None:
        self.team_id = team_id

    @event(Freed)
    def _freed(self) -> None:
        self.team_id = None


def require_free(session: Session, unit_code: str, name: str, team_id: UUID) -> None:
    """Refuse a name that another team of the unit was renamed to."""
    taken = session.find(TeamName, TeamName.create_id(unit_code, name))
    if taken is not None and taken.team_id not in (None, team_id):
        raise TeamNameTakenError(name=name)


def exchanged(team: Team, name: str) -> tuple[UUID, UUID]:
    """Return the streams of the name a team bears and of the one it would take."""
    code = team.unit_code
    return TeamName.create_id(code, team.name), TeamName.create_id(code, name)


def exchange(session: Session, team: Team, name: str) -> None:
    """Take a new name for a team, and let go of the one it bears."""
    old_id, new_id = exchanged(team, name)
    old, new = session.find(TeamName, old_id), session.find(TeamName, new_id)
    if old is not None:
        old.free(team.id)
    if new is None:
        new = TeamName(unit_code=team.unit_code, name=name)
        session.add(new)
    new.take(team.id)
