"""Ticking somebody on the list, with a witness who was there."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from api.auth import Caller
from api.consents.ages import age_of
from api.consents.naming import person_meant
from api.execution import carry_out
from api.idempotency import Stamp
from api.scans.answering import tell
from api.scans.scan import Outcome, Place, Scan
from api.services import Services
from api.volunteering.activities import managed_activity
from api.volunteering.listed import is_listed
from ledger.kernel.clock import local_date
from ledger.registry.consent_purposes import AgeBand
from ledger.volunteering.commands import ScanActivity
from ledger.volunteering.errors import CompanionRequiredError, VolunteerNotFoundError
from ledger.volunteering.evidence import Evidence
from projections.volunteering.activities.rows import ActivityRow


@dataclass(frozen=True, slots=True)
class Tick:
    """Who is ticked, and who was there and stands by it."""

    person_id: UUID
    witness_id: UUID
    companion: str | None = None
    """Whose company is named for a minor: a number or a card."""


def tick(given: Services, who: Caller, activity_id: UUID, ticked: Tick, stamp: Stamp) -> Outcome:
    """Check somebody in, or out if they are in, on the word of whoever ticks and a witness."""
    activity = managed_activity(activity_id)
    require_listed(given, who, activity, ticked.person_id)
    age = age_of(given, ticked.person_id, local_date(stamp["at"]))
    command = ScanActivity(
        **stamp,
        activity_id=activity_id,
        person_id=ticked.person_id,
        evidence=Evidence.WITNESS,
        occurred_at=stamp["at"],
        age=age,
        companion_id=None
        if age is AgeBand.ADULT
        else company_of(given, ticked.companion, stamp["at"]),
        recorded_by=who.person_id,
        witness_id=ticked.witness_id,
    )
    scan = Scan("", None, None, Place("activity", activity_id))
    return tell(carry_out(given, command), scan, None)


def require_listed(given: Services, who: Caller, activity: ActivityRow, person_id: UUID) -> None:
    """Refuse whoever is on no list of the caller's: for them a code or card is scanned."""
    known = given.views.volunteers.of(person_id)
    if known is None or not (who.reaches(known.unit_code) or is_listed(given, activity, person_id)):
        raise VolunteerNotFoundError


def company_of(given: Services, companion: str | None, at: datetime) -> UUID | None:
    """Return the adult who was named for a minor; whoever is none, or nobody, is no company."""
    if companion is None:
        return None
    found = person_meant(given, companion, at)
    if found is None or age_of(given, found, local_date(at)) is not AgeBand.ADULT:
        raise CompanionRequiredError
    return found
