"""SpotCheck: a random sample of service records, drawn for civil affairs (抽查, VH-18)."""

from datetime import date, datetime
from uuid import UUID

from eventsourcing.domain import Aggregate, event

RECORDS_MIN = 1
RECORDS_MAX = 200
"""Records of one spot check."""
SEED_MAX = 99_999_999


class SpotCheck(Aggregate):
    """What was drawn, by whom, from how many; ``digest`` is of the drawn records' IDs.

    Who draws again with the same seed from the same log gets the same records.
    """

    TOPIC = "spot_check"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "spot_check.created"

    class Drawn(Created):
        TOPIC = "spot_check.drawn"
        unit_code: str
        first_day: date
        last_day: date
        seed: int
        records: int
        drawn_from: int
        digest: str
        read_to: int
        drawn_by: UUID | None
        occurred_at: datetime

    @event(Drawn)
    def __init__(self, unit_code: str, seed: int, digest: str) -> None:
        self.unit_code = unit_code
        self.seed = seed
        self.digest = digest
