"""Guardianship: who answers for a minor (监护人)."""

from datetime import datetime
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive
from ledger.registry.consent_errors import GuardianNotFoundError, GuardiansFullError

GUARDIANS_MAX = 4
"""Guardians one minor has at once, and requests that wait at once."""


class Guardianship(Aggregate):
    """One stream a minor. Asked for by phone, linked at the desk with both present.

    Nothing here says how old anybody is; the rules that ask stop by themselves at eighteen.
    """

    TOPIC = "guardian"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "guardian.created"

    class Opened(Created):
        TOPIC = "guardian.opened"
        person_id: UUID

    class Requested(Event):
        TOPIC = "guardian.requested"
        person_id: UUID
        guardian_id: UUID
        unit_code: str
        occurred_at: datetime

    class Linked(Event):
        TOPIC = "guardian.linked"
        person_id: UUID
        guardian_id: UUID
        unit_code: str
        linked_by: UUID
        occurred_at: datetime

    class Ended(Event):
        TOPIC = "guardian.ended"
        person_id: UUID
        guardian_id: UUID
        ended_by: UUID
        occurred_at: datetime

    @staticmethod
    def create_id(person_id: UUID) -> UUID:
        """One minor, one stream."""
        return derive("guardianship", person_id)

    @event(Opened)
    def __init__(self, person_id: UUID) -> None:
        self.person_id = person_id
        self.guardians: list[UUID] = []
        self.requests: list[UUID] = []

    def request(self, guardian_id: UUID, unit_code: str, occurred_at: datetime) -> None:
        """Note that somebody says to be the guardian; it opens nothing until the desk links."""
        if guardian_id in (*self.guardians, *self.requests):
            return
        if len(self.requests) >= GUARDIANS_MAX:
            return  # a stranger must not learn that others asked
        self.trigger_event(
            self.Requested,
            person_id=self.person_id,
            guardian_id=guardian_id,
            unit_code=unit_code,
            occurred_at=occurred_at,
        )

    def link(
        self, guardian_id: UUID, *, unit_code: str, linked_by: UUID, occurred_at: datetime
    ) -> None:
        """Make somebody the guardian; the same again changes nothing."""
        if guardian_id in self.guardians:
            return
        if len(self.guardians) >= GUARDIANS_MAX:
            raise GuardiansFullError(guardians_max=GUARDIANS_MAX)
        self.trigger_event(
            self.Linked,
            person_id=self.person_id,
            guardian_id=guardian_id,
            unit_code=unit_code,
            linked_by=linked_by,
            occurred_at=occurred_at,
        )

    def end(self, guardian_id: UUID, ended_by: UUID, occurred_at: datetime) -> None:
        """End a link or turn a request down; what they agreed to for the minor ends with it."""
        if guardian_id not in (*self.guardians, *self.requests):
            raise GuardianNotFoundError
        self.trigger_event(
            self.Ended,
            person_id=self.person_id,
            guardian_id=guardian_id,
            ended_by=ended_by,
            occurred_at=occurred_at,
        )

    @event(Requested)
    def _requested(self, guardian_id: UUID) -> None:
        self.requests.append(guardian_id)

    @event(Linked)
    def _linked(self, guardian_id: UUID) -> None:
        self.requests = [it for it in self.requests if it != guardian_id]
        self.guardians.append(guardian_id)

    @event(Ended)
    def _ended(self, guardian_id: UUID) -> None:
        self.requests = [it for it in self.requests if it != guardian_id]
        self.guardians = [it for it in self.guardians if it != guardian_id]
