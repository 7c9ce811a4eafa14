"""PaidReports: how many reports of one person and day earned points (RD-6)."""

from datetime import date
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive
from ledger.reports.parameters import PAID_PER_DAY_MAX


class PaidReports(Aggregate):
    """One stream for each person and local day on which something was seen."""

    TOPIC = "paid_reports"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "paid_reports.created"

    class Opened(Created):
        TOPIC = "paid_reports.opened"
        person_id: UUID
        day: date

    class Taken(Event):
        TOPIC = "paid_reports.taken"
        report_id: UUID

    @staticmethod
    def create_id(person_id: UUID, day: date) -> UUID:
        """Derive the ID."""
        return derive("paid-reports", person_id, day.isoformat())

    @event(Opened)
    def __init__(self, person_id: UUID, day: date) -> None:
        self.person_id, self.day = person_id, day
        self.report_ids: list[UUID] = []

    def take(self, report_id: UUID) -> bool:
        """Let a report earn points; tell whether it may: the sixth of a day may not."""
        if report_id in self.report_ids:
            return True
        if len(self.report_ids) >= PAID_PER_DAY_MAX:
            return False
        self.trigger_event(self.Taken, report_id=report_id)
        return True

    @event(Taken)
    def _taken(self, report_id: UUID) -> None:
        self.report_ids.append(report_id)
