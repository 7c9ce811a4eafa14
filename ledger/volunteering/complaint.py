"""Complaint: somebody was wronged at an activity, and its unit answers (投诉)."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive
from ledger.volunteering.feedback_errors import ComplaintNotFoundError, OwnComplaintError


class ComplaintKind(StrEnum):
    """What it is about. Kinds are added, never renamed."""

    UNSAFE = "unsafe"
    MONEY = "money"
    NOT_AS_ANNOUNCED = "not_as_announced"
    TREATED_BADLY = "treated_badly"
    WRONG_RECORD = "wrong_record"
    PRIVACY = "privacy"
    OTHER = "other"


class ComplaintState(StrEnum):
    """Where it stands."""

    OPEN = "open"
    UPHELD = "upheld"
    NOT_UPHELD = "not_upheld"
    WITHDRAWN = "withdrawn"


class Complaint(Aggregate):
    """One complaint of one person about one activity."""

    TOPIC = "complaint"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "complaint.created"

    class Made(Created):
        TOPIC = "complaint.made"
        activity_id: UUID
        person_id: UUID
        unit_code: str
        kind: str
        text_id: UUID
        answer_due_on: date | None
        occurred_at: datetime

    class Answered(Event):
        TOPIC = "complaint.answered"
        activity_id: UUID
        person_id: UUID
        unit_code: str
        is_upheld: bool
        answered_by: UUID
        text_id: UUID
        occurred_at: datetime

    class Withdrawn(Event):
        TOPIC = "complaint.withdrawn"
        activity_id: UUID
        person_id: UUID
        unit_code: str
        occurred_at: datetime

    @staticmethod
    def create_id(key: str) -> UUID:
        """One for each that was sent."""
        return derive("complaint", key)

    @event(Made)
    def __init__(self, activity_id: UUID, person_id: UUID, unit_code: str) -> None:
        self.activity_id = activity_id
        self.person_id = person_id
        self.unit_code = unit_code
        self.is_open = True

    def answer(
        self, *, is_upheld: bool, by: UUID, led_by: UUID | None, text_id: UUID, at: datetime
    ) -> None:
        """Answer; neither who complains nor who led the activity does."""
        self._require_open()
        if by in (self.person_id, led_by):
            raise OwnComplaintError
        self.trigger_event(
            self.Answered,
            activity_id=self.activity_id,
            person_id=self.person_id,
            unit_code=self.unit_code,
            is_upheld=is_upheld,
            answered_by=by,
            text_id=text_id,
            occurred_at=at,
        )

    def withdraw(self, at: datetime) -> None:
        """Take it back before it is answered."""
        self._require_open()
        self.trigger_event(
            self.Withdrawn,
            activity_id=self.activity_id,
            person_id=self.person_id,
            unit_code=self.unit_code,
            occurred_at=at,
        )

    def _require_open(self) -> None:
        if not self.is_open:
            raise ComplaintNotFoundError

    @event(Answered)
    def _answered(self) -> None:
        self.is_open = False

    @event(Withdrawn)
    def _withdrawn(self) -> None:
        self.is_open = False
