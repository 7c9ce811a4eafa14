"""How events become teams and volunteers."""

from collections.abc import Sequence

from ledger.volunteering.team import Team
from ledger.volunteering.volunteer import Volunteer
from projections.projection import Fold, LogEvent, folds


class VolunteeringFold(Fold):
    """One batch of volunteering events."""

    def load(self, batch: Sequence[LogEvent]) -> None:
        """Nothing is read: every event is a row of its own."""

    @folds(Team.Formed)
    def _formed(self, log: LogEvent) -> None:
        event = log.event
        self.rows["teams"].put(
            {"team_id": event.originator_id, "unit_code": event.unit_code, "name": event.name}
        )

    @folds(Volunteer.Registered)
    def _registered(self, log: LogEvent) -> None:
        event = log.event
        self.rows["volunteers"].put(
            {"person_id": event.person_id, "number": event.number, "unit_code": event.unit_code}
        )

    @folds(Volunteer.JoinedTeam)
    def _joined(self, log: LogEvent) -> None:
        event = log.event
        self.rows["team_members"].put({"team_id": event.team_id, "person_id": event.person_id})
