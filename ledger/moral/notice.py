"""Notice: reviewed acts of a village shown together (公示), numbered within village and year."""

from datetime import datetime
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive

NUMBERS_TRIED = 8
"""Numbers looked at in one round trip, from the one that seems to be next."""


class Notice(Aggregate):
    """One stream a notice. Its number is its identity: two that want the same one collide.

    So no stream counts them, and there is no gap: whoever publishes takes the first number that
    is free. What becomes of each line stands in the stream of its claim.
    """

    TOPIC = "notice"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "notice.created"

    class Published(Created):
        """``month`` says whose list it is, where a village posts by months; else it is empty.

        ``closes_at`` is of the lines as they were published; deductions have none.
        """

        TOPIC = "notice.published"
        unit_code: str
        year: int
        number: int
        kind: str
        days: int
        month: str
        claim_ids: list[UUID]
        points: int
        published_by: UUID
        closes_at: datetime | None
        occurred_at: datetime

    @staticmethod
    def create_id(unit_code: str, year: int, number: int) -> UUID:
        """One village, year and number, one notice."""
        return derive("notice", unit_code, year, number)

    @classmethod
    def candidates(cls, unit_code: str, year: int, number: int) -> list[UUID]:
        """Return the streams of the numbers that may be next."""
        numbers = range(number, number + NUMBERS_TRIED)
        return [cls.create_id(unit_code, year, it) for it in numbers]

    @event(Published)
    def __init__(self, unit_code: str, year: int, number: int, kind: str) -> None:
        self.unit_code, self.year, self.number, self.kind = unit_code, year, number, kind
