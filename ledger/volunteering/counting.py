"""Counting: from a stay or an entry to minutes of the year, and from those to points."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from ledger.kernel.clock import local_date
from ledger.kernel.ids import derive
from ledger.kernel.session import Session
from ledger.volunteering.activity import Activity
from ledger.volunteering.attendance import Attendance
from ledger.volunteering.evidence import Evidence, is_verified, weakest
from ledger.volunteering.minutes import OVERRUN_GRACE, counted_interval
from ledger.volunteering.service_points import ServicePoints
from ledger.volunteering.service_year import ServiceYear
from ledger.volunteering.sessions import Change, Offer
from ledger.wallets.wallet import Reason, Wallet, WalletKind


@dataclass(frozen=True, slots=True)
class Counted:
    """What one attendance comes to, and the points that were posted for it."""

    minutes: int
    held_minutes: int
    points: int


@dataclass(frozen=True, slots=True)
class Posting:
    """Under which key minutes become points, and when what they are given for was over."""

    key: str
    person_id: UUID
    at: datetime
    earned_at: datetime


def count_stay(
    session: Session, activity: Activity, attendance: Attendance, posting: Posting
) -> Counted | None:
    """Count what the scans say; None if there is nothing to count.

    Scans take the place of minutes that were entered, and never of a correction.
    """
    if not activity.is_volunteer_service:
        return None
    stay = attendance.stay(activity.ends_at)
    book = book_of(session, activity, attendance.person_id, opens=stay.left is not None)
    if book is None:
        return None
    adopt_old(book, activity, attendance, posting.at)
    known = book.session_of(attendance.id)
    if known is not None and known.is_correction:
        return Counted(known.minutes, known.held_minutes, 0)
    if stay.came is not None and stay.left is not None:
        first, last = counted_interval(
            stay.came.occurred_at,
            stay.left.occurred_at,
            starts_at=activity.starts_at,
            ends_at=activity.ends_at,
        )
        grade = weakest(stay.came.evidence, stay.left.evidence)
        return recount(session, activity, book, offer(activity, book, first, last, grade), posting)
    if known is not None and known.evidence != Evidence.BACK_OFFICE:
        changes = book.withdraw(attendance.id, posting.at)
        changes += _next_year(session, activity, book, posting.at)
        _post(session, changes, posting)
    return None


def offer(
    activity: Activity, book: ServiceYear, first: datetime, last: datetime, grade: Evidence
) -> Offer:
    """Say what a session of an activity is, for the year to count."""
    return Offer(
        activity_id=activity.id,
        unit_code=activity.unit_code,
        served_on=local_date(activity.starts_at),
        offered_from=first,
        offered_to=max(first, last),
        evidence=grade.value,
        is_supplementary=not is_verified(grade),
        own_lead=activity.led_by == book.person_id,
        rate_points=activity.rate_points,
        rate_minutes=activity.rate_minutes,
    )


def recount(
    session: Session, activity: Activity, book: ServiceYear, offered: Offer, posting: Posting
) -> Counted:
    """Count a session, and whatever of others it changes; post the points."""
    attendance_id = Attendance.create_id(activity.id, book.person_id)
    changes = book.count(attendance_id, offered, posting.at)
    changes += _next_year(session, activity, book, posting.at)
    points = _post(session, changes, posting)
    now = book.session_of(attendance_id)
    assert now is not None, "it was counted just now"
    return Counted(now.minutes, now.held_minutes, points.get(attendance_id, 0))


def confirm_held(
    session: Session, activity: Activity, book: ServiceYear, confirmed_by: UUID, posting: Posting
) -> Counted:
    """Let somebody stand behind held minutes of an activity; post what they are worth."""
    attendance_id = Attendance.create_id(activity.id, book.person_id)
    changes = book.confirm(attendance_id, confirmed_by, posting.at)
    points = _post(session, changes, posting)
    now = book.session_of(attendance_id)
    assert now is not None, "nothing can be held of what was never counted"
    return Counted(now.minutes, now.held_minutes, points.get(attendance_id, 0))


def book_of(
    session: Session, activity: Activity, person_id: UUID, *, opens: bool
) -> ServiceYear | None:
    """Return the year an activity is counted in; open it if asked."""
    year = local_date(activity.starts_at).year
    book_id = ServiceYear.create_id(person_id, year)
    session.require(book_id)
    book = session.find(ServiceYear, book_id)
    if book is not None or not opens:
        return book
    book = ServiceYear(person_id=person_id, year=year)
    session.add(book)
    _learn_of_night(session, book, activity.starts_at)
    return book


def _learn_of_night(session: Session, book: ServiceYear, at: datetime) -> None:
    """Tell a year that begins how far the one before reaches; from then on that one tells it."""
    before_id = ServiceYear.create_id(book.person_id, book.year - 1)
    session.require(before_id)
    session.rely_on(before_id)
    before = session.find(ServiceYear, before_id)
    if before is not None:
        book.overlap(before.spill(), at)


def adopt_old(book: ServiceYear, activity: Activity, attendance: Attendance, at: datetime) -> None:
    """Take over minutes that the attendance itself counted, so that none counts twice."""
    if attendance.old is None:
        return
    stay, old = attendance.stay(activity.ends_at), attendance.old
    ends = [it.evidence for it in (stay.came, stay.left) if it is not None]
    grade = weakest(*ends) if ends else Evidence.STAFF_SCAN
    offered = offer(activity, book, old.counted_from, old.counted_to, grade)
    book.adopt(attendance.id, replace(offered, own_lead=False), old.minutes, at)


def _next_year(
    session: Session, activity: Activity, book: ServiceYear, at: datetime
) -> list[Change]:
    """Tell the next year, if one was begun, what a night over New Year takes of it."""
    last_day = local_date(activity.ends_at + OVERRUN_GRACE)
    if last_day.year == book.year:
        return []
    book_id = ServiceYear.create_id(book.person_id, book.year + 1)
    session.require(book_id)
    after = session.find(ServiceYear, book_id)
    changes = [] if after is None else after.overlap(book.spill(), at)
    if after is None or not after.pending_events:
        session.rely_on(book_id)
    return changes


def _post(session: Session, changes: Iterable[Change], posting: Posting) -> dict[UUID, int]:
    """Convert every change of minutes by its rate; credit what is worth a point.

    What was taken off goes first, so that time that only moved to another session gives nothing.
    """
    changed = sorted((it for it in changes if it.difference), key=lambda it: it.difference)
    if not changed:
        return {}
    person_id = posting.person_id
    remainder = session.find(ServicePoints, ServicePoints.create_id(person_id))
    if remainder is None:
        remainder = ServicePoints(person_id=person_id)
        session.add(remainder)
    wallet = session.find(Wallet, Wallet.create_id(person_id, WalletKind.VOLUNTEER))
    assert wallet is not None, "a volunteer has a wallet from registration on"
    posted = {}
    for it in changed:
        points = remainder.convert(it.attendance_id, it.difference, it.rate_points, it.rate_minutes)
        posted[it.attendance_id] = points
        if points:
            wallet.credit(
                entry_id=derive("credit", posting.key, it.attendance_id),
                amount=points,
                reason=Reason.SERVICE,
                source_id=it.attendance_id,
                occurred_at=posting.earned_at,
            )
    return posted
