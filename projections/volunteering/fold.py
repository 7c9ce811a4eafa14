"""How events become teams, volunteers, activities, attendances and totals."""

from collections.abc import Sequence

from ledger.volunteering.activity import Activity
from ledger.volunteering.attendance import Attendance
from ledger.volunteering.service_points import ServicePoints
from ledger.volunteering.team import Team
from ledger.volunteering.volunteer import Volunteer
from projections.projection import Fold, LogEvent, folds


class VolunteeringFold(Fold):
    """One batch of volunteering events."""

    def load(self, batch: Sequence[LogEvent]) -> None:
        """Read the attendances and totals that change."""
        later = (Attendance.CheckedOut, Attendance.MinutesCounted)
        ids = {log.event.originator_id for log in batch if isinstance(log.event, later)}
        ids |= {
            log.event.attendance_id
            for log in batch
            if isinstance(log.event, ServicePoints.Converted)
        }
        self.rows["attendances"].load(ids)
        self.rows["service_totals"].load(
            log.event.person_id for log in batch if isinstance(log.event, Attendance.MinutesCounted)
        )

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

    @folds(Activity.Published)
    def _published(self, log: LogEvent) -> None:
        event = log.event
        self.rows["activities"].put(
            {
                "activity_id": event.originator_id,
                "unit_code": event.unit_code,
                "team_id": event.team_id,
                "title": event.title,
                "place": event.place,
                "starts_at": event.starts_at,
                "ends_at": event.ends_at,
                "is_volunteer_service": event.is_volunteer_service,
                "led_by": event.led_by,
                "risk_level": event.risk_level,
            }
        )

    @folds(Attendance.CheckedIn)
    def _checked_in(self, log: LogEvent) -> None:
        event = log.event
        self.rows["attendances"].put(
            {
                "attendance_id": event.originator_id,
                "activity_id": event.activity_id,
                "person_id": event.person_id,
                "unit_code": event.unit_code,
                "came_at": event.occurred_at,
                "left_at": None,
                "minutes": 0,
                "points": 0,
                "evidence_in": event.evidence,
                "evidence_out": None,
            }
        )

    @folds(Attendance.CheckedOut)
    def _checked_out(self, log: LogEvent) -> None:
        event = log.event
        self.rows["attendances"].change(event.originator_id).update(
            left_at=event.occurred_at, evidence_out=event.evidence
        )

    @folds(Attendance.MinutesCounted)
    def _minutes_counted(self, log: LogEvent) -> None:
        event = log.event
        self.rows["attendances"].change(event.originator_id)["minutes"] = event.minutes
        self.rows["service_totals"].add(
            {"person_id": event.person_id}, minutes=event.minutes, sessions=1
        )

    @folds(ServicePoints.Converted)
    def _converted(self, log: LogEvent) -> None:
        event = log.event
        self.rows["attendances"].change(event.attendance_id)["points"] = event.points
