"""Commands of those who make minutes up and decide on them, within the unit of the caller."""

from datetime import date, datetime
from uuid import UUID

from api.auth import Caller
from api.consents.ages import age_of
from api.idempotency import Stamp
from api.reading import settled
from api.services import Services
from api.volunteering.activities import managed_activity
from api.volunteering.ticking import company_of, require_listed
from ledger.kernel.clock import local_date
from ledger.registry.consent_purposes import AgeBand
from ledger.registry.working_days import known_due_on
from ledger.volunteering.commands import (
    ConfirmHeld,
    DecideSupplement,
    ProposeSupplement,
    SettleDoubtfulScan,
)
from ledger.volunteering.errors import (
    AttendanceNotFoundError,
    DoubtfulScanNotFoundError,
    SupplementNotFoundError,
)
from ledger.volunteering.supplement import SupplementReason
from projections.volunteering.presence.reviews import DoubtRow, SupplementRow
from projections.volunteering.presence.views import AttendanceRow


def make_up_of(
    given: Services,
    who: Caller,
    activity_id: UUID,
    person_id: UUID,
    *,
    minutes: int,
    reason: SupplementReason,
    text_id: UUID | None,
    stamp: Stamp,
) -> ProposeSupplement:
    """Return the command that makes minutes up for somebody at an activity of the unit."""
    activity = managed_activity(activity_id)
    require_listed(given, who, activity, person_id)
    return ProposeSupplement(
        **stamp,
        activity_id=activity_id,
        person_id=person_id,
        minutes=minutes,
        reason=reason,
        recorded_by=who.person_id,
        text_id=text_id,
    )


def decision_of(
    given: Services,
    who: Caller,
    supplement_id: UUID,
    *,
    accepted: bool,
    text_id: UUID | None,
    stamp: Stamp,
) -> DecideSupplement:
    """Return the command that lets made-up minutes count, or declines them."""
    supplement_within(given, who, supplement_id)
    return DecideSupplement(
        **stamp,
        supplement_id=supplement_id,
        accepted=accepted,
        decided_by=who.person_id,
        text_id=text_id,
    )


def confirmation_of(given: Services, who: Caller, attendance_id: UUID, stamp: Stamp) -> ConfirmHeld:
    """Return the command by which the caller stands behind held minutes."""
    row = attendance_within(given, who, attendance_id)
    return ConfirmHeld(
        **stamp,
        activity_id=row.activity_id,
        person_id=row.person_id,
        confirmed_by=who.person_id,
    )


def settlement_of(
    given: Services,
    who: Caller,
    doubtful_id: UUID,
    *,
    accepted: bool,
    companion: str | None,
    stamp: Stamp,
) -> SettleDoubtfulScan:
    """Return the command that lets a doubtful scan count, or never count."""
    row = doubt_within(given, who, doubtful_id)
    age = age_of(given, row.person_id, local_date(row.scanned_at))
    return SettleDoubtfulScan(
        **stamp,
        doubtful_id=doubtful_id,
        accepted=accepted,
        settled_by=who.person_id,
        age=age,
        companion_id=company_of(given, companion, stamp["at"])
        if age is not AgeBand.ADULT
        else None,
    )


def supplement_within(given: Services, who: Caller, supplement_id: UUID) -> SupplementRow:
    """Return made-up minutes of the caller's unit; others seem not to exist."""
    row = settled(given, lambda: given.views.supplements.of(supplement_id))
    if row is None or not who.reaches(row.unit_code):
        raise SupplementNotFoundError
    return row


def attendance_within(given: Services, who: Caller, attendance_id: UUID) -> AttendanceRow:
    """Return an attendance of the caller's unit; others seem not to exist."""
    row = settled(given, lambda: given.views.attendances.of(attendance_id))
    if row is None or not who.reaches(row.unit_code):
        raise AttendanceNotFoundError
    return row


def doubt_within(given: Services, who: Caller, doubtful_id: UUID) -> DoubtRow:
    """Return a doubtful scan of the caller's unit; others seem not to exist."""
    row = settled(given, lambda: given.views.doubtful_scans.of(doubtful_id))
    if row is None or not who.reaches(row.unit_code):
        raise DoubtfulScanNotFoundError
    return row


def due_on(given: Services, ends_at: datetime) -> date | None:
    """Return the last day on which an activity is recorded in time, or None: never guessed."""
    return known_due_on(ends_at, given.views.calendar.working_days())
