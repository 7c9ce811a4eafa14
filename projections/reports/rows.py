"""Rows of reports."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report as it stands. Only who handles it knows who filed it, and only by this ID."""

    report_id: UUID
    position: int
    unit_code: str
    category: str
    reporter_id: UUID
    filed_as: str
    latitude_e4: int | None
    longitude_e4: int | None
    station_id: UUID | None
    place_text_id: UUID | None
    text_id: UUID | None
    is_emergency: bool
    occurred_at: datetime
    filed_at: datetime
    accept_due_at: datetime
    resolve_due_at: datetime
    state: str
    is_open: bool
    changed_at: datetime
    due_at: datetime
    is_alerted: bool
    is_whistled: bool
    street_code: str
    is_major_hazard: bool
    is_reopened: bool
    is_public: bool
    reason: str
    unpaid: str
    points: int
    stars: int
    confirmers: int
    replies: int
    merged_into: UUID | None
    """The report that is handled instead; None if it is handled itself."""


@dataclass(frozen=True, slots=True)
class PartRow:
    """A report somebody saw, as the first or after others; ``place`` orders their list."""

    report: ReportRow
    place: int
    is_first: bool


@dataclass(frozen=True, slots=True)
class PhotoRow:
    """A photo of a report: what it shows (seen, confirmed, resolved), and its public stand-in."""

    report_id: UUID
    photo_id: UUID
    position: int
    shows: str
    redacted_id: UUID | None


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of a report; ``detail`` is the reason, the unit, the stars, why unpaid."""

    position: int
    report_id: UUID
    kind: str
    detail: str
    text_id: UUID | None
    points: int
    occurred_at: datetime


@dataclass(frozen=True, slots=True)
class Totals:
    """What happened in some units on some days; ``stars`` is the sum of all ratings."""

    filed: int = 0
    joined: int = 0
    merged: int = 0
    """By whoever handles them; not among those that joined by themselves."""
    accepted: int = 0
    rejected: int = 0
    resolved: int = 0
    in_time: int = 0
    """Of those that were resolved."""
    alerted: int = 0
    whistled: int = 0
    reopened: int = 0
    ratings: int = 0
    stars: int = 0
    points: int = 0


@dataclass(frozen=True, slots=True)
class OwnTotals:
    """What became of what somebody was the first to find, each on the day it happened."""

    filed: int = 0
    accepted: int = 0
    """With points or without."""
    resolved: int = 0
    """Each report once, also if it was opened again."""
    points: int = 0
    """Of acceptances and resolutions, as they stand in the wallet."""


@dataclass(frozen=True, slots=True)
class UnitTotals:
    """The same, of one unit."""

    unit_code: str
    totals: Totals


@dataclass(frozen=True, slots=True)
class Hour:
    """How many reports of a category were seen in an hour of the day (0 to 23, Asia/Shanghai)."""

    category: str
    hour: int
    reports: int
