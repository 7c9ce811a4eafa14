"""VisitDetail: until which day single visits are forgotten, and only counts of days are kept."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.commands import Answer, Command, handles
from ledger.kernel.ids import derive
from ledger.kernel.session import Session

VISIT_DETAIL_DAYS = 90
"""``station_detail_days``: so long read models show single visits (domain.md 6.3)."""


class VisitDetail(Aggregate):
    """One stream for all: read models that are built anew forget the same visits again."""

    TOPIC = "visit_detail"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "visit_detail.created"

    class Opened(Created):
        TOPIC = "visit_detail.opened"

    class Forgotten(Event):
        TOPIC = "visit_detail.forgotten"
        before: date

    @staticmethod
    def create_id() -> UUID:
        """There is one."""
        return derive("visit-detail", "all")

    @event(Opened)
    def __init__(self) -> None:
        self.before = date.min

    def forget(self, before: date) -> bool:
        """Forget visits of days before one; an earlier day changes nothing."""
        if before <= self.before:
            return False
        self.trigger_event(self.Forgotten, before=before)
        return True

    @event(Forgotten)
    def _forgotten(self, before: date) -> None:
        self.before = before


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetVisitDetail(Command):
    """Let read models keep only the counts of days before a day."""

    before: date


@handles(ForgetVisitDetail, streams=lambda _: [VisitDetail.create_id()])
def forget_visit_detail(session: Session, command: ForgetVisitDetail) -> Answer:
    """Move the day on; the same day again changes nothing."""
    detail = session.find(VisitDetail, VisitDetail.create_id())
    if detail is None:
        detail = VisitDetail()
        session.add(detail)
    return {"forgotten": detail.forget(command.before)}
