"""Handlers of complaints and evaluations."""

from uuid import UUID

from ledger.kernel.commands import Answer, handles
from ledger.kernel.session import Session
from ledger.volunteering.activity import Activity
from ledger.volunteering.answering import answer_due_on
from ledger.volunteering.attendance import Attendance
from ledger.volunteering.complaint import Complaint
from ledger.volunteering.errors import AttendanceNotFoundError
from ledger.volunteering.evaluation import STARS_MAX, STARS_MIN, Direction, Evaluation
from ledger.volunteering.feedback_commands import (
    AnswerComplaint,
    Complain,
    Evaluate,
    WithdrawComplaint,
)
from ledger.volunteering.feedback_errors import (
    ComplaintNotFoundError,
    EvaluationNotOpenError,
    OwnEvaluationError,
)
from ledger.volunteering.finding import activity_of, find_volunteer
from ledger.volunteering.volunteer import Volunteer


def _complaint_streams(command: Complain) -> list[UUID]:
    return [
        command.activity_id,
        Volunteer.create_id(command.person_id),
        Complaint.create_id(command.key),
    ]


@handles(Complain, streams=_complaint_streams)
def complain(session: Session, command: Complain) -> Answer:
    """Complain about an activity; its unit answers within five working days."""
    activity = activity_of(session, command.activity_id)
    find_volunteer(session, command.person_id)
    identifier = Complaint.create_id(command.key)
    due_on = answer_due_on(session, command.at)
    if session.find(Complaint, identifier) is None:
        complaint = Complaint._create(  # noqa: SLF001 - its ID follows from the key, which no event holds
            Complaint.Made,
            id=identifier,
            activity_id=activity.id,
            person_id=command.person_id,
            unit_code=activity.unit_code,
            kind=command.kind.value,
            text_id=command.text_id,
            answer_due_on=due_on,
            occurred_at=command.at,
        )
        session.add(complaint)
    return {"complaint_id": identifier, "answer_due_on": due_on}


@handles(AnswerComplaint, streams=lambda c: [c.complaint_id])
def answer_complaint(session: Session, command: AnswerComplaint) -> Answer:
    """Answer a complaint."""
    complaint = _complaint(session, command.complaint_id)
    session.require(complaint.activity_id)
    activity = activity_of(session, complaint.activity_id)
    session.rely_on(activity.id)
    complaint.answer(
        is_upheld=command.is_upheld,
        by=command.answered_by,
        led_by=activity.led_by,
        text_id=command.text_id,
        at=command.at,
    )
    return {"complaint_id": complaint.id}


@handles(WithdrawComplaint, streams=lambda c: [c.complaint_id])
def withdraw_complaint(session: Session, command: WithdrawComplaint) -> Answer:
    """Take one's own complaint back."""
    complaint = _complaint(session, command.complaint_id)
    if complaint.person_id != command.person_id:
        raise ComplaintNotFoundError
    complaint.withdraw(command.at)
    return {"complaint_id": complaint.id}


def _complaint(session: Session, complaint_id: UUID) -> Complaint:
    found = session.find(Complaint, complaint_id)
    if found is None:
        raise ComplaintNotFoundError
    return found


def _evaluation_streams(command: Evaluate) -> list[UUID]:
    there = command.activity_id, command.person_id
    return [
        command.activity_id,
        Attendance.create_id(*there),
        Evaluation.create_id(*there, command.direction),
    ]


@handles(Evaluate, streams=_evaluation_streams)
def evaluate(session: Session, command: Evaluate) -> Answer:
    """Evaluate an activity one came to, or somebody who came to one's own."""
    assert STARS_MIN <= command.stars <= STARS_MAX
    activity = activity_of(session, command.activity_id)
    _check_evaluator(session, activity, command)
    identifier = Evaluation.create_id(activity.id, command.person_id, command.direction)
    known = session.find(Evaluation, identifier)
    if known is not None:
        known.change(command.stars, command.given_by, command.at)
        return {"stars": command.stars}
    session.add(
        Evaluation._create(  # noqa: SLF001 - who gave it is for readers only
            Evaluation.Given,
            id=identifier,
            activity_id=activity.id,
            person_id=command.person_id,
            unit_code=activity.unit_code,
            direction=command.direction.value,
            stars=command.stars,
            given_by=command.given_by,
            occurred_at=command.at,
        )
    )
    return {"stars": command.stars}


def _check_evaluator(session: Session, activity: Activity, command: Evaluate) -> None:
    """Only of those who came, afterwards, and never of oneself."""
    is_own = command.direction is Direction.ACTIVITY
    assert not is_own or command.given_by == command.person_id
    if activity.led_by == command.person_id or (
        not is_own and command.given_by == command.person_id
    ):
        raise OwnEvaluationError
    attendance_id = Attendance.create_id(activity.id, command.person_id)
    session.rely_on(attendance_id)
    attendance = session.find(Attendance, attendance_id)
    if attendance is None or not attendance.scans:
        raise AttendanceNotFoundError
    has_left = attendance.stay(activity.ends_at).left is not None
    if command.at < activity.ends_at and not (is_own and has_left):
        raise EvaluationNotOpenError(ends_at=activity.ends_at.isoformat())
