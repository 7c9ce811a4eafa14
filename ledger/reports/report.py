"""Report: one thing that is wrong somewhere, from the photo to the reply (随手拍).

Filed → accepted → verified → resolved, with replies in between (RD-6). Whoever sees the same thing
while it is open joins the first. This file says what can happen to a report; what must hold before
it does is decided in ``deciding``, and what it earns in ``paying``.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive
from ledger.reports.kinds import FiledAs, ReportState
from ledger.reports.report_facts import KEPT, About, Standing

__all__ = ["Report"]


class Report(Standing, Aggregate):
    """One report; its ID follows from the key it was filed with."""

    TOPIC = "report"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "report.created"

    class Filed(About, Created):
        """``occurred_at`` is when it was seen, ``filed_at`` when the city heard of it."""

        TOPIC = "report.filed"
        filed_as: str
        latitude_e4: int | None
        longitude_e4: int | None
        station_id: UUID | None
        place_text_id: UUID | None
        text_id: UUID | None
        photo_ids: list[UUID]
        is_emergency: bool
        occurred_at: datetime
        filed_at: datetime
        accept_due_at: datetime
        resolve_due_at: datetime

        def apply(self, aggregate: Any) -> None:
            """Keep what later decisions rest on."""
            for name in KEPT:
                setattr(aggregate, name, getattr(self, name))

    class Joined(About, Event):
        """Somebody saw the same, and confirms it; the first may also add to the own report."""

        TOPIC = "report.joined"
        joined_by: UUID
        filed_as: str
        text_id: UUID | None
        photo_ids: list[UUID]
        is_emergency: bool
        occurred_at: datetime

    class Merged(About, Event):
        """Whoever handles it found that it tells of what another one tells of."""

        TOPIC = "report.merged"
        into_id: UUID
        merged_by: UUID
        occurred_at: datetime

    class Absorbed(About, Event):
        """What a later report told of the same thing; ``told_by`` confirm this one by it."""

        TOPIC = "report.absorbed"
        report_id: UUID
        told_by: list[UUID]
        photo_ids: list[UUID]
        is_emergency: bool
        merged_by: UUID
        occurred_at: datetime

    class Accepted(About, Event):
        """``unpaid`` says why it earned nothing; empty if it did."""

        TOPIC = "report.accepted"
        accepted_by: UUID
        points: int
        unpaid: str
        occurred_at: datetime

    class Rejected(About, Event):
        TOPIC = "report.rejected"
        rejected_by: UUID
        reason: str
        text_id: UUID | None
        occurred_at: datetime

    class Forwarded(About, Event):
        """``unit_code`` is where it was until now."""

        TOPIC = "report.forwarded"
        to_unit_code: str
        forwarded_by: UUID
        occurred_at: datetime

    class Verified(About, Event):
        TOPIC = "report.verified"
        verified_by: UUID
        is_major_hazard: bool
        occurred_at: datetime

    class Resolved(About, Event):
        """``points`` are for the resolution, ``hazard_points`` for what turned out grave."""

        TOPIC = "report.resolved"
        resolved_by: UUID
        photo_ids: list[UUID]
        text_id: UUID | None
        points: int
        hazard_points: int
        occurred_at: datetime

    class Replied(About, Event):
        TOPIC = "report.replied"
        replied_by: UUID
        text_id: UUID
        occurred_at: datetime

    class Rated(About, Event):
        TOPIC = "report.rated"
        stars: int
        occurred_at: datetime

    class Reopened(About, Event):
        """The reporter says that it is not resolved; its working days begin anew."""

        TOPIC = "report.reopened"
        text_id: UUID | None
        resolve_due_at: datetime
        occurred_at: datetime

    class AcceptanceOverdue(About, Event):
        """Nobody accepted it in time; ``told`` lead the grid."""

        TOPIC = "report.acceptance_overdue"
        told: list[UUID]
        occurred_at: datetime

    class Whistled(About, Event):
        """It was not resolved in time and went up to the street; ``told`` work there."""

        TOPIC = "report.whistled"
        street_code: str
        told: list[UUID]
        occurred_at: datetime

    class Redacted(About, Event):
        """In public the second picture stands for the first, which never is shown there."""

        TOPIC = "report.redacted"
        photo_id: UUID
        redacted_id: UUID
        redacted_by: UUID
        occurred_at: datetime

    @staticmethod
    def create_id(key: str) -> UUID:
        """One key, one report: a phone that sends it again files nothing anew."""
        return derive("report", key)

    @event(Filed)
    def __init__(self, filed_as: str, photo_ids: list[UUID]) -> None:
        self.filed_as = FiledAs(filed_as)
        self.photo_ids, self.state = set(photo_ids), ReportState.FILED
        self.confirmers: set[UUID] = set()
        self.joins = self.replies = 0
        self.merged_into: UUID | None = None
        self.is_resolution_paid = False
        self.is_paid = self.is_major_hazard = self.is_alerted = self.is_whistled = False
        self.is_reopened = self.is_rated = False
        self.resolved_at: datetime | None = None

    # Evolution: believe the event. ------------------------------------------------

    @event(Joined)
    def _joined(self, joined_by: UUID, photo_ids: list[UUID], is_emergency: bool) -> None:
        self.joins += 1
        self.photo_ids.update(photo_ids)
        self.is_emergency |= is_emergency
        if joined_by != self.reporter_id:
            self.confirmers.add(joined_by)

    @event(Merged)
    def _merged(self, into_id: UUID) -> None:
        self.state, self.merged_into = ReportState.MERGED, into_id

    @event(Absorbed)
    def _absorbed(self, told_by: list[UUID], photo_ids: list[UUID], is_emergency: bool) -> None:
        self.joins += len(told_by)
        self.photo_ids.update(photo_ids)
        self.is_emergency |= is_emergency
        self.confirmers.update(told_by)
        self.confirmers.discard(self.reporter_id)

    @event(Accepted)
    def _accepted(self, points: int) -> None:
        self.state, self.is_paid = ReportState.ACCEPTED, points > 0

    @event(Rejected)
    def _rejected(self) -> None:
        self.state = ReportState.REJECTED

    @event(Forwarded)
    def _forwarded(self, to_unit_code: str) -> None:
        self.unit_code = to_unit_code

    @event(Verified)
    def _verified(self, is_major_hazard: bool) -> None:
        self.state, self.is_major_hazard = ReportState.VERIFIED, is_major_hazard

    @event(Resolved)
    def _resolved(self, photo_ids: list[UUID], points: int, occurred_at: datetime) -> None:
        self.state, self.resolved_at = ReportState.RESOLVED, occurred_at
        self.photo_ids.update(photo_ids)
        self.is_resolution_paid |= points > 0

    @event(Replied)
    def _replied(self) -> None:
        self.replies += 1

    @event(Rated)
    def _rated(self) -> None:
        self.is_rated = True

    @event(Reopened)
    def _reopened(self, resolve_due_at: datetime) -> None:
        self.state, self.resolve_due_at = ReportState.VERIFIED, resolve_due_at
        self.is_reopened, self.is_rated, self.is_whistled = True, False, False

    @event(AcceptanceOverdue)
    def _acceptance_overdue(self) -> None:
        self.is_alerted = True

    @event(Whistled)
    def _whistled(self) -> None:
        self.is_whistled = True
