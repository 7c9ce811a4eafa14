"""What doors and pages do alike: asking for a correction, answering it, complaining, evaluating."""

from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from api.auth import caller
from api.execution import carry_out
from api.idempotency import Stamp
from api.permissions import Action, may
from api.persons.names import names_for
from api.reading import settled
from api.services import services
from api.texts import with_text
from api.volunteering.activities import activity_of
from api.volunteering.notes import noted
from ledger.kernel.receipts import Recorded
from ledger.volunteering.answering import answer_due
from ledger.volunteering.complaint import ComplaintKind
from ledger.volunteering.correction import CorrectionReason, Wanted
from ledger.volunteering.errors import AttendanceNotFoundError
from ledger.volunteering.evaluation import Direction
from ledger.volunteering.feedback_commands import (
    AcceptCorrection,
    AnswerComplaint,
    Complain,
    DeclineCorrection,
    Evaluate,
    RequestCorrection,
)
from ledger.volunteering.feedback_errors import ComplaintNotFoundError
from projections.volunteering.corrections.views import ComplaintRow, CorrectionRow
from projections.volunteering.presence.views import AttendanceRow


def own_attendance(attendance_id: UUID) -> AttendanceRow:
    """Return an attendance of the caller; another's is as good as none."""
    row = _attendance(attendance_id)
    if row.person_id != caller().person_id:
        raise AttendanceNotFoundError
    return row


def answered_attendance(attendance_id: UUID) -> AttendanceRow:
    """Return an attendance whose corrections the caller answers: one within the own unit."""
    row = _attendance(attendance_id)
    caller().require_unit(row.unit_code)
    return row


def seen_attendance(attendance_id: UUID) -> AttendanceRow:
    """Return an attendance that the caller may see: the own, or one the caller answers for."""
    row, who = _attendance(attendance_id), caller()
    answers = may(who.role, Action.ANSWER_CORRECTION) and who.reaches(row.unit_code)
    if row.person_id != who.grant.person_id and not answers:
        raise AttendanceNotFoundError
    return row


def ask(
    stamp: Stamp,
    row: AttendanceRow,
    wanted: Wanted,
    reason: CorrectionReason,
    words: str | None,
) -> Recorded:
    """Ask for a correction of the own attendance."""

    def carry(text_id: UUID | None) -> Recorded:
        command = RequestCorrection(
            **stamp,
            activity_id=row.activity_id,
            person_id=row.person_id,
            reason=reason,
            wants_from=wanted.begins,
            wants_to=wanted.ends,
            wants_minutes=wanted.minutes,
            text_id=text_id,
        )
        return carry_out(services(), command)

    return noted(stamp["key"], words, row.person_id, carry)


def accept(
    stamp: Stamp, row: AttendanceRow, number: int, wanted: Wanted, words: str | None
) -> Recorded:
    """Correct an attendance."""

    def carry(text_id: UUID | None) -> Recorded:
        command = AcceptCorrection(
            **stamp,
            attendance_id=row.attendance_id,
            number=number,
            decided_by=caller().person_id,
            counted_from=wanted.begins,
            counted_to=wanted.ends,
            minutes=wanted.minutes,
            text_id=text_id,
        )
        return carry_out(services(), command)

    return noted(stamp["key"], words, row.person_id, carry)


def decline(stamp: Stamp, row: AttendanceRow, number: int, words: str) -> Recorded:
    """Leave an attendance as it is, and say why."""

    def carry(text_id: UUID) -> Recorded:
        command = DeclineCorrection(
            **stamp,
            attendance_id=row.attendance_id,
            number=number,
            decided_by=caller().person_id,
            text_id=text_id,
        )
        return carry_out(services(), command)

    return with_text(stamp["key"], words, row.person_id, carry)


def complain(stamp: Stamp, activity_id: UUID, kind: ComplaintKind, words: str) -> Recorded:
    """Complain about an activity."""
    activity_of(activity_id)
    person_id = caller().person_id

    def carry(text_id: UUID) -> Recorded:
        command = Complain(
            **stamp, activity_id=activity_id, person_id=person_id, kind=kind, text_id=text_id
        )
        return carry_out(services(), command)

    return with_text(stamp["key"], words, person_id, carry)


def complaint_of(complaint_id: UUID) -> ComplaintRow:
    """Return a complaint, or refuse."""
    found = settled(services(), lambda: services().views.complaints.of(complaint_id))
    if found is None:
        raise ComplaintNotFoundError
    return found


def answer_complaint(stamp: Stamp, row: ComplaintRow, *, upheld: bool, words: str) -> Recorded:
    """Answer a complaint of the own unit."""
    caller().require_unit(row.unit_code)

    def carry(text_id: UUID) -> Recorded:
        command = AnswerComplaint(
            **stamp,
            complaint_id=row.complaint_id,
            is_upheld=upheld,
            answered_by=caller().person_id,
            text_id=text_id,
        )
        return carry_out(services(), command)

    return with_text(stamp["key"], words, row.person_id, carry)


def evaluate(stamp: Stamp, activity_id: UUID, person_id: UUID, stars: int) -> Recorded:
    """Evaluate an activity if the person is the caller, and otherwise the person."""
    who = caller().person_id
    command = Evaluate(
        **stamp,
        activity_id=activity_id,
        person_id=person_id,
        direction=Direction.ACTIVITY if person_id == who else Direction.VOLUNTEER,
        stars=stars,
        given_by=who,
    )
    return carry_out(services(), command)


def due_now(row: CorrectionRow | ComplaintRow) -> date | None:
    """Return until when it is answered: as was said, or as can be counted since."""
    if row.answer_due_on is not None:
        return row.answer_due_on
    at = row.requested_at if isinstance(row, CorrectionRow) else row.made_at
    return answer_due(at, services().views.calendar.working_days())


def corrections_shown(rows: list[CorrectionRow]) -> list[dict[str, Any]]:
    """Return corrections with their words and, for those at work, masked names."""
    ids = [it for row in rows for it in (row.text_id, row.answer_text_id) if it]
    words = services().texts.read(ids)
    names = names_for(row.person_id for row in rows)
    return [
        asdict(row)
        | {
            "words": words.get(row.text_id) if row.text_id else None,
            "answer": words.get(row.answer_text_id) if row.answer_text_id else None,
            "answer_due_on": due_now(row),
            "display_name": names.get(row.person_id),
        }
        for row in rows
    ]


def complaints_shown(rows: list[ComplaintRow]) -> list[dict[str, Any]]:
    """Return complaints with their words; never with the name of who complains."""
    ids = [it for row in rows for it in (row.text_id, row.answer_text_id) if it]
    words = services().texts.read(ids)
    return [
        asdict(row)
        | {
            "words": words.get(row.text_id),
            "answer": words.get(row.answer_text_id) if row.answer_text_id else None,
            "answer_due_on": due_now(row),
        }
        for row in rows
    ]


def _attendance(attendance_id: UUID) -> AttendanceRow:
    found = settled(services(), lambda: services().views.attendances.of(attendance_id))
    if found is None:
        raise AttendanceNotFoundError
    return found
