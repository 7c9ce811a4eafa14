"""Finding what a command names, or refusing it."""

from uuid import UUID

from ledger.kernel.session import Session
from ledger.volunteering.activity import Activity
from ledger.volunteering.errors import (
    ActivityNotFoundError,
    TeamNotFoundError,
    VolunteerNotFoundError,
)
from ledger.volunteering.team import Team
from ledger.volunteering.volunteer import Volunteer


def activity_of(session: Session, activity_id: UUID) -> Activity:
    """Return an activity, or refuse."""
    activity = session.find(Activity, activity_id)
    if activity is None:
        raise ActivityNotFoundError(activity_id=activity_id)
    return activity


def find_team(session: Session, team_id: UUID) -> Team:
    """Return a team, or refuse."""
    team = session.find(Team, team_id)
    if team is None:
        raise TeamNotFoundError(team_id=team_id)
    return team


def find_volunteer(session: Session, person_id: UUID) -> Volunteer:
    """Return a registered volunteer, or refuse."""
    volunteer = session.find(Volunteer, Volunteer.create_id(person_id))
    if volunteer is None:
        raise VolunteerNotFoundError
    return volunteer
