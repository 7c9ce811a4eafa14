"""PersonErasure: somebody asks to be forgotten, may take it back, and is forgotten (注销)."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.clock import local_date
from ledger.kernel.ids import derive
from ledger.registry.erasure_errors import (
    ErasureNotDueError,
    ErasureNotFoundError,
    PersonErasedError,
)

ERASURE_DAYS = 15
"""So long a request may be taken back; then it is carried out (domain.md 6.1, A21)."""


class ErasureState(StrEnum):
    """Where a request stands."""

    NONE = "none"
    REQUESTED = "requested"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"


class Asked(StrEnum):
    """How the person said so."""

    IN_PERSON = "own_session"
    WITH_CARD = "present_with_card"
    ON_PAPER = "paper_form"


class Cause(StrEnum):
    """Why somebody is forgotten."""

    ASKED = "asked"
    INACTIVE = "inactive"


def due_on(at: datetime, *, at_once: bool) -> date:
    """Return the day on which a request made at a moment is carried out."""
    return local_date(at) + timedelta(days=0 if at_once else ERASURE_DAYS)


class PersonErasure(Aggregate):
    """One stream a person. It holds the ID, which leads to nobody once the people forgot it."""

    TOPIC = "person"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "person.created"

    class Opened(Created):
        TOPIC = "person.erasure_opened"
        person_id: UUID

    class Requested(Event):
        TOPIC = "person.erasure_requested"
        person_id: UUID
        due_on: date
        agreed_points: int
        asked: str
        requested_by: UUID

    class Withdrawn(Event):
        TOPIC = "person.erasure_withdrawn"
        person_id: UUID
        withdrawn_by: UUID

    class Erased(Event):
        TOPIC = "person.erased"
        person_id: UUID
        cause: str
        forfeited_points: int
        occurred_at: datetime

    @staticmethod
    def create_id(person_id: UUID) -> UUID:
        """One person, one stream."""
        return derive("person-erasure", person_id)

    @event(Opened)
    def __init__(self, person_id: UUID) -> None:
        self.person_id = person_id
        self.state = ErasureState.NONE.value
        self.due_on = date.max

    def request(self, *, due: date, agreed_points: int, asked: Asked, requested_by: UUID) -> None:
        """Ask, or ask for an earlier day; a request that stands already is not put off."""
        self.refuse_if_erased()
        if self.state == ErasureState.REQUESTED and due >= self.due_on:
            return
        self.trigger_event(
            self.Requested,
            person_id=self.person_id,
            due_on=due,
            agreed_points=agreed_points,
            asked=asked.value,
            requested_by=requested_by,
        )

    def withdraw(self, withdrawn_by: UUID) -> None:
        """Take a request back, as long as it has not been carried out."""
        self.refuse_if_erased()
        if self.state != ErasureState.REQUESTED:
            raise ErasureNotFoundError
        self.trigger_event(self.Withdrawn, person_id=self.person_id, withdrawn_by=withdrawn_by)

    def require_due(self, at: datetime) -> None:
        """Refuse before the day, and where nobody asked."""
        if self.state != ErasureState.REQUESTED:
            raise ErasureNotFoundError
        if local_date(at) < self.due_on:
            raise ErasureNotDueError(due_on=self.due_on.isoformat())

    def carry_out(self, *, cause: Cause, forfeited_points: int, at: datetime) -> None:
        """State that the person is forgotten."""
        self.trigger_event(
            self.Erased,
            person_id=self.person_id,
            cause=cause.value,
            forfeited_points=forfeited_points,
            occurred_at=at,
        )

    def refuse_if_erased(self) -> None:
        """Refuse whatever comes after the end."""
        if self.state == ErasureState.ERASED:
            raise PersonErasedError

    @event(Requested)
    def _requested(self, due_on: date) -> None:
        self.state = ErasureState.REQUESTED.value
        self.due_on = due_on

    @event(Withdrawn)
    def _withdrawn(self) -> None:
        self.state = ErasureState.WITHDRAWN.value
        self.due_on = date.max

    @event(Erased)
    def _erased(self) -> None:
        self.state = ErasureState.ERASED.value
