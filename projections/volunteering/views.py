"""What can be asked about activities, teams and volunteers, under the name of earlier days."""

from projections.volunteering.activities.rows import ActivityRow
from projections.volunteering.activities.views import Activities
from projections.volunteering.teams import TeamRow, Teams, VolunteeringReader
from projections.volunteering.volunteers import VolunteerRow, Volunteers

__all__ = [
    "Activities",
    "ActivityRow",
    "TeamRow",
    "Teams",
    "VolunteerRow",
    "VolunteeringReader",
    "Volunteers",
]
