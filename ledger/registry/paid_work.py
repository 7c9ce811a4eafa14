"""PaidWork: on which days somebody is paid for grid work, and where (RD-7).

Work for which any money is paid is not volunteer service. The wings do not know each other, so
what one of them pays for stands here, where the other can see it.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.errors import RuleError
from ledger.kernel.ids import derive


class PaidWorkNotServiceError(RuleError):
    """The person is paid for grid work there: patrols of those days are no volunteer service."""

    code = "paid_work_not_service"


@dataclass(frozen=True, slots=True)
class PaidSpan:
    """Days on which somebody is paid for work in a unit, the first and the last included."""

    unit_code: str
    from_day: date
    to_day: date

    def covers(self, unit_code: str, day: date) -> bool:
        """Tell whether work somewhere on a day is what is paid: the grid, in it, or all around."""
        near = unit_code.startswith(self.unit_code) or self.unit_code.startswith(unit_code)
        return near and self.from_day <= day <= self.to_day


class PaidWork(Aggregate):
    """One stream for each person who was ever paid for grid work."""

    TOPIC = "paid_work"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "paid_work.created"

    class Opened(Created):
        TOPIC = "paid_work.opened"
        person_id: UUID

    class Begun(Event):
        TOPIC = "paid_work.begun"
        unit_code: str
        from_day: date
        to_day: date

    class CutShort(Event):
        TOPIC = "paid_work.cut_short"
        to_day: date

    @staticmethod
    def create_id(person_id: UUID) -> UUID:
        """One person, one stream."""
        return derive("paid-work", person_id)

    @event(Opened)
    def __init__(self, person_id: UUID) -> None:
        self.person_id = person_id
        self.spans: list[PaidSpan] = []

    def begin(self, span: PaidSpan) -> None:
        """Be paid for some days."""
        self.trigger_event(
            self.Begun, unit_code=span.unit_code, from_day=span.from_day, to_day=span.to_day
        )

    def cut_short(self, to_day: date) -> None:
        """Be paid no longer than through a day; what ended before stays as it is."""
        if any(it.to_day > to_day for it in self.spans):
            self.trigger_event(self.CutShort, to_day=to_day)

    def refuse_service(self, unit_code: str, day: date) -> None:
        """Refuse to count paid work as volunteer service."""
        if any(it.covers(unit_code, day) for it in self.spans):
            raise PaidWorkNotServiceError

    @event(Begun)
    def _begun(self, unit_code: str, from_day: date, to_day: date) -> None:
        self.spans.append(PaidSpan(unit_code, from_day, to_day))

    @event(CutShort)
    def _cut_short(self, to_day: date) -> None:
        self.spans = [
            PaidSpan(it.unit_code, it.from_day, min(it.to_day, to_day))
            for it in self.spans
            if it.from_day <= to_day
        ]
