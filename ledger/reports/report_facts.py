"""What events of a report have in common, and what must hold before each of its steps."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from ledger.kernel.clock import local_date
from ledger.reports.categories import Hazard, facts_of
from ledger.reports.errors import (
    HazardNotMajorError,
    OwnReportError,
    ReopeningLateError,
    ReportFiledLaterError,
    ReportNotAlikeError,
    ReportNotFoundError,
    ReportPhotoMissingError,
    ReportPhotoUnknownError,
    ReportRatedError,
    ReportReopenedError,
    ReportRepliesFullError,
    ReportStateError,
)
from ledger.reports.kinds import FiledAs, ReportState
from ledger.reports.parameters import REOPEN_DAYS, REPLIES_MAX

KEPT = (
    *("unit_code", "category", "reporter_id", "is_emergency"),
    *("occurred_at", "filed_at", "accept_due_at", "resolve_due_at"),
)
"""What a report keeps of its filing as it is."""


@dataclass(frozen=True)
class About:
    """Every event says whose report it is, where and of what: read models look no further."""

    unit_code: str
    category: str
    reporter_id: UUID


class Standing:
    """What a report tells of itself, and what it refuses."""

    unit_code: str
    category: str
    reporter_id: UUID
    filed_as: FiledAs
    is_emergency: bool
    photo_ids: set[UUID]
    confirmers: set[UUID]
    joins: int
    state: ReportState
    is_paid: bool
    is_major_hazard: bool
    occurred_at: datetime
    filed_at: datetime
    merged_into: UUID | None
    is_resolution_paid: bool
    accept_due_at: datetime
    resolve_due_at: datetime
    resolved_at: datetime | None
    is_alerted: bool
    is_whistled: bool
    is_reopened: bool
    is_rated: bool
    replies: int

    @property
    def about(self) -> dict[str, Any]:
        """What every event of a report carries."""
        return {
            "unit_code": self.unit_code,
            "category": self.category,
            "reporter_id": self.reporter_id,
        }

    def require_state(self, *states: ReportState) -> None:
        """Refuse what cannot be done where the report stands."""
        if self.state not in states:
            raise ReportStateError(state=self.state.value)

    def require_other(self, handler: UUID) -> None:
        """Refuse whoever reported it: nobody handles the own report, nor earns by it."""
        if handler == self.reporter_id:
            raise OwnReportError

    def require_same(self, first: "Standing") -> None:
        """Refuse to join a report of another kind or unit, or one that was filed after it."""
        if (self.category, self.unit_code) != (first.category, first.unit_code):
            raise ReportNotAlikeError
        if self.filed_at < first.filed_at:
            raise ReportFiledLaterError

    def require_reporter(self, person_id: UUID) -> None:
        """Refuse everybody but the first reporter; to others it is as good as none."""
        if person_id != self.reporter_id:
            raise ReportNotFoundError

    def require_major_possible(self, *, is_major_hazard: bool) -> None:
        """Refuse a major hazard in a category that has none."""
        if is_major_hazard and facts_of(self.category).hazard is not Hazard.GRAVE:
            raise HazardNotMajorError(category=self.category)

    def require_reopening(self, at: datetime) -> None:
        """Refuse a second reopening, and one that comes after its days."""
        if self.is_reopened:
            raise ReportReopenedError
        self.require_state(ReportState.RESOLVED)
        assert self.resolved_at is not None
        last = local_date(self.resolved_at) + timedelta(days=REOPEN_DAYS)
        if local_date(at) > last:
            raise ReopeningLateError(until=last.isoformat())

    def require_rating(self) -> None:
        """Refuse a rating before there is anything to rate, and a second one."""
        self.require_state(ReportState.RESOLVED, ReportState.REJECTED)
        if self.is_rated:
            raise ReportRatedError

    def require_room_for_reply(self) -> None:
        """Refuse one reply more than there may be."""
        if self.replies >= REPLIES_MAX:
            raise ReportRepliesFullError(replies_max=REPLIES_MAX)

    def require_photo(self, photo_id: UUID) -> None:
        """Refuse a photo the report does not show."""
        if photo_id not in self.photo_ids:
            raise ReportPhotoUnknownError

    @staticmethod
    def require_photos(photo_ids: tuple[UUID, ...]) -> None:
        """Refuse a resolution nobody can see."""
        if not photo_ids:
            raise ReportPhotoMissingError
