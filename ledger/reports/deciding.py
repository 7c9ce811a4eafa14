"""What must hold before a step of a report, and the event that follows if it does."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ledger.reports.errors import ReportJoinedEnoughError, ReportNotAlikeError
from ledger.reports.kinds import OPEN, FiledAs, RejectReason, ReportState
from ledger.reports.parameters import JOINS_MAX
from ledger.reports.paying import Pay
from ledger.reports.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """What somebody says who saw the same thing."""

    by: UUID
    filed_as: FiledAs
    text_id: UUID | None
    photo_ids: tuple[UUID, ...]
    is_emergency: bool
    occurred_at: datetime


def join(report: Report, said: Confirmation) -> None:
    """Let somebody confirm it; whoever does is never paid for it."""
    if report.joins >= JOINS_MAX:
        raise ReportJoinedEnoughError(report_id=report.id, joins_max=JOINS_MAX)
    _say(
        report,
        Report.Joined,
        joined_by=said.by,
        filed_as=said.filed_as.value,
        text_id=said.text_id,
        photo_ids=list(said.photo_ids),
        is_emergency=said.is_emergency,
        at=said.occurred_at,
    )


def merge(report: Report, first: Report, merged_by: UUID, at: datetime) -> None:
    """Let a report join an earlier one: all who told of it confirm that one from now on.

    Points of an acceptance stay, as they do if it comes to nothing; only the first earns more.
    """
    for each in (report, first):
        each.require_other(merged_by)
        each.require_state(*OPEN)
    if report.id == first.id:
        raise ReportNotAlikeError
    report.require_same(first)
    told_by = [report.reporter_id, *sorted(report.confirmers)]
    if first.joins + len(told_by) > JOINS_MAX:
        raise ReportJoinedEnoughError(report_id=first.id, joins_max=JOINS_MAX)
    _say(report, Report.Merged, into_id=first.id, merged_by=merged_by, at=at)
    _say(
        first,
        Report.Absorbed,
        report_id=report.id,
        told_by=told_by,
        photo_ids=sorted(report.photo_ids),
        is_emergency=report.is_emergency,
        merged_by=merged_by,
        at=at,
    )


def require_acceptable(report: Report, accepted_by: UUID) -> None:
    """Refuse to accept what one reported oneself, or what somebody decided about already."""
    report.require_other(accepted_by)
    report.require_state(ReportState.FILED)


def accept(report: Report, accepted_by: UUID, pay: Pay, at: datetime) -> None:
    """Take it on, with what that earns."""
    earned = {"points": pay.points, "unpaid": pay.unpaid}
    _say(report, Report.Accepted, accepted_by=accepted_by, **earned, at=at)


def reject(
    report: Report, rejected_by: UUID, reason: RejectReason, text_id: UUID | None, at: datetime
) -> None:
    """Do nothing about it, and say why; before or after somebody has looked."""
    report.require_other(rejected_by)
    report.require_state(ReportState.FILED, ReportState.ACCEPTED)
    said = {"reason": reason.value, "text_id": text_id}
    _say(report, Report.Rejected, rejected_by=rejected_by, **said, at=at)


def forward(report: Report, forwarded_by: UUID, unit_code: str, at: datetime) -> None:
    """Hand it to another unit; to its own again changes nothing."""
    report.require_other(forwarded_by)
    report.require_state(*OPEN)
    if unit_code != report.unit_code:
        to = {"to_unit_code": unit_code}
        _say(report, Report.Forwarded, forwarded_by=forwarded_by, **to, at=at)


def verify(report: Report, verified_by: UUID, at: datetime, *, is_major_hazard: bool) -> None:
    """Find that it is so."""
    report.require_other(verified_by)
    report.require_state(ReportState.ACCEPTED)
    report.require_major_possible(is_major_hazard=is_major_hazard)
    found = {"is_major_hazard": is_major_hazard}
    _say(report, Report.Verified, verified_by=verified_by, **found, at=at)


def require_resolvable(report: Report, resolved_by: UUID, photo_ids: tuple[UUID, ...]) -> None:
    """Refuse to resolve what nobody has verified, what one reported oneself, or unseen."""
    report.require_other(resolved_by)
    report.require_state(ReportState.VERIFIED)
    report.require_photos(photo_ids)


def reply(report: Report, replied_by: UUID, text_id: UUID, at: datetime) -> None:
    """Write to the reporter, at whatever point."""
    report.require_other(replied_by)
    report.require_room_for_reply()
    _say(report, Report.Replied, replied_by=replied_by, text_id=text_id, at=at)


def rate(report: Report, rated_by: UUID, stars: int, at: datetime) -> None:
    """Say how well it was handled; once, and once more if it was reopened."""
    report.require_reporter(rated_by)
    report.require_rating()
    _say(report, Report.Rated, stars=stars, at=at)


def require_reopenable(report: Report, reopened_by: UUID, at: datetime) -> None:
    """Refuse to reopen another's report, a second time, or too late."""
    report.require_reporter(reopened_by)
    report.require_reopening(at)


def reopen(report: Report, text_id: UUID | None, resolve_due_at: datetime, at: datetime) -> None:
    """Say that it is not resolved."""
    _say(report, Report.Reopened, text_id=text_id, resolve_due_at=resolve_due_at, at=at)


def redact(
    report: Report, photo_id: UUID, redacted_id: UUID, redacted_by: UUID, at: datetime
) -> None:
    """Let a redacted picture stand for a photo in public; a later one replaces it."""
    report.require_other(redacted_by)
    report.require_photo(photo_id)
    ids = {"photo_id": photo_id, "redacted_id": redacted_id}
    _say(report, Report.Redacted, redacted_by=redacted_by, **ids, at=at)


def alert(report: Report, told: tuple[UUID, ...], at: datetime) -> bool:
    """Alert that nobody accepted it in time; once, and not if somebody did."""
    is_due = report.state is ReportState.FILED and at >= report.accept_due_at
    if not is_due or report.is_alerted:
        return False
    _say(report, Report.AcceptanceOverdue, told=list(told), at=at)
    return True


def whistle(report: Report, street_code: str, told: tuple[UUID, ...], at: datetime) -> bool:
    """Go up to the street if it is not resolved in time; once, and once more if reopened."""
    is_due = report.state in OPEN and at >= report.resolve_due_at
    if not is_due or report.is_whistled:
        return False
    _say(report, Report.Whistled, street_code=street_code, told=list(told), at=at)
    return True


def _say(report: Report, event_class: type[Report.Event], *, at: datetime, **said: object) -> None:
    report.trigger_event(event_class, **report.about, **said, occurred_at=at)
