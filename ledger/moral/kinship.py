"""Kinship: with which households a reviewer is related, as they say themselves (亲属申报).

Told beforehand, so that nobody has to be caught: on claims of these households the reviewer does
not vote (VP-4). Only that there is kinship is kept, never of which kind.
"""

from datetime import datetime
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive
from ledger.moral.claim_errors import KinshipTooManyError

KIN_HOUSEHOLDS_MAX = 60
"""Households one reviewer can declare."""


class Kinship(Aggregate):
    """One stream a person."""

    TOPIC = "kinship"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "kinship.created"

    class Opened(Created):
        TOPIC = "kinship.opened"
        person_id: UUID

    class Declared(Event):
        TOPIC = "kinship.declared"
        person_id: UUID
        household_id: UUID
        occurred_at: datetime

    class Revoked(Event):
        """It was declared by mistake, or is no more."""

        TOPIC = "kinship.revoked"
        person_id: UUID
        household_id: UUID
        occurred_at: datetime

    @staticmethod
    def create_id(person_id: UUID) -> UUID:
        """One person, one stream."""
        return derive("kinship", person_id)

    @event(Opened)
    def __init__(self, person_id: UUID) -> None:
        self.person_id = person_id
        self.households: list[UUID] = []

    def declare(self, household_id: UUID, at: datetime) -> None:
        """Say that one is related; the same again changes nothing."""
        if household_id in self.households:
            return
        if len(self.households) >= KIN_HOUSEHOLDS_MAX:
            raise KinshipTooManyError(households_max=KIN_HOUSEHOLDS_MAX)
        self.trigger_event(
            self.Declared, person_id=self.person_id, household_id=household_id, occurred_at=at
        )

    def revoke(self, household_id: UUID, at: datetime) -> None:
        """Take it back; what was not declared changes nothing."""
        if household_id in self.households:
            self.trigger_event(
                self.Revoked, person_id=self.person_id, household_id=household_id, occurred_at=at
            )

    @event(Declared)
    def _declared(self, household_id: UUID) -> None:
        self.households.append(household_id)

    @event(Revoked)
    def _revoked(self, household_id: UUID) -> None:
        self.households.remove(household_id)
