"""Finding reports, and who may see and handle them (domain.md 8.2)."""

from dataclasses import dataclass
from uuid import UUID

from api.auth import caller
from api.permissions import Action, may
from api.reading import settled
from api.services import services
from ledger.reports.errors import ReportNotFoundError
from projections.reports.rows import ReportRow


@dataclass(frozen=True, slots=True)
class Seen:
    """A report and what the caller has to do with it."""

    row: ReportRow
    is_first: bool | None
    """Whether the caller was the first to see it; None if not at all."""
    is_desk: bool
    """Whether the caller works where it is handled."""


def report_to_see(report_id: UUID) -> Seen:
    """Return a report of one's own, or of the unit one works in; another is as good as none."""
    row = report_of(report_id)
    is_first = services().views.reports.part_of(caller().person_id, report_id)
    is_desk = may(caller().role, Action.SEE_REPORT_DESK) and caller().reaches(row.unit_code)
    if is_first is None and not is_desk:
        raise ReportNotFoundError
    return Seen(row, is_first, is_desk)


def report_to_handle(report_id: UUID) -> ReportRow:
    """Return a report of the unit one works in; another unit's is refused."""
    row = report_of(report_id)
    caller().require_unit(row.unit_code)
    return row


def report_of_own(report_id: UUID) -> ReportRow:
    """Return a report the caller filed; to whoever only confirmed it, it is not there."""
    row = report_of(report_id)
    if row.reporter_id != caller().person_id:
        raise ReportNotFoundError
    return row


def report_of(report_id: UUID) -> ReportRow:
    """Return a report, or refuse."""
    row = settled(services(), lambda: services().views.reports.get(report_id))
    if row is None:
        raise ReportNotFoundError
    return row


def shows_to_caller(photo_id: UUID) -> bool:
    """Tell whether the caller may see a photo because a report shows it.

    Whoever handles it sees all its photos as they were taken; whoever saw the thing sees those of
    the resolution, and of the others only what is public.
    """
    is_desk = may(caller().role, Action.SEE_REPORT_DESK)
    for row in services().views.report_parts.showing(photo_id):
        if is_desk and caller().reaches(row.unit_code):
            return True
        part = services().views.reports.part_of(caller().person_id, row.report_id)
        if part is not None and _is_shown_to_finders(row.report_id, photo_id):
            return True
    return False


def _is_shown_to_finders(report_id: UUID, photo_id: UUID) -> bool:
    photos = services().views.report_parts.photos([report_id]).get(report_id, [])
    return any(
        photo_id == it.redacted_id or (it.shows == "resolved" and photo_id == it.photo_id)
        for it in photos
    )
