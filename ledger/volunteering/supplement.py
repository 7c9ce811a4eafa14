"""Supplement: minutes entered afterwards by the leader, for a second person to decide (补录)."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive
from ledger.registry.separation import Hands, Step
from ledger.volunteering.errors import SecondConfirmerRequiredError, SupplementDecidedError


class SupplementReason(StrEnum):
    """Why scans are missing. Kinds are added, never renamed."""

    FORGOT_CHECK_OUT = "forgot_check_out"
    FORGOT_CHECK_IN = "forgot_check_in"
    NO_PHONE = "no_phone"
    DEVICE_FAILED = "device_failed"
    OTHER = "other"


class State(StrEnum):
    """Where it stands."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    DECLINED = "declined"


class Supplement(Aggregate):
    """At most the planned length, with a reason and its evidence, and decided by somebody else."""

    TOPIC = "supplement"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "supplement.created"

    class Proposed(Created):
        TOPIC = "supplement.proposed"
        activity_id: UUID
        person_id: UUID
        unit_code: str
        minutes: int
        reason: str
        text_id: UUID | None
        recorded_by: UUID
        is_late: bool
        occurred_at: datetime

    class Confirmed(Event):
        TOPIC = "supplement.confirmed"
        activity_id: UUID
        person_id: UUID
        unit_code: str
        minutes: int
        recorded_by: UUID
        confirmed_by: UUID
        occurred_at: datetime

    class Declined(Event):
        TOPIC = "supplement.declined"
        activity_id: UUID
        person_id: UUID
        unit_code: str
        declined_by: UUID
        text_id: UUID | None
        occurred_at: datetime

    @staticmethod
    def create_id(activity_id: UUID, person_id: UUID, number: int) -> UUID:
        """Derive the ID of an attempt: one that was declined may be followed by another."""
        return derive("supplement", activity_id, person_id, number)

    @event(Proposed)
    def __init__(
        self,
        activity_id: UUID,
        person_id: UUID,
        unit_code: str,
        minutes: int,
        recorded_by: UUID,
        is_late: bool,
    ) -> None:
        self.activity_id = activity_id
        self.person_id = person_id
        self.unit_code = unit_code
        self.minutes = minutes
        self.recorded_by = recorded_by
        self.is_late = is_late
        self.state = State.PROPOSED.value

    def confirm(self, confirmed_by: UUID, at: datetime) -> None:
        """Let it count; never by whoever entered it, and never by the volunteer."""
        self._refuse_hand(confirmed_by)
        self.trigger_event(
            self.Confirmed,
            activity_id=self.activity_id,
            person_id=self.person_id,
            unit_code=self.unit_code,
            minutes=self.minutes,
            recorded_by=self.recorded_by,
            confirmed_by=confirmed_by,
            occurred_at=at,
        )

    def decline(self, declined_by: UUID, text_id: UUID | None, at: datetime) -> None:
        """Say no, with a reason."""
        self._refuse_hand(declined_by)
        self.trigger_event(
            self.Declined,
            activity_id=self.activity_id,
            person_id=self.person_id,
            unit_code=self.unit_code,
            declined_by=declined_by,
            text_id=text_id,
            occurred_at=at,
        )

    def _refuse_hand(self, actor: UUID) -> None:
        if self.state != State.PROPOSED:
            raise SupplementDecidedError(state=self.state)
        Hands.of(self.person_id).refuse(Step.RECORD, actor)
        if actor == self.recorded_by:
            raise SecondConfirmerRequiredError

    @event(Confirmed)
    def _confirmed(self) -> None:
        self.state = State.CONFIRMED.value

    @event(Declined)
    def _declined(self) -> None:
        self.state = State.DECLINED.value
