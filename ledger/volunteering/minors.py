"""Minors at an activity: what the law asks before one is checked in (A22)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ledger.kernel.session import Session
from ledger.registry.consent_errors import GuardianConsentRequiredError
from ledger.registry.consent_handlers import guardian_agrees, guardians_of
from ledger.registry.consent_purposes import AgeBand
from ledger.registry.consents import Consents
from ledger.registry.guardianship import Guardianship
from ledger.volunteering.activity import ADULTS_ONLY_RISK, Activity
from ledger.volunteering.attendance import Attendance
from ledger.volunteering.errors import AdultsOnlyError, CompanionRequiredError


@dataclass(frozen=True, slots=True)
class Comer:
    """Somebody who comes: how old, and whom the leader names as staying with them."""

    person_id: UUID
    age: AgeBand
    companion_id: UUID | None
    moment: datetime
    """When they come: a guardian must be there then, whenever the scans arrive."""


Finds = Callable[[Session, Activity, Comer], UUID | None]
"""Tells who stays with a minor, as far as it is known when this is asked."""


def companion_of(
    session: Session, activity: Activity, comer: Comer, find: Finds | None = None
) -> UUID | None:
    """Return who stays with a minor, None for an adult; refuse a minor who may not serve so.

    Under 14: a guardian's consent and company. Under 18: one of the two. Nobody under 18 where
    it is risky.
    """
    if comer.age is AgeBand.ADULT:
        return None
    if activity.risk_level >= ADULTS_ONLY_RISK:
        raise AdultsOnlyError(risk_level=activity.risk_level)
    person_id = comer.person_id
    session.require(Consents.create_id(person_id), Guardianship.create_id(person_id))
    agrees = guardian_agrees(session, person_id)
    company = (find or _company)(session, activity, comer)
    if comer.age is AgeBand.UNDER_14:
        if not agrees:
            raise GuardianConsentRequiredError
        if company is None:
            raise CompanionRequiredError
    elif not agrees and company is None:
        raise GuardianConsentRequiredError
    return company


def _company(session: Session, activity: Activity, comer: Comer) -> UUID | None:
    """Return the adult the leader named, or a guardian who is at the activity."""
    if comer.companion_id not in (None, comer.person_id):
        return comer.companion_id
    guardians = guardians_of(session, comer.person_id)
    there = {it: Attendance.create_id(activity.id, it) for it in guardians}
    session.require(*there.values())
    for guardian_id, identifier in there.items():
        session.rely_on(identifier)
        attendance = session.find(Attendance, identifier)
        if attendance is not None and attendance.stay(activity.ends_at).covers(comer.moment):
            return guardian_id
    return None
