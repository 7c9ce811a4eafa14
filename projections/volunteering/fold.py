"""How events become teams and volunteers."""

from collections.abc import Sequence

from ledger.volunteering.team import Team
from ledger.volunteering.volunteer import Volunteer
from projections.projection import Fold, LogEvent, folds


class VolunteeringFold(Fold):
    """One batch of volunteering events."""

    def load(self, batch: Sequence[LogEvent]) -> None:
        """Read the teams and volunteers that change."""
        events = [log.event for log in batch]
        moves = (Volunteer.JoinedTeam, Volunteer.LeftTeam)
        changes = (Team.Renamed, Team.Placed, Team.Dissolved)
        teams = {it.team_id for it in events if isinstance(it, moves)}
        teams |= {it.originator_id for it in events if isinstance(it, changes)}
        self.rows["teams"].load(teams)
        self.rows["volunteers"].load(
            it.person_id for it in events if isinstance(it, Volunteer.NationalNumberSet)
        )

    @folds(Team.Formed)
    def _formed(self, log: LogEvent) -> None:
        event = log.event
        self.rows["teams"].put(
            {
                "team_id": event.originator_id,
                "unit_code": event.unit_code,
                "name": event.name,
                "kind": event.kind,
                "parent_id": event.parent_id,
                "members": 0,
                "is_dissolved": False,
            }
        )

    @folds(Team.Renamed)
    def _renamed(self, log: LogEvent) -> None:
        self.rows["teams"].change(log.event.originator_id)["name"] = log.event.name

    @folds(Team.Placed)
    def _placed(self, log: LogEvent) -> None:
        self.rows["teams"].change(log.event.originator_id)["parent_id"] = log.event.parent_id

    @folds(Team.Dissolved)
    def _dissolved(self, log: LogEvent) -> None:
        self.rows["teams"].change(log.event.originator_id)["is_dissolved"] = True

    @folds(Volunteer.Registered)
    def _registered(self, log: LogEvent) -> None:
        event = log.event
        self.rows["volunteers"].put(
            {
                "person_id": event.person_id,
                "number": event.number,
                "unit_code": event.unit_code,
                "national_number": "",
            }
        )

    @folds(Volunteer.NationalNumberSet)
    def _national_number(self, log: LogEvent) -> None:
        event = log.event
        self.rows["volunteers"].change(event.person_id)["national_number"] = event.number

    @folds(Volunteer.JoinedTeam)
    def _joined(self, log: LogEvent) -> None:
        event = log.event
        self.rows["team_members"].put({"team_id": event.team_id, "person_id": event.person_id})
        self.rows["teams"].change(event.team_id)["members"] += 1

    @folds(Volunteer.LeftTeam)
    def _left(self, log: LogEvent) -> None:
        event = log.event
        self.rows["team_members"].remove((event.team_id, event.person_id))
        self.rows["teams"].change(event.team_id)["members"] -= 1
