"""Handlers of what people decide: made-up minutes, held minutes, scans kept for review."""

from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from ledger.kernel.clock import local_date
from ledger.kernel.commands import Answer, handles
from ledger.kernel.session import Session
from ledger.registry.errors import CalendarYearMissingError
from ledger.registry.holiday_year import calendar_of
from ledger.registry.separation import Hands, Step
from ledger.registry.working_days import RECORD_DUE_WORKDAYS, record_due_on
from ledger.volunteering.activity import Activity
from ledger.volunteering.attendance import Attendance, Seen
from ledger.volunteering.commands import (
    ConfirmHeld,
    DecideSupplement,
    ProposeSupplement,
    RecordActivity,
    SettleDoubtfulScan,
    StateZero,
)
from ledger.volunteering.counting import (
    Posting,
    book_of,
    confirm_held,
    offer,
    recount,
)
from ledger.volunteering.doubtful_scan import DoubtfulScan
from ledger.volunteering.errors import (
    AttendanceCountedError,
    DoubtfulScanNotFoundError,
    NothingHeldError,
    NotVolunteerServiceError,
    SupplementExceedsPlanError,
    SupplementNotFoundError,
    SupplementTooEarlyError,
    SupplementWaitsError,
)
from ledger.volunteering.evidence import Evidence
from ledger.volunteering.finding import activity_of, find_volunteer
from ledger.volunteering.minors import Comer, companion_of
from ledger.volunteering.minutes import whole_minutes
from ledger.volunteering.paid import refuse_paid
from ledger.volunteering.scan_handlers import (
    attendance_of,
    counting_streams,
    take_scan,
)
from ledger.volunteering.supplement import State, Supplement
from ledger.volunteering.volunteer import Volunteer

SUPPLEMENTS_MAX = 3
"""So often minutes can be made up for one person at one activity, once declined."""


def _propose_streams(command: ProposeSupplement) -> list[UUID]:
    there = command.activity_id, command.person_id
    return [
        command.activity_id,
        Volunteer.create_id(command.person_id),
        Attendance.create_id(*there),
        *(Supplement.create_id(*there, number) for number in range(SUPPLEMENTS_MAX)),
    ]


@handles(ProposeSupplement, streams=_propose_streams)
def propose_supplement(session: Session, command: ProposeSupplement) -> Answer:
    """Enter minutes afterwards, at most the planned length; late ones are marked (A5)."""
    activity = activity_of(session, command.activity_id)
    activity.refuse_unless_open()
    find_volunteer(session, command.person_id)
    Hands.of(command.person_id).refuse(Step.RECORD, command.recorded_by)
    _check_supplement(session, activity, command)
    refuse_paid(session, activity, command.person_id)
    supplement_id = _free_number(session, activity, command.person_id)
    proposed = Supplement._create(  # noqa: SLF001 - the reason is for readers only
        Supplement.Proposed,
        id=supplement_id,
        activity_id=activity.id,
        person_id=command.person_id,
        unit_code=activity.unit_code,
        minutes=command.minutes,
        reason=command.reason.value,
        text_id=command.text_id,
        recorded_by=command.recorded_by,
        is_late=due_of(session, activity, command.at)[1],
        occurred_at=command.at,
    )
    session.add(proposed)
    return {"supplement_id": supplement_id, "is_late": proposed.is_late}


def _check_supplement(session: Session, activity: Activity, command: ProposeSupplement) -> None:
    if not activity.is_volunteer_service:
        raise NotVolunteerServiceError
    planned = whole_minutes(activity.starts_at, activity.ends_at)
    if not 0 < command.minutes <= planned:
        raise SupplementExceedsPlanError(planned_minutes=planned, asked_minutes=command.minutes)
    if command.at < activity.ends_at:
        raise SupplementTooEarlyError(ends_at=activity.ends_at.isoformat())
    _refuse_whole_stay(session, activity, command.person_id)


def _refuse_whole_stay(session: Session, activity: Activity, person_id: UUID) -> None:
    """Refuse to make up what both scans say; what is wrong with those is a correction."""
    identifier = Attendance.create_id(activity.id, person_id)
    session.require(identifier)
    session.rely_on(identifier)
    attendance = session.find(Attendance, identifier)
    if attendance is not None and attendance.scans and not attendance.is_open(activity.ends_at):
        raise AttendanceCountedError


def _free_number(session: Session, activity: Activity, person_id: UUID) -> UUID:
    for number in range(SUPPLEMENTS_MAX):
        identifier = Supplement.create_id(activity.id, person_id, number)
        known = session.find(Supplement, identifier)
        if known is None:
            return identifier
        if known.state != State.DECLINED:
            raise SupplementWaitsError(state=known.state)
    raise SupplementWaitsError(attempts_max=SUPPLEMENTS_MAX)


def due_of(session: Session, activity: Activity, at: datetime) -> tuple[date | None, bool]:
    """Return until when an activity is to be recorded, and whether it is too late (VH-8).

    Ten working days are never fewer than ten days: until then a year that nobody has loaded yet
    keeps nobody from recording in time, and the day is None. Later it is refused, never guessed.
    """
    ended_on, today = local_date(activity.over_at), local_date(at)
    try:
        calendar = calendar_of(session, ended_on.year, ended_on.year + 1)
        due_on = record_due_on(activity.over_at, calendar)
    except CalendarYearMissingError:
        if (today - ended_on).days > RECORD_DUE_WORKDAYS:
            raise
        return None, False
    return due_on, today > due_on


