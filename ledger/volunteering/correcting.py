"""Correcting: what an accepted request does to the minutes of the year."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from ledger.kernel.clock import local_date
from ledger.kernel.session import Session
from ledger.volunteering.activity import Activity
from ledger.volunteering.attendance import Attendance
from ledger.volunteering.correction import Correction, Settled, Wanted
from ledger.volunteering.counting import Posting, adopt_old, book_of, offer, recount
from ledger.volunteering.errors import AttendanceNotFoundError
from ledger.volunteering.evidence import Evidence, is_verified
from ledger.volunteering.feedback_errors import CorrectionOutOfBoundsError
from ledger.volunteering.minutes import OVERRUN_GRACE, whole_minutes
from ledger.volunteering.scan_handlers import counting_streams
from ledger.volunteering.service_year import ServiceYear
from ledger.volunteering.sessions import Offer


def check_bounds(activity: Activity, wanted: Wanted) -> None:
    """Refuse what lies outside the plan and its grace, and what says nothing or both."""
    last = activity.ends_at + OVERRUN_GRACE
    most = whole_minutes(activity.starts_at, last)
    begins, ends, minutes = wanted.begins, wanted.ends, wanted.minutes
    if begins is not None and ends is not None and minutes is None:
        fits = activity.starts_at <= begins < ends <= last
    else:
        fits = begins is None and ends is None and minutes is not None and 0 <= minutes <= most
    if not fits:
        raise CorrectionOutOfBoundsError(
            minutes_max=most,
            earliest=activity.starts_at.isoformat(),
            latest=last.isoformat(),
        )


def check_known(session: Session, activity: Activity, person_id: UUID) -> None:
    """Refuse a correction of what nobody has seen and nobody has made up."""
    attendance_id = Attendance.create_id(activity.id, person_id)
    session.rely_on(attendance_id)
    if session.find(Attendance, attendance_id) is not None:
        return
    book = book_of(session, activity, person_id, opens=False)
    if book is None or book.session_of(attendance_id) is None:
        raise AttendanceNotFoundError
    session.rely_on(book.id)


def apply_correction(
    session: Session, correction: Correction, activity: Activity, wanted: Wanted, posting: Posting
) -> Settled:
    """Count an attendance as corrected: the former count is reversed, the new one stands.

    The caps hold: what is over them waits for two people like any other minutes.
    """
    person_id = correction.person_id
    session.require(
        correction.attendance_id,
        *counting_streams(person_id, local_date(activity.starts_at).year),
    )
    attendance_id = correction.attendance_id
    attendance = session.find(Attendance, attendance_id)
    book = book_of(session, activity, person_id, opens=True)
    assert book is not None, "it was opened"
    if attendance is not None:
        adopt_old(book, activity, attendance, posting.at)
    known = book.session_of(attendance_id)
    offered = corrected(activity, book, attendance_id, interval_of(activity, known, wanted))
    counted = recount(session, activity, book, offered, posting)
    return Settled(
        minutes=counted.minutes,
        previous_minutes=known.minutes if known else 0,
        held_minutes=counted.held_minutes,
        counted_from=offered.offered_from,
        counted_to=offered.offered_to,
    )


def interval_of(
    activity: Activity, known: Offer | None, wanted: Wanted
) -> tuple[datetime, datetime]:
    """Return the times of a correction; minutes alone begin where the stay did, if they fit."""
    if wanted.begins is not None and wanted.ends is not None:
        return wanted.begins, wanted.ends
    length = timedelta(minutes=wanted.minutes or 0)
    first = known.offered_from if known else activity.starts_at
    first = max(activity.starts_at, min(first, activity.ends_at + OVERRUN_GRACE - length))
    return first, first + length


def corrected(
    activity: Activity, book: ServiceYear, attendance_id: UUID, interval: tuple[datetime, datetime]
) -> Offer:
    """Say what a corrected session is: less than the scans prove stays proven, more is not."""
    first, last = interval
    known = book.session_of(attendance_id)
    grade = Evidence.BACK_OFFICE
    if known is not None and is_verified(known.evidence):
        within = known.offered_from <= first and last <= known.offered_to
        grade = Evidence(known.evidence) if within else grade
    offered = offer(activity, book, first, last, grade)
    is_late = known is not None and known.is_late
    return replace(offered, is_correction=True, own_lead=False, is_late=is_late)
