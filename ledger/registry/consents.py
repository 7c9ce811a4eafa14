"""Consents: what one person has agreed to, under which version of the notice (同意)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive
from ledger.registry.consent_purposes import Method, Purpose


@dataclass(frozen=True, slots=True)
class Agreed:
    """A consent that has not been withdrawn."""

    notice_version: int
    given_by: UUID


class Consents(Aggregate):
    """One stream a person: every consent and every withdrawal, and who said so.

    ``given_by`` is the person or a guardian; ``operator_id`` is who typed it in for them.
    """

    TOPIC = "consent"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "consent.created"

    class Opened(Created):
        TOPIC = "consent.opened"
        person_id: UUID

    class Given(Event):
        TOPIC = "consent.given"
        person_id: UUID
        purpose: str
        notice_version: int
        given_by: UUID
        operator_id: UUID | None
        method: str
        occurred_at: datetime

    class Withdrawn(Event):
        TOPIC = "consent.withdrawn"
        person_id: UUID
        purpose: str
        notice_version: int
        withdrawn_by: UUID
        operator_id: UUID | None
        method: str
        occurred_at: datetime

    @staticmethod
    def create_id(person_id: UUID) -> UUID:
        """One person, one stream."""
        return derive("consents", person_id)

    @event(Opened)
    def __init__(self, person_id: UUID) -> None:
        self.person_id = person_id
        self.agreed: dict[str, Agreed] = {}

    def agreed_to(self, purpose: Purpose) -> Agreed | None:
        """Return the consent to a purpose, or None if there is none any more."""
        return self.agreed.get(purpose.value)

    def give(
        self,
        purpose: Purpose,
        *,
        notice_version: int,
        by: UUID,
        operator_id: UUID | None,
        method: Method,
        occurred_at: datetime,
    ) -> None:
        """Agree; the same again changes nothing, under a newer notice it is asked anew."""
        agreed = self.agreed_to(purpose)
        if agreed is not None and agreed == Agreed(notice_version, by):
            return
        self.trigger_event(
            self.Given,
            person_id=self.person_id,
            purpose=purpose.value,
            notice_version=notice_version,
            given_by=by,
            operator_id=operator_id,
            method=method.value,
            occurred_at=occurred_at,
        )

    def withdraw(
        self,
        purpose: Purpose,
        *,
        notice_version: int,
        by: UUID,
        operator_id: UUID | None,
        method: Method,
        occurred_at: datetime,
    ) -> None:
        """Agree no longer; what was never agreed to stays so."""
        if self.agreed_to(purpose) is None:
            return
        self.trigger_event(
            self.Withdrawn,
            person_id=self.person_id,
            purpose=purpose.value,
            notice_version=notice_version,
            withdrawn_by=by,
            operator_id=operator_id,
            method=method.value,
            occurred_at=occurred_at,
        )

    @event(Given)
    def _given(self, purpose: str, notice_version: int, given_by: UUID) -> None:
        self.agreed[purpose] = Agreed(notice_version, given_by)

    @event(Withdrawn)
    def _withdrawn(self, purpose: str) -> None:
        self.agreed.pop(purpose, None)
