"""RefusedScan: a scan that led to nothing, kept because somebody may ask why (A7)."""

from datetime import datetime
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive


class RefusedScan(Aggregate):
    """One refused scan, in a stream of its own.

    ``refusal`` is the stable code. ``kind`` and ``subject_id`` are known only if the code's
    signature was good.
    """

    TOPIC = "refused_scan"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "refused_scan.created"

    class Recorded(Created):
        TOPIC = "refused_scan.recorded"
        person_id: UUID | None
        refusal: str
        kind: str | None
        subject_id: UUID | None
        device_id: UUID | None
        unit_code: str
        occurred_at: datetime

    @staticmethod
    def create_id(key: str) -> UUID:
        """One idempotency key, one refused scan."""
        return derive("refused-scan", key)

    @event(Recorded)
    def __init__(self, refusal: str) -> None:
        self.refusal = refusal
