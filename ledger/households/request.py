"""HouseholdRequests: what a member asks the clerk to do about the household (申请)."""

from datetime import datetime
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.households.errors import (
    HouseholdRequestNotFoundError,
    HouseholdRequestPendingError,
)
from ledger.households.kinds import RequestKind
from ledger.kernel.ids import derive
from ledger.registry.separation import Hands, Step


class HouseholdRequests(Aggregate):
    """One stream a person, and one request open at a time. Asking changes nothing by itself."""

    TOPIC = "household_request"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "household_request.created"

    class Opened(Created):
        TOPIC = "household_request.opened"
        person_id: UUID

    class Made(Event):
        TOPIC = "household_request.made"
        person_id: UUID
        number: int
        household_id: UUID
        unit_code: str
        kind: str
        text_id: UUID | None
        occurred_at: datetime

    class Answered(Event):
        TOPIC = "household_request.answered"
        person_id: UUID
        number: int
        household_id: UUID
        is_done: bool
        text_id: UUID | None
        answered_by: UUID
        occurred_at: datetime

    class Withdrawn(Event):
        TOPIC = "household_request.withdrawn"
        person_id: UUID
        number: int
        household_id: UUID
        occurred_at: datetime

    @staticmethod
    def create_id(person_id: UUID) -> UUID:
        """One person, one stream."""
        return derive("household-requests", person_id)

    @event(Opened)
    def __init__(self, person_id: UUID) -> None:
        self.person_id = person_id
        self.household_id: UUID | None = None
        self.number = 0
        self.is_open = False

    def make(
        self,
        household_id: UUID,
        unit_code: str,
        kind: RequestKind,
        text_id: UUID | None,
        at: datetime,
    ) -> None:
        """Ask; while one request waits there is no second one."""
        if self.is_open:
            raise HouseholdRequestPendingError(number=self.number)
        self.trigger_event(
            self.Made,
            person_id=self.person_id,
            number=self.number + 1,
            household_id=household_id,
            unit_code=unit_code,
            kind=kind.value,
            text_id=text_id,
            occurred_at=at,
        )

    def answer(
        self, number: int, text_id: UUID | None, by: UUID, at: datetime, *, is_done: bool
    ) -> None:
        """Say that it was done, or why not; never by whoever asked."""
        self._require_open(number)
        Hands.of(self.person_id).refuse(Step.DECIDE, by)
        self.trigger_event(
            self.Answered,
            person_id=self.person_id,
            number=number,
            household_id=self.household_id,
            is_done=is_done,
            text_id=text_id,
            answered_by=by,
            occurred_at=at,
        )

    def withdraw(self, number: int, at: datetime) -> None:
        """Take it back before it is answered."""
        self._require_open(number)
        self.trigger_event(
            self.Withdrawn,
            person_id=self.person_id,
            number=number,
            household_id=self.household_id,
            occurred_at=at,
        )

    def _require_open(self, number: int) -> None:
        if not self.is_open or number != self.number:
            raise HouseholdRequestNotFoundError(number=number)

    @event(Made)
    def _made(self, number: int, household_id: UUID) -> None:
        self.number = number
        self.household_id = household_id
        self.is_open = True

    @event(Answered)
    def _answered(self) -> None:
        self.is_open = False

    @event(Withdrawn)
    def _withdrawn(self) -> None:
        self.is_open = False