@handles(DecideSupplement, streams=lambda c: [c.supplement_id])
def decide_supplement(session: Session, command: DecideSupplement) -> Answer:
    """Let entered minutes count, or decline them; never by whoever entered them."""
    supplement = session.find(Supplement, command.supplement_id)
    if supplement is None:
        raise SupplementNotFoundError
    told: Answer = {"supplement_id": supplement.id}
    if not command.accepted:
        supplement.decline(command.decided_by, command.text_id, command.at)
        return {**told, "state": supplement.state}
    activity = _counted_activity(session, supplement.activity_id, supplement.person_id)
    _refuse_whole_stay(session, activity, supplement.person_id)
    book = book_of(session, activity, supplement.person_id, opens=True)
    assert book is not None, "it was opened"
    known = book.session_of(Attendance.create_id(activity.id, supplement.person_id))
    if known is not None and known.is_correction:
        raise AttendanceCountedError
    until = activity.starts_at + timedelta(minutes=supplement.minutes)
    supplement.confirm(command.decided_by, command.at)
    offered = offer(activity, book, activity.starts_at, until, Evidence.BACK_OFFICE)
    offered = replace(offered, is_late=supplement.is_late, own_lead=False)
    posting = Posting(command.key, supplement.person_id, command.at, command.at)
    counted = recount(session, activity, book, offered, posting)
    return {**told, "state": supplement.state, **asdict(counted)}


def _counted_activity(session: Session, activity_id: UUID, person_id: UUID) -> Activity:
    """Load an activity and what counting minutes of a person at it needs."""
    session.require(activity_id)
    activity = activity_of(session, activity_id)
    session.require(
        Attendance.create_id(activity_id, person_id),
        *counting_streams(person_id, local_date(activity.starts_at).year),
    )
    return activity


@handles(ConfirmHeld, streams=lambda c: [c.activity_id])
def confirm_minutes(session: Session, command: ConfirmHeld) -> Answer:
    """Stand behind held minutes: two people over the caps, one other for a leader's own (A3)."""
    activity = _counted_activity(session, command.activity_id, command.person_id)
    book = book_of(session, activity, command.person_id, opens=False)
    if book is None:
        raise NothingHeldError
    posting = Posting(command.key, command.person_id, command.at, command.at)
    counted = confirm_held(session, activity, book, command.confirmed_by, posting)
    attendance_id = Attendance.create_id(activity.id, command.person_id)
    return {"attendance_id": attendance_id, **asdict(counted)}


@handles(SettleDoubtfulScan, streams=lambda c: [c.doubtful_id])
def settle_doubtful_scan(session: Session, command: SettleDoubtfulScan) -> Answer:
    """Stand by a scan that was kept for review, or say that it does not count.

    What speaks against it is looked at again: a consent that was missing may be there now. The
    person who settles it is the witness, so the interval is supplementary.
    """
    doubtful = session.find(DoubtfulScan, command.doubtful_id)
    if doubtful is None:
        raise DoubtfulScanNotFoundError
    doubtful.settle(accepted=command.accepted, settled_by=command.settled_by, at=command.at)
    told: Answer = {"doubtful_id": doubtful.id, "accepted": command.accepted}
    if not command.accepted:
        return told
    activity = _counted_activity(session, doubtful.activity_id, doubtful.person_id)
    activity.refuse_unless_open()
    company = None
    here = Attendance.create_id(activity.id, doubtful.person_id)
    if session.find(Attendance, here) is None:  # whoever was let in need not be asked again
        comer = Comer(doubtful.person_id, command.age, command.companion_id, doubtful.scanned_at)
        company = companion_of(session, activity, comer)
    seen = Seen(
        occurred_at=doubtful.scanned_at,
        recorded_at=command.at,
        evidence=Evidence.WITNESS,
        recorded_by=command.settled_by,
        witness_id=command.settled_by,
    )
    person_id = doubtful.person_id
    return {**told, **take_scan(session, activity, person_id, seen, company, command.key)}


@handles(
    StateZero,
    streams=lambda c: [c.activity_id, Attendance.create_id(c.activity_id, c.person_id)],
)
def state_zero(session: Session, command: StateZero) -> Answer:
    """Leave a closed attendance at no minutes, so that the activity can be recorded."""
    activity = activity_of(session, command.activity_id)
    Hands.of(command.person_id).refuse(Step.RECORD, command.stated_by)
    attendance = attendance_of(session, activity.id, command.person_id)
    attendance.state_zero(activity, command.stated_by, command.at)
    return {"attendance_id": attendance.id}


@handles(RecordActivity, streams=lambda c: [c.activity_id])
def record_activity(session: Session, command: RecordActivity) -> Answer:
    """Say that an activity is recorded, in time or late.

    What is still open is known to the read models alone, for it lies in a stream for each person:
    the door looks there first.
    """
    activity = activity_of(session, command.activity_id)
    due_on, is_late = due_of(session, activity, command.at)
    activity.record(command.recorded_by, due_on, is_late=is_late, at=command.at)
    return {"activity_id": activity.id, "due_on": due_on, "is_late": is_late}
