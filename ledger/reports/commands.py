"""Commands of reports."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ledger.kernel.commands import Command
from ledger.reports.categories import Category
from ledger.reports.kinds import FiledAs, RejectReason


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport(Command):
    """Report something (随手拍), or confirm what somebody else reported.

    A position is rounded already (`places.rounded`) and left out unless the reporter allowed it.
    ``has_called`` says that 110, 119 or 120 was rung; an emergency is not filed without it.
    """

    category: Category
    unit_code: str
    reporter_id: UUID
    filed_as: FiledAs
    occurred_at: datetime
    latitude_e4: int | None = None
    longitude_e4: int | None = None
    station_id: UUID | None = None
    place_text_id: UUID | None = None
    text_id: UUID | None = None
    photo_ids: tuple[UUID, ...] = ()
    is_emergency: bool = False
    has_called: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptReport(Command):
    """Take a report on (受理)."""

    report_id: UUID
    accepted_by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectReport(Command):
    """Say why nothing is done about it (不予受理)."""

    report_id: UUID
    rejected_by: UUID
    reason: RejectReason
    text_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardReport(Command):
    """Hand a report to the unit where it is (转交); its clocks go on."""

    report_id: UUID
    forwarded_by: UUID
    unit_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeReport(Command):
    """Say that a report tells of what an earlier one tells of (并到一起办)."""

    report_id: UUID
    into_id: UUID
    merged_by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyReport(Command):
    """Say that somebody looked and it is so (核实), and whether it is a major hazard."""

    report_id: UUID
    verified_by: UUID
    is_major_hazard: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveReport(Command):
    """Say that it is put right, and show it (办结)."""

    report_id: UUID
    resolved_by: UUID
    photo_ids: tuple[UUID, ...]
    text_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyToReport(Command):
    """Write to whoever reported it (答复)."""

    report_id: UUID
    replied_by: UUID
    text_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RateReport(Command):
    """Say how well it was handled, by 1 to 5 stars (评价)."""

    report_id: UUID
    rated_by: UUID
    stars: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenReport(Command):
    """Say that it is not resolved (没有解决): once, and only the first reporter."""

    report_id: UUID
    reopened_by: UUID
    text_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RedactPhoto(Command):
    """Let a picture in which faces and plates are made unreadable stand for a photo in public."""

    report_id: UUID
    photo_id: UUID
    redacted_id: UUID
    redacted_by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertUnaccepted(Command):
    """Alert who leads the grid that nobody has accepted a report in time; by the jobs."""

    report_id: UUID
    told: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BlowWhistle(Command):
    """Escalate to the street what is not resolved in time (吹哨); by the jobs."""

    report_id: UUID
    street_code: str
    told: tuple[UUID, ...] = ()
