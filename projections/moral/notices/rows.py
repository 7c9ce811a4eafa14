"""Rows of public notices, their lines and objections."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ledger.moral.claim_kinds import ClaimState


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice as it was published; ``closes_at`` is None for deductions."""

    notice_id: UUID
    position: int
    unit_code: str
    year: int
    number: int
    kind: str
    days: int
    month: str
    lines: int
    points: int
    published_by: UUID
    published_at: datetime
    closes_at: datetime | None


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One act on its way: where it stands, and on which line of which notice."""

    claim_id: UUID
    position: int
    unit_code: str
    household_id: UUID
    item_code: str
    version: int
    points: int
    is_deduction: bool
    notice_days: int
    occurred_on: date
    state: str
    round: int
    notice_id: UUID | None
    line: int
    published_at: datetime | None
    delivered_at: datetime | None
    delivery: str
    closes_at: datetime | None
    due_at: datetime | None
    objection_id: UUID | None
    posted_at: datetime | None
    posted_points: int
    taken: int
    uncollected: int

    @property
    def left_over(self) -> int:
        """Points of a gain that the caps of its item kept from being posted."""
        posted = self.posted_at is not None and not self.is_deduction
        return self.points - self.posted_points if posted else 0

    def is_open(self, now: datetime) -> bool:
        """Tell whether somebody may object to it."""
        if self.state != ClaimState.PUBLICISED:
            return False
        return self.closes_at is None or now < self.closes_at


@dataclass(frozen=True, slots=True)
class ObjectionRow:
    """An objection and what the committee made of it; only the committee sees who objected."""

    objection_id: UUID
    position: int
    claim_id: UUID
    unit_code: str
    household_id: UUID
    is_open: bool
    objected_by: UUID | None
    method: str
    text_id: UUID | None
    entered_by: UUID | None
    objected_at: datetime
    answer_due_on: date | None
    outcome: str
    decided_by: UUID | None
    answer_text_id: UUID | None
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class DueRow:
    """An act whose notice has ended; ``points`` are not yet cut by any cap."""

    due_at: datetime
    claim_id: UUID
    round: int
    unit_code: str
    is_deduction: bool
    points: int


@dataclass(frozen=True, slots=True)
class TypeCount:
    """How many households an item of deductions met."""

    item_code: str
    version: int
    households: int


@dataclass(frozen=True, slots=True)
class NoticeSum:
    """How the lines of a notice stand: one row for the clerk, who sees how many it is about."""

    notice_id: UUID
    households: int
    objected: int
    open: int
    """Lines that are neither posted nor come to nothing."""
    sealed: int
    """Deductions whose household has no notice of its own yet."""
    ends: datetime | None
    """When the last of the open ones may be posted."""
