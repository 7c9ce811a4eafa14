"""Residence: in which household a person lives; one at a time (所在户)."""

from datetime import datetime
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.households.errors import LivesElsewhereError
from ledger.kernel.ids import derive


class Residence(Aggregate):
    """One stream a person, so that two households cannot both have somebody."""

    TOPIC = "residence"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "residence.created"

    class Opened(Created):
        TOPIC = "residence.opened"
        person_id: UUID

    class Entered(Event):
        TOPIC = "residence.entered"
        person_id: UUID
        household_id: UUID
        occurred_at: datetime

    class Left(Event):
        TOPIC = "residence.left"
        person_id: UUID
        household_id: UUID
        occurred_at: datetime

    @staticmethod
    def create_id(person_id: UUID) -> UUID:
        """One person, one stream."""
        return derive("residence", person_id)

    @event(Opened)
    def __init__(self, person_id: UUID) -> None:
        self.person_id = person_id
        self.household_id: UUID | None = None

    def enter(self, household_id: UUID, at: datetime) -> None:
        """Live there from now on, if nowhere else."""
        if self.household_id is not None:
            raise LivesElsewhereError
        self.trigger_event(
            self.Entered, person_id=self.person_id, household_id=household_id, occurred_at=at
        )

    def leave(self, household_id: UUID, at: datetime) -> None:
        """Live there no more."""
        assert self.household_id == household_id, "a household had somebody who lives elsewhere"
        self.trigger_event(
            self.Left, person_id=self.person_id, household_id=household_id, occurred_at=at
        )

    @event(Entered)
    def _entered(self, household_id: UUID) -> None:
        self.household_id = household_id

    @event(Left)
    def _left(self) -> None:
        self.household_id = None
