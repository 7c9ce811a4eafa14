"""Handlers of volunteer service."""

from uuid import UUID

from ledger.kernel.commands import Answer, handles
from ledger.kernel.ids import derive, derive_subject
from ledger.kernel.occurrence import believed
from ledger.kernel.session import Session
from ledger.registry.consent_purposes import AgeBand
from ledger.registry.consents import Consents
from ledger.registry.guardianship import Guardianship
from ledger.registry.proxy import check_proxy
from ledger.registry.separation import Hands, Step
from ledger.volunteering.activity import Activity, check_times
from ledger.volunteering.attendance import Attendance
from ledger.volunteering.commands import PublishActivity, ScanActivity
from ledger.volunteering.errors import ActivityNotFoundError, VolunteerNotFoundError
from ledger.volunteering.minors import companion_of
from ledger.volunteering.service_points import ServicePoints
from ledger.volunteering.team_handlers import form_team, register_volunteer
from ledger.volunteering.volunteer import Volunteer
from ledger.wallets.wallet import Reason, Wallet, WalletKind

__all__ = ["form_team", "publish_activity", "register_volunteer", "scan_activity"]


@handles(PublishActivity, streams=lambda c: [derive_subject("activity", c.key)])
def publish_activity(session: Session, command: PublishActivity) -> Answer:
    """Publish an activity."""
    check_times(command.starts_at, command.ends_at)
    activity_id = derive_subject("activity", command.key)
    if session.find(Activity, activity_id) is None:
        activity = Activity._create(  # noqa: SLF001 - its ID follows from the key, which no event holds
            Activity.Published,
            id=activity_id,
            unit_code=command.unit_code,
            team_id=command.team_id,
            title=command.title,
            place=command.place,
            starts_at=command.starts_at,
            ends_at=command.ends_at,
            is_volunteer_service=command.is_volunteer_service,
            led_by=command.led_by,
            risk_level=command.risk_level,
        )
        session.add(activity)
    return {"activity_id": activity_id}


def _scan_streams(command: ScanActivity) -> list[UUID]:
    person_id = command.person_id
    minors = [Consents.create_id(person_id), Guardianship.create_id(person_id)]
    return [
        *([] if command.age is AgeBand.ADULT else minors),
        command.activity_id,
        Attendance.create_id(command.activity_id, person_id),
        Volunteer.create_id(person_id),
        ServicePoints.create_id(person_id),
        Wallet.create_id(person_id, WalletKind.VOLUNTEER),
    ]


@handles(ScanActivity, streams=_scan_streams)
def scan_activity(session: Session, command: ScanActivity) -> Answer:
    """Check in with the first scan, out with the next; leaving posts minutes and points."""
    activity = session.find(Activity, command.activity_id)
    if activity is None:
        raise ActivityNotFoundError(activity_id=command.activity_id)
    if session.find(Volunteer, Volunteer.create_id(command.person_id)) is None:
        raise VolunteerNotFoundError
    Hands.of(command.person_id).refuse(Step.RECORD, command.recorded_by)
    check_proxy(command.person_id, command.operator_id, command.consent)
    occurred_at = believed(command.occurred_at, command.at)
    attendance = session.find(Attendance, Attendance.create_id(activity.id, command.person_id))
    if attendance is None:
        company = companion_of(session, activity, command)
        attendance = Attendance.check_in(
            activity,
            command.person_id,
            evidence=command.evidence,
            device_id=command.device_id,
            occurred_at=occurred_at,
            operator_id=command.operator_id,
            consent=command.consent,
        )
        if company is not None:
            attendance.accompany(company, occurred_at)
        session.add(attendance)
        return {"result": "checked_in", "attendance_id": attendance.id}
    attendance.check_out(
        activity,
        evidence=command.evidence,
        device_id=command.device_id,
        occurred_at=occurred_at,
        operator_id=command.operator_id,
        consent=command.consent,
    )
    points = _post_points(session, command, attendance) if attendance.minutes else 0
    return {
        "result": "checked_out",
        "attendance_id": attendance.id,
        "minutes": attendance.minutes,
        "points": points,
    }


def _post_points(session: Session, command: ScanActivity, attendance: Attendance) -> int:
    """Convert minutes by the rate and post what they are worth."""
    person_id = command.person_id
    remainder = session.find(ServicePoints, ServicePoints.create_id(person_id))
    if remainder is None:
        remainder = ServicePoints(person_id=person_id)
        session.add(remainder)
    points = remainder.convert(attendance.id, attendance.minutes)
    wallet = session.find(Wallet, Wallet.create_id(person_id, WalletKind.VOLUNTEER))
    assert wallet is not None, "a volunteer has a wallet from registration on"
    if points:
        wallet.credit(
            entry_id=derive("credit", command.key),
            amount=points,
            reason=Reason.SERVICE,
            source_id=attendance.id,
            occurred_at=attendance.left_at or command.occurred_at,
        )
    return points
