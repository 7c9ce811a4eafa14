"""DoubtfulScan: a scan that cannot be believed as it is, kept until people decide (待核对)."""

from datetime import datetime
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive
from ledger.registry.separation import Hands, Step
from ledger.volunteering.errors import DoubtfulScanSettledError


class DoubtfulScan(Aggregate):
    """What a phone sent too late, with a wrong clock, or where something was missing.

    It counts for nothing until somebody who was there stands by it; it is never dropped.
    """

    TOPIC = "doubtful_scan"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "doubtful_scan.created"

    class Kept(Created):
        TOPIC = "doubtful_scan.kept"
        activity_id: UUID
        person_id: UUID
        unit_code: str
        refusal: str
        evidence: str
        device_id: UUID | None
        occurred_at: datetime
        recorded_at: datetime

    class Settled(Event):
        TOPIC = "doubtful_scan.settled"
        activity_id: UUID
        person_id: UUID
        accepted: bool
        settled_by: UUID
        occurred_at: datetime

    @staticmethod
    def create_id(key: str) -> UUID:
        """One for each scan that was sent."""
        return derive("doubtful-scan", key)

    @event(Kept)
    def __init__(
        self, activity_id: UUID, person_id: UUID, occurred_at: datetime, refusal: str
    ) -> None:
        self.activity_id = activity_id
        self.person_id = person_id
        self.scanned_at = occurred_at
        self.refusal = refusal
        self.is_settled = False

    def settle(self, *, accepted: bool, settled_by: UUID, at: datetime) -> None:
        """Decide; never the volunteer."""
        Hands.of(self.person_id).refuse(Step.RECORD, settled_by)
        if self.is_settled:
            raise DoubtfulScanSettledError
        self.trigger_event(
            self.Settled,
            activity_id=self.activity_id,
            person_id=self.person_id,
            accepted=accepted,
            settled_by=settled_by,
            occurred_at=at,
        )

    @event(Settled)
    def _settled(self) -> None:
        self.is_settled = True
