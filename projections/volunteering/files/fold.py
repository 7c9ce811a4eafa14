"""How events become requests, service files, stars and spot checks."""

from collections.abc import Sequence

from ledger.volunteering.service_file import ServiceFile
from ledger.volunteering.spot_check import SpotCheck
from ledger.volunteering.stars import Stars
from ledger.volunteering.volunteer import Volunteer
from projections.projection import Fold, LogEvent, folds

WAITING, APPROVED, DECLINED, WITHDRAWN = "waiting", "approved", "declined", "withdrawn"
TRAINING, HONOUR = "training", "honour"
GRANTED = "granted"


class FilesFold(Fold):
    """One batch of events about service files."""

    def load(self, batch: Sequence[LogEvent]) -> None:
        """Read the requests, records and applications that are answered or taken back."""
        events = [log.event for log in batch]
        answers = (
            Volunteer.MembershipApproved,
            Volunteer.MembershipDeclined,
            Volunteer.MembershipWithdrawn,
        )
        self.rows["requests"].load(it.request_id for it in events if isinstance(it, answers))
        self.rows["records"].load(
            it.record_id for it in events if isinstance(it, ServiceFile.RecordWithdrawn)
        )
        stars = (Stars.StarGranted, Stars.StarDeclined)
        self.rows["stars"].load(it.application_id for it in events if isinstance(it, stars))

    @folds(Volunteer.MembershipRequested)
    def _requested(self, log: LogEvent) -> None:
        event = log.event
        self.rows["requests"].put(
            {
                "request_id": event.request_id,
                "person_id": event.person_id,
                "team_id": event.team_id,
                "unit_code": event.unit_code,
                "state": WAITING,
                "reason": "",
                "asked_at": event.occurred_at,
                "decided_at": None,
            }
        )

    @folds(Volunteer.MembershipApproved)
    def _approved(self, log: LogEvent) -> None:
        self._answer(log, APPROVED)

    @folds(Volunteer.MembershipDeclined)
    def _declined(self, log: LogEvent) -> None:
        self._answer(log, DECLINED, log.event.reason)

    @folds(Volunteer.MembershipWithdrawn)
    def _withdrawn(self, log: LogEvent) -> None:
        self._answer(log, WITHDRAWN)

    @folds(ServiceFile.SkillsDeclared)
    def _declared(self, log: LogEvent) -> None:
        event = log.event
        self.rows["skills"].put(
            {
                "person_id": event.person_id,
                "skills": tuple(event.skills),
                "categories": tuple(event.categories),
            }
        )

    @folds(ServiceFile.TrainingRecorded)
    def _trained(self, log: LogEvent) -> None:
        event = log.event
        self._record(log, TRAINING, minutes=event.minutes, level="", on_day=event.held_on)

    @folds(ServiceFile.HonourRecorded)
    def _honoured(self, log: LogEvent) -> None:
        event = log.event
        self._record(log, HONOUR, minutes=0, level=event.level, on_day=event.granted_on)

    @folds(ServiceFile.RecordWithdrawn)
    def _record_withdrawn(self, log: LogEvent) -> None:
        self.rows["records"].change(log.event.record_id)["is_withdrawn"] = True

    @folds(Stars.StarApplied)
    def _applied(self, log: LogEvent) -> None:
        event = log.event
        self.rows["stars"].put(
            {
                "application_id": event.application_id,
                "person_id": event.person_id,
                "unit_code": event.unit_code,
                "level": event.level,
                "minutes": event.minutes,
                "state": WAITING,
                "reason": "",
                "applied_at": event.occurred_at,
                "decided_at": None,
            }
        )

    @folds(Stars.StarGranted)
    def _granted(self, log: LogEvent) -> None:
        event = log.event
        self.rows["stars"].change(event.application_id).update(
            state=GRANTED, minutes=event.minutes, decided_at=event.occurred_at
        )

    @folds(Stars.StarDeclined)
    def _star_declined(self, log: LogEvent) -> None:
        event = log.event
        self.rows["stars"].change(event.application_id).update(
            state=DECLINED, reason=event.reason, decided_at=event.occurred_at
        )

    @folds(SpotCheck.Drawn)
    def _drawn(self, log: LogEvent) -> None:
        event = log.event
        names = ("unit_code", "first_day", "last_day", "seed", "records", "drawn_from")
        more = ("digest", "read_to", "drawn_by")
        self.rows["spot_checks"].put(
            {
                "check_id": event.originator_id,
                **{name: getattr(event, name) for name in (*names, *more)},
                "drawn_at": event.occurred_at,
            }
        )

    def _answer(self, log: LogEvent, state: str, reason: str = "") -> None:
        event = log.event
        self.rows["requests"].change(event.request_id).update(
            state=state, reason=reason, decided_at=event.occurred_at
        )

    def _record(self, log: LogEvent, kind: str, **more: object) -> None:
        event = log.event
        self.rows["records"].put(
            {
                "record_id": event.record_id,
                "person_id": event.person_id,
                "kind": kind,
                "text_id": event.text_id,
                "unit_code": event.unit_code,
                "recorded_by": event.recorded_by,
                "is_withdrawn": False,
                **more,
            }
        )
