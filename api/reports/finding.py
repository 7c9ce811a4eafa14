"""Finding reports, and who may see and handle them (domain.md 8.2)."""

from dataclasses import dataclass
from uuid import UUID

from api.auth import caller
from api.permissions import Action, may
from api.reading import settled
from api.services import services
from ledger.reports.errors import ReportNotFoundError
from projections.reports.rows import PhotoRow, ReportRow


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
    rows = services().views.report_parts.showing(photo_id)
    is_desk = may(caller().role, Action.SEE_REPORT_DESK)
    if is_desk and any(caller().reaches(it.unit_code) for it in rows):
        return True
    seen = services().views.reports.parts_of(caller().person_id, (it.report_id for it in rows))
    photos = services().views.report_parts.photos(seen)
    return any(_is_for_finders(it, photo_id) for found in photos.values() for it in found)


def _is_for_finders(photo: PhotoRow, photo_id: UUID) -> bool:
    is_result = photo.shows == "resolved" and photo_id == photo.photo_id
    return is_result or photo_id == photo.redacted_id
