"""What doors and pages do alike with reports of a unit: accept, verify, resolve, answer, redact."""

from typing import Any
from uuid import UUID

from api.auth import caller
from api.execution import carry_out
from api.idempotency import Stamp
from api.photos.evidence import keep_as_evidence, sent_photos
from api.reach import today
from api.reports.finding import report_to_handle
from api.services import services
from api.texts import with_text
from api.volunteering.notes import noted
from ledger.kernel.errors import LedgerError
from ledger.kernel.ids import derive
from ledger.kernel.receipts import Recorded
from ledger.reports.commands import (
    AcceptReport,
    ForwardReport,
    MergeReport,
    RedactPhoto,
    RejectReport,
    ReplyToReport,
    ResolveReport,
    VerifyReport,
)
from ledger.reports.errors import ReportOutsideCityError, ReportPhotoUnknownError
from ledger.reports.kinds import RejectReason
from people.photo_errors import PhotoNotFoundError
from people.redaction import Area, redacted


def accept(stamp: Stamp, report_id: UUID) -> Recorded:
    """Take a report on."""
    row, by = report_to_handle(report_id), caller().person_id
    return carry_out(services(), AcceptReport(**stamp, report_id=row.report_id, accepted_by=by))


def reject(stamp: Stamp, report_id: UUID, reason: str, words: str) -> Recorded:
    """Say why nothing is done about it."""
    row, by = report_to_handle(report_id), caller().person_id

    def carry(text_id: UUID | None) -> Recorded:
        command = RejectReport(
            **stamp,
            report_id=row.report_id,
            rejected_by=by,
            reason=RejectReason(reason),
            text_id=text_id,
        )
        return carry_out(services(), command)

    return noted(stamp["key"], words, row.reporter_id, carry)


def forward(stamp: Stamp, report_id: UUID, unit_code: str) -> Recorded:
    """Hand a report to another unit of the city."""
    row, by = report_to_handle(report_id), caller().person_id
    if services().views.units.of(unit_code, today()) is None:
        raise ReportOutsideCityError
    command = ForwardReport(**stamp, report_id=row.report_id, forwarded_by=by, unit_code=unit_code)
    return carry_out(services(), command)


def merge(stamp: Stamp, report_id: UUID, into_id: UUID) -> Recorded:
    """Let a report join an earlier one of the same thing; both are of the own unit."""
    row, first, by = report_to_handle(report_id), report_to_handle(into_id), caller().person_id
    ids = {"report_id": row.report_id, "into_id": first.report_id}
    return carry_out(services(), MergeReport(**stamp, **ids, merged_by=by))


def verify(stamp: Stamp, report_id: UUID, *, is_major_hazard: bool) -> Recorded:
    """Find that it is so."""
    row, by = report_to_handle(report_id), caller().person_id
    command = VerifyReport(
        **stamp, report_id=row.report_id, verified_by=by, is_major_hazard=is_major_hazard
    )
    return carry_out(services(), command)


def resolve(stamp: Stamp, report_id: UUID, photo_ids: list[UUID], words: str) -> Recorded:
    """Put it right, and show it."""
    row, by = report_to_handle(report_id), caller().person_id
    sent_photos(photo_ids)

    def carry(text_id: UUID | None) -> Recorded:
        command = ResolveReport(
            **stamp,
            report_id=row.report_id,
            resolved_by=by,
            photo_ids=tuple(photo_ids),
            text_id=text_id,
        )
        recorded = carry_out(services(), command)
        keep_as_evidence(photo_ids)
        return recorded

    return noted(stamp["key"], words, None, carry)


def reply(stamp: Stamp, report_id: UUID, words: str) -> Recorded:
    """Write to whoever filed it; the text goes with that person."""
    row, by = report_to_handle(report_id), caller().person_id

    def carry(text_id: UUID) -> Recorded:
        command = ReplyToReport(**stamp, report_id=row.report_id, replied_by=by, text_id=text_id)
        return carry_out(services(), command)

    return with_text(stamp["key"], words, row.reporter_id, carry)


def redact(stamp: Stamp, report_id: UUID, photo_id: UUID, areas: list[dict[str, Any]]) -> Recorded:
    """Make a picture without what the areas show; from now on it is the one that is public.

    It is the house's own, for nobody is to be recognised in it: it outlives its original.
    """
    row, by = report_to_handle(report_id), caller().person_id
    shown = services().views.report_parts.photos([report_id]).get(report_id, [])
    if photo_id not in {it.photo_id for it in shown}:
        raise ReportPhotoUnknownError
    photos, redacted_id = services().photos, derive("photo", "redacted", stamp["key"])
    original = photos.read(photo_id)
    if original is None:
        raise PhotoNotFoundError("the photo is gone")
    was_there = photos.find(redacted_id) is not None
    picture = redacted(original, [Area(**it) for it in areas])
    photos.keep(picture, about=None, by=by, now=stamp["at"], photo_id=redacted_id)
    ids = {"photo_id": photo_id, "redacted_id": redacted_id}
    try:
        command = RedactPhoto(**stamp, report_id=row.report_id, redacted_by=by, **ids)
        recorded = carry_out(services(), command)
    except LedgerError:
        if not was_there:
            photos.drop(redacted_id)
        raise
    keep_as_evidence([redacted_id])
    return recorded
