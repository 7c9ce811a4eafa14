"""Correction: a volunteer says that an attendance comes to something else (更正)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive
from ledger.registry.separation import Hands, Step
from ledger.volunteering.feedback_errors import CorrectionNotFoundError, CorrectionPendingError


class CorrectionReason(StrEnum):
    """What is wrong. Kinds are added, never renamed."""

    CAME_EARLIER = "came_earlier"
    LEFT_LATER = "left_later"
    SCAN_FAILED = "scan_failed"
    TOO_MUCH = "too_much"
    WRONG_PERSON = "wrong_person"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the volunteer says it was: from when until when, or so many minutes."""

    begins: datetime | None
    ends: datetime | None
    minutes: int | None


@dataclass(frozen=True, slots=True)
class Settled:
    """What an accepted correction comes to."""

    minutes: int
    previous_minutes: int
    held_minutes: int
    counted_from: datetime
    counted_to: datetime


class Correction(Aggregate):
    """One stream an attendance: the requests follow each other, and only one is ever open."""

    TOPIC = "correction"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "correction.created"

    class Opened(Created):
        TOPIC = "correction.opened"
        attendance_id: UUID
        activity_id: UUID
        person_id: UUID
        unit_code: str

    class Requested(Event):
        TOPIC = "correction.requested"
        attendance_id: UUID
        activity_id: UUID
        person_id: UUID
        unit_code: str
        number: int
        wants_from: datetime | None
        wants_to: datetime | None
        wants_minutes: int | None
        reason: str
        text_id: UUID | None
        answer_due_on: date | None
        occurred_at: datetime

    class Accepted(Event):
        """What it comes to now; the minutes themselves are counted by the year of service."""

        TOPIC = "correction.accepted"
        attendance_id: UUID
        activity_id: UUID
        person_id: UUID
        unit_code: str
        number: int
        minutes: int
        previous_minutes: int
        held_minutes: int
        counted_from: datetime
        counted_to: datetime
        decided_by: UUID
        text_id: UUID | None
        occurred_at: datetime

    class Declined(Event):
        TOPIC = "correction.declined"
        attendance_id: UUID
        activity_id: UUID
        person_id: UUID
        unit_code: str
        number: int
        decided_by: UUID
        text_id: UUID | None
        occurred_at: datetime

    class Withdrawn(Event):
        TOPIC = "correction.withdrawn"
        attendance_id: UUID
        activity_id: UUID
        person_id: UUID
        unit_code: str
        number: int
        occurred_at: datetime

    @staticmethod
    def create_id(attendance_id: UUID) -> UUID:
        """One stream for each attendance."""
        return derive("correction", attendance_id)

    @event(Opened)
    def __init__(
        self, attendance_id: UUID, activity_id: UUID, person_id: UUID, unit_code: str
    ) -> None:
        self.attendance_id = attendance_id
        self.activity_id = activity_id
        self.person_id = person_id
        self.unit_code = unit_code
        self.number = 0
        self.is_open = False

    def request(
        self,
        wanted: Wanted,
        *,
        reason: CorrectionReason,
        text_id: UUID | None,
        answer_due_on: date | None,
        at: datetime,
    ) -> None:
        """Ask; while one waits there is no second one."""
        if self.is_open:
            raise CorrectionPendingError(number=self.number)
        self.trigger_event(
            self.Requested,
            **self._about(self.number + 1),
            wants_from=wanted.begins,
            wants_to=wanted.ends,
            wants_minutes=wanted.minutes,
            reason=reason.value,
            text_id=text_id,
            answer_due_on=answer_due_on,
            occurred_at=at,
        )

    def require_decider(self, number: int, decided_by: UUID) -> None:
        """Refuse what does not wait, and the volunteer's own hand."""
        self._require_open(number)
        Hands.of(self.person_id).refuse(Step.RECORD, decided_by)

    def accept(
        self, number: int, settled: Settled, decided_by: UUID, text_id: UUID | None, at: datetime
    ) -> None:
        """State what it comes to."""
        self.require_decider(number, decided_by)
        self.trigger_event(
            self.Accepted,
            **self._about(number),
            minutes=settled.minutes,
            previous_minutes=settled.previous_minutes,
            held_minutes=settled.held_minutes,
            counted_from=settled.counted_from,
            counted_to=settled.counted_to,
            decided_by=decided_by,
            text_id=text_id,
            occurred_at=at,
        )

    def decline(self, number: int, decided_by: UUID, text_id: UUID, at: datetime) -> None:
        """Say no, and why."""
        self.require_decider(number, decided_by)
        self.trigger_event(
            self.Declined,
            **self._about(number),
            decided_by=decided_by,
            text_id=text_id,
            occurred_at=at,
        )

    def withdraw(self, number: int, at: datetime) -> None:
        """Take it back before it is answered."""
        self._require_open(number)
        self.trigger_event(self.Withdrawn, **self._about(number), occurred_at=at)

    def _require_open(self, number: int) -> None:
        if not self.is_open or number != self.number:
            raise CorrectionNotFoundError(number=number)

    def _about(self, number: int) -> dict[str, object]:
        return {
            "attendance_id": self.attendance_id,
            "activity_id": self.activity_id,
            "person_id": self.person_id,
            "unit_code": self.unit_code,
            "number": number,
        }

    @event(Requested)
    def _requested(self, number: int) -> None:
        self.number = number
        self.is_open = True

    @event(Accepted)
    def _accepted(self) -> None:
        self.is_open = False

    @event(Declined)
    def _declined(self) -> None:
        self.is_open = False

    @event(Withdrawn)
    def _withdrawn(self) -> None:
        self.is_open = False
