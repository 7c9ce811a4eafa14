"""Handlers of corrections."""

from uuid import UUID

from ledger.kernel.commands import Answer, handles
from ledger.kernel.session import Session
from ledger.volunteering.activity import Activity
from ledger.volunteering.answering import answer_due_on
from ledger.volunteering.attendance import Attendance
from ledger.volunteering.correcting import apply_correction, check_bounds, check_known
from ledger.volunteering.correction import Correction, Wanted
from ledger.volunteering.counting import Posting
from ledger.volunteering.errors import NotVolunteerServiceError
from ledger.volunteering.feedback_commands import (
    AcceptCorrection,
    DeclineCorrection,
    RequestCorrection,
    WithdrawCorrection,
)
from ledger.volunteering.feedback_errors import CorrectionNotFoundError, CorrectionTooEarlyError
from ledger.volunteering.finding import activity_of


def _request_streams(command: RequestCorrection) -> list[UUID]:
    attendance_id = Attendance.create_id(command.activity_id, command.person_id)
    return [command.activity_id, attendance_id, Correction.create_id(attendance_id)]


@handles(RequestCorrection, streams=_request_streams)
def request_correction(session: Session, command: RequestCorrection) -> Answer:
    """Ask for a correction of one's own attendance; it is answered within five working days."""
    activity = activity_of(session, command.activity_id)
    attendance_id = Attendance.create_id(activity.id, command.person_id)
    check_known(session, activity, command.person_id)
    if not activity.is_volunteer_service:
        raise NotVolunteerServiceError
    if command.at < activity.ends_at:
        raise CorrectionTooEarlyError(ends_at=activity.ends_at.isoformat())
    wanted = Wanted(command.wants_from, command.wants_to, command.wants_minutes)
    check_bounds(activity, wanted)
    due_on = answer_due_on(session, command.at)
    found = session.find(Correction, Correction.create_id(attendance_id))
    correction = found or Correction(
        attendance_id=attendance_id,
        activity_id=activity.id,
        person_id=command.person_id,
        unit_code=activity.unit_code,
    )
    correction.request(
        wanted,
        reason=command.reason,
        text_id=command.text_id,
        answer_due_on=due_on,
        at=command.at,
    )
    if found is None:
        session.add(correction)
    return {**_named(correction), "answer_due_on": due_on}


@handles(
    AcceptCorrection, streams=lambda c: [c.attendance_id, Correction.create_id(c.attendance_id)]
)
def accept_correction(session: Session, command: AcceptCorrection) -> Answer:
    """Correct the minutes; never by the volunteer, never beyond the plan and its grace."""
    correction = _correction(session, command.attendance_id)
    correction.require_decider(command.number, command.decided_by)
    session.require(correction.activity_id)
    activity: Activity = activity_of(session, correction.activity_id)
    wanted = Wanted(command.counted_from, command.counted_to, command.minutes)
    check_bounds(activity, wanted)
    posting = Posting(command.key, correction.person_id, command.at, command.at)
    settled = apply_correction(session, correction, activity, wanted, posting)
    correction.accept(command.number, settled, command.decided_by, command.text_id, command.at)
    return {
        **_named(correction),
        "minutes": settled.minutes,
        "held_minutes": settled.held_minutes,
    }


@handles(DeclineCorrection, streams=lambda c: [Correction.create_id(c.attendance_id)])
def decline_correction(session: Session, command: DeclineCorrection) -> Answer:
    """Leave the minutes as they are, and say why."""
    correction = _correction(session, command.attendance_id)
    correction.decline(command.number, command.decided_by, command.text_id, command.at)
    return _named(correction)


@handles(WithdrawCorrection, streams=lambda c: [Correction.create_id(c.attendance_id)])
def withdraw_correction(session: Session, command: WithdrawCorrection) -> Answer:
    """Take one's own request back."""
    correction = _correction(session, command.attendance_id)
    if correction.person_id != command.person_id:
        raise CorrectionNotFoundError(number=command.number)
    correction.withdraw(command.number, command.at)
    return _named(correction)


def _correction(session: Session, attendance_id: UUID) -> Correction:
    found = session.find(Correction, Correction.create_id(attendance_id))
    if found is None:
        raise CorrectionNotFoundError
    return found


def _named(correction: Correction) -> Answer:
    return {"attendance_id": correction.attendance_id, "number": correction.number}
