"""Handlers of presence: scans in any order, undo, and closing what nobody saw the end of."""

from uuid import UUID

from ledger.kernel.clock import local_date
from ledger.kernel.commands import Answer, handles
from ledger.kernel.errors import LedgerError
from ledger.kernel.occurrence import ScanNeedsReviewError, believed
from ledger.kernel.session import Session
from ledger.registry.consent_errors import GuardianConsentRequiredError
from ledger.registry.consent_purposes import AgeBand
from ledger.registry.consents import Consents
from ledger.registry.guardianship import Guardianship
from ledger.registry.proxy import check_proxy
from ledger.registry.separation import Hands, Step
from ledger.volunteering.activity import Activity
from ledger.volunteering.attendance import Attendance, Seen
from ledger.volunteering.commands import CloseAttendance, ScanActivity, UndoScan
from ledger.volunteering.counting import Counted, Posting, count_stay
from ledger.volunteering.doubtful_scan import DoubtfulScan
from ledger.volunteering.errors import (
    ActivityCancelledError,
    AlreadyCheckedInError,
    AlreadyCheckedOutError,
    AttendanceNotFoundError,
    CompanionRequiredError,
    NotCheckedInError,
    NothingToUndoError,
    WitnessRequiredError,
)
from ledger.volunteering.evidence import Evidence
from ledger.volunteering.finding import activity_of, find_volunteer
from ledger.volunteering.minors import Comer, companion_of
from ledger.volunteering.paid import refuse_paid
from ledger.volunteering.service_points import ServicePoints
from ledger.volunteering.service_year import ServiceYear
from ledger.volunteering.volunteer import Volunteer
from ledger.wallets.wallet import Wallet, WalletKind

DOUBTS: tuple[type[LedgerError], ...] = (
    ScanNeedsReviewError,
    ActivityCancelledError,
    GuardianConsentRequiredError,
    CompanionRequiredError,
)
"""What speaks against a scan and may yet be cleared up: it is kept for people to decide."""


def _scan_streams(command: ScanActivity) -> list[UUID]:
    person_id = command.person_id
    minors = [Consents.create_id(person_id), Guardianship.create_id(person_id)]
    return [
        *([] if command.age is AgeBand.ADULT else minors),
        *([Attendance.create_id(command.activity_id, it)] if (it := command.witness_id) else []),
        command.activity_id,
        Attendance.create_id(command.activity_id, person_id),
        Volunteer.create_id(person_id),
        *counting_streams(person_id, local_date(command.occurred_at).year),
    ]


def counting_streams(person_id: UUID, year: int) -> list[UUID]:
    """Name the streams that counting minutes of a person most likely needs."""
    return [
        ServiceYear.create_id(person_id, year),
        ServicePoints.create_id(person_id),
        Wallet.create_id(person_id, WalletKind.VOLUNTEER),
    ]


@handles(ScanActivity, streams=_scan_streams)
def scan_activity(session: Session, command: ScanActivity) -> Answer:
    """Keep a scan; the earliest is the coming, the latest the leaving, which posts minutes.

    A scan that cannot be believed is kept for review and answered with what speaks against it.
    """
    activity = activity_of(session, command.activity_id)
    find_volunteer(session, command.person_id)
    Hands.of(command.person_id).refuse(Step.RECORD, command.recorded_by)
    check_proxy(command.person_id, command.operator_id, command.consent)
    _check_witness(session, command)
    attendance = session.find(Attendance, Attendance.create_id(activity.id, command.person_id))
    company = None
    try:
        activity.refuse_unless_open()
        occurred_at = believed(command.occurred_at, command.at, command.clock_off)
        if attendance is None:
            comer = Comer(command.person_id, command.age, command.companion_id, occurred_at)
            company = companion_of(session, activity, comer)
    except DOUBTS as doubt:
        return _keep_doubtful(session, activity, command, doubt)
    seen = Seen(
        occurred_at=occurred_at,
        recorded_at=command.at,
        evidence=command.evidence,
        device_id=command.device_id,
        operator_id=command.operator_id,
        consent=command.consent,
        recorded_by=command.recorded_by,
        witness_id=command.witness_id,
    )
    return take_scan(session, activity, command.person_id, seen, company, command.key)


def take_scan(
    session: Session,
    activity: Activity,
    person_id: UUID,
    seen: Seen,
    company: UUID | None,
    key: str,
) -> Answer:
    """Put a believed scan into the attendance, and count what follows."""
    refuse_paid(session, activity, person_id)
    attendance = session.find(Attendance, Attendance.create_id(activity.id, person_id))
    if attendance is None:
        attendance = Attendance.begin(activity, person_id, seen)
        if company is not None:
            attendance.accompany(company, seen.occurred_at)
        session.add(attendance)
        return _told(activity, attendance, None, moved=True)
    moved = attendance.scan(activity, seen)
    stay = attendance.stay(activity.ends_at)
    earned_at = stay.left.occurred_at if stay.left else seen.occurred_at
    posting = Posting(key, person_id, seen.recorded_at, earned_at)
    counted = count_stay(session, activity, attendance, posting) if moved else None
    return _told(activity, attendance, counted, moved=moved)


