"""How events become corrections, complaints and evaluations."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from ledger.volunteering.complaint import Complaint, ComplaintState
from ledger.volunteering.correction import Correction
from ledger.volunteering.evaluation import Direction, Evaluation
from projections.projection import Fold, LogEvent, folds

OF_CORRECTION = (
    Correction.Requested,
    Correction.Accepted,
    Correction.Declined,
    Correction.Withdrawn,
)
OF_EVALUATION = (Evaluation.Given, Evaluation.Changed)


class RequestState(StrEnum):
    """Where a correction stands."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class CorrectionsFold(Fold):
    """One batch of events about what somebody said was wrong, or good."""

    def load(self, batch: Sequence[LogEvent]) -> None:
        """Read what is answered, taken back or changed."""
        events = [log.event for log in batch]
        self.rows["requests"].load(
            (it.attendance_id, it.number) for it in events if isinstance(it, OF_CORRECTION)
        )
        answered = (Complaint.Answered, Complaint.Withdrawn)
        self.rows["complaints"].load(it.originator_id for it in events if isinstance(it, answered))
        given = [it for it in events if isinstance(it, OF_EVALUATION)]
        self.rows["evaluations"].load((it.activity_id, it.person_id, it.direction) for it in given)
        self.rows["ratings"].load(it.activity_id for it in given)

    @folds(Correction.Requested)
    def _requested(self, log: LogEvent) -> None:
        event = log.event
        self.rows["requests"].put(
            {
                "attendance_id": event.attendance_id,
                "number": event.number,
                "position": log.position,
                "activity_id": event.activity_id,
                "person_id": event.person_id,
                "unit_code": event.unit_code,
                "state": RequestState.OPEN,
                "wants_from": event.wants_from,
                "wants_to": event.wants_to,
                "wants_minutes": event.wants_minutes,
                "reason": event.reason,
                "text_id": event.text_id,
                "answer_due_on": event.answer_due_on,
                "requested_at": event.occurred_at,
                "decided_by": None,
                "answer_text_id": None,
                "decided_at": None,
                "previous_minutes": None,
                "minutes": None,
                "held_minutes": None,
                "counted_from": None,
                "counted_to": None,
            }
        )

    @folds(Correction.Accepted)
    def _accepted(self, log: LogEvent) -> None:
        event = log.event
        row = self._decide(event, RequestState.ACCEPTED, event.decided_by, event.text_id)
        for name in (
            "previous_minutes",
            "minutes",
            "held_minutes",
            "counted_from",
            "counted_to",
        ):
            row[name] = getattr(event, name)

    @folds(Correction.Declined)
    def _declined(self, log: LogEvent) -> None:
        event = log.event
        self._decide(event, RequestState.DECLINED, event.decided_by, event.text_id)

    @folds(Correction.Withdrawn)
    def _withdrawn(self, log: LogEvent) -> None:
        self._decide(log.event, RequestState.WITHDRAWN, None, None)

    def _decide(self, event: Any, state: RequestState, by: Any, text_id: Any) -> dict[str, Any]:
        row = self.rows["requests"].change((event.attendance_id, event.number))
        row |= {"state": state, "decided_by": by, "answer_text_id": text_id}
        row["decided_at"] = event.occurred_at
        return row

    @folds(Complaint.Made)
    def _made(self, log: LogEvent) -> None:
        event = log.event
        self.rows["complaints"].put(
            {
                "complaint_id": event.originator_id,
                "position": log.position,
                "activity_id": event.activity_id,
                "person_id": event.person_id,
                "unit_code": event.unit_code,
                "state": ComplaintState.OPEN,
                "kind": event.kind,
                "text_id": event.text_id,
                "answer_due_on": event.answer_due_on,
                "made_at": event.occurred_at,
                "answered_by": None,
                "answer_text_id": None,
                "answered_at": None,
            }
        )

    @folds(Complaint.Answered)
    def _answered(self, log: LogEvent) -> None:
        event = log.event
        row = self.rows["complaints"].change(event.originator_id)
        row["state"] = ComplaintState.UPHELD if event.is_upheld else ComplaintState.NOT_UPHELD
        row |= {"answered_by": event.answered_by, "answer_text_id": event.text_id}
        row["answered_at"] = event.occurred_at

    @folds(Complaint.Withdrawn)
    def _complaint_withdrawn(self, log: LogEvent) -> None:
        row = self.rows["complaints"].change(log.event.originator_id)
        row |= {"state": ComplaintState.WITHDRAWN, "answered_at": log.event.occurred_at}

    @folds(Evaluation.Given)
    def _given(self, log: LogEvent) -> None:
        event = log.event
        self.rows["evaluations"].put(
            {
                "activity_id": event.activity_id,
                "person_id": event.person_id,
                "direction": event.direction,
                "position": log.position,
                "unit_code": event.unit_code,
                "stars": event.stars,
                "given_by": event.given_by,
                "given_at": event.occurred_at,
                "changed_at": None,
            }
        )
        self._rate(event, n=1, stars=event.stars)

    @folds(Evaluation.Changed)
    def _changed(self, log: LogEvent) -> None:
        event = log.event
        key = (event.activity_id, event.person_id, event.direction)
        row = self.rows["evaluations"].change(key)
        row |= {"stars": event.stars, "given_by": event.given_by}
        row["changed_at"] = event.occurred_at
        self._rate(event, n=0, stars=event.stars - event.previous_stars)

    def _rate(self, event: Any, *, n: int, stars: int) -> None:
        if event.direction == Direction.ACTIVITY:
            self.rows["ratings"].add({"activity_id": event.activity_id}, n=n, stars=stars)