def _told(
    activity: Activity, attendance: Attendance, counted: Counted | None, *, moved: bool
) -> Answer:
    """Say what the scan came to; ``kept_as`` is a refusal's code for a scan that was kept.

    ``scan`` is what an undo names.
    """
    stay = attendance.stay(activity.ends_at)
    told: Answer = {"attendance_id": attendance.id}
    if stay.came is None:
        facts = {"ends_at": activity.ends_at.isoformat()}
        return {**told, "kept_as": NotCheckedInError.code, "facts": facts}
    assert attendance.latest is not None, "a scan was kept just now"
    if moved:
        told["scan"] = {
            "activity_id": activity.id,
            "person_id": attendance.person_id,
            "recorded_at": attendance.latest.recorded_at.isoformat(),
        }
    if stay.left is None:
        if moved:
            return {"result": "checked_in", **told}
        facts = {"since": stay.came.occurred_at.isoformat()}
        return {**told, "kept_as": AlreadyCheckedInError.code, "facts": facts}
    minutes = counted.minutes if counted else 0
    if not moved:
        facts = {"left_at": stay.left.occurred_at.isoformat()}
        return {**told, "kept_as": AlreadyCheckedOutError.code, "facts": facts}
    return {
        "result": "checked_out",
        **told,
        "minutes": minutes,
        "held_minutes": counted.held_minutes if counted else 0,
        "points": counted.points if counted else 0,
    }


def _check_witness(session: Session, command: ScanActivity) -> None:
    """Ask for somebody else who was there, if somebody was only ticked on the list."""
    if command.evidence is not Evidence.WITNESS:
        return
    witness_id = command.witness_id
    if witness_id in (None, command.person_id, command.recorded_by):
        raise WitnessRequiredError
    assert witness_id is not None
    there = Attendance.create_id(command.activity_id, witness_id)
    session.rely_on(there)
    attendance = session.find(Attendance, there)
    if attendance is None or not attendance.scans:
        raise WitnessRequiredError


def _keep_doubtful(
    session: Session, activity: Activity, command: ScanActivity, doubt: LedgerError
) -> Answer:
    doubtful_id = DoubtfulScan.create_id(command.key)
    session.require(doubtful_id)
    if session.find(DoubtfulScan, doubtful_id) is None:
        kept = DoubtfulScan._create(  # noqa: SLF001 - its ID follows from the key
            DoubtfulScan.Kept,
            id=doubtful_id,
            activity_id=activity.id,
            person_id=command.person_id,
            unit_code=activity.unit_code,
            refusal=doubt.code,
            evidence=command.evidence.value,
            device_id=command.device_id,
            occurred_at=command.occurred_at,
            recorded_at=command.at,
        )
        session.add(kept)
    return {"doubtful_id": doubtful_id, "kept_as": doubt.code, "facts": doubt.facts}


def _undo_streams(command: UndoScan) -> list[UUID]:
    return [
        command.activity_id,
        Attendance.create_id(command.activity_id, command.person_id),
        *counting_streams(command.person_id, local_date(command.at).year),
    ]


@handles(UndoScan, streams=_undo_streams)
def undo_scan(session: Session, command: UndoScan) -> Answer:
    """Take the last scan back: whoever made it, within 15 minutes; minutes follow."""
    activity = activity_of(session, command.activity_id)
    attendance = attendance_of(session, activity.id, command.person_id)
    latest = attendance.latest
    if latest is not None and command.undone_by != (latest.recorded_by or command.person_id):
        raise AttendanceNotFoundError
    if latest is not None and command.recorded_at not in (None, latest.recorded_at):
        raise NothingToUndoError
    attendance.undo(activity, command.undone_by, command.at)
    posting = Posting(command.key, command.person_id, command.at, command.at)
    counted = count_stay(session, activity, attendance, posting)
    minutes = counted.minutes if counted else 0
    return {"result": "scan_undone", "attendance_id": attendance.id, "minutes": minutes}


def attendance_of(session: Session, activity_id: UUID, person_id: UUID) -> Attendance:
    """Load an attendance, or refuse."""
    attendance = session.find(Attendance, Attendance.create_id(activity_id, person_id))
    if attendance is None:
        raise AttendanceNotFoundError
    return attendance


@handles(
    CloseAttendance,
    streams=lambda c: [c.activity_id, Attendance.create_id(c.activity_id, c.person_id)],
)
def close_attendance(session: Session, command: CloseAttendance) -> Answer:
    """Close an attendance that has no check-out, with no minutes (VH-5)."""
    activity = activity_of(session, command.activity_id)
    attendance = attendance_of(session, activity.id, command.person_id)
    attendance.close(activity, command.at)
    return {"attendance_id": attendance.id, "closed": attendance.closed_at is not None}
