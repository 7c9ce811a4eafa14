"""Handlers of sign-ups: a place, the waiting list, and giving a place back."""

from uuid import UUID

from ledger.kernel.commands import Answer, handles
from ledger.kernel.session import Session
from ledger.registry.consent_handlers import guardians_of
from ledger.registry.consent_purposes import AgeBand
from ledger.registry.consents import Consents
from ledger.registry.guardianship import Guardianship
from ledger.volunteering.activity import Activity
from ledger.volunteering.activity_kinds import State
from ledger.volunteering.errors import (
    ActivityEndedError,
    NotSignedUpError,
    SignUpClosedError,
)
from ledger.volunteering.finding import activity_of, find_volunteer
from ledger.volunteering.minors import Comer, companion_of
from ledger.volunteering.sign_up_commands import SignOff, SignUp
from ledger.volunteering.sign_ups import SignUps
from ledger.volunteering.volunteer import Volunteer


def _streams(command: SignUp) -> list[UUID]:
    person_id = command.person_id
    minors = [Consents.create_id(person_id), Guardianship.create_id(person_id)]
    return [
        *([] if command.age is AgeBand.ADULT else minors),
        command.activity_id,
        SignUps.create_id(command.activity_id),
        Volunteer.create_id(person_id),
    ]


@handles(SignUp, streams=_streams)
def sign_up(session: Session, command: SignUp) -> Answer:
    """Take a place until signing up ends, or wait for one; minors as the law allows (A22)."""
    activity = _open_activity(session, command.activity_id)
    until = activity.plan.sign_up_closes_at
    if command.at >= until:
        raise SignUpClosedError(until=until.isoformat())
    find_volunteer(session, command.person_id)
    sign_ups = _opened(session, activity.id)
    comer = Comer(command.person_id, command.age, command.companion_id, activity.starts_at)
    companion_id = companion_of(session, activity, comer, find=_signed_up_company)
    sign_ups.sign_up(
        command.person_id,
        activity.plan.places,
        command.at,
        wait=command.wait,
        companion_id=companion_id,
    )
    waits = command.person_id in sign_ups.waiting
    place = sign_ups.waiting.index(command.person_id) + 1 if waits else 0
    return {"activity_id": activity.id, "waiting": waits, "waiting_place": place}


@handles(SignOff, streams=lambda c: [c.activity_id, SignUps.create_id(c.activity_id)])
def sign_off(session: Session, command: SignOff) -> Answer:
    """Give a place back; whoever waits first gets it."""
    activity = _open_activity(session, command.activity_id)
    sign_ups = session.find(SignUps, SignUps.create_id(activity.id))
    if sign_ups is None:
        raise NotSignedUpError
    sign_ups.sign_off(command.person_id, activity.plan.places, activity.starts_at, command.at)
    return {"activity_id": activity.id}


def _open_activity(session: Session, activity_id: UUID) -> Activity:
    """Load an activity that is to take place; that it still is, is checked on saving."""
    activity = activity_of(session, activity_id)
    session.rely_on(activity_id)
    activity.refuse_unless_open()
    if activity.state == State.ENDED:
        raise ActivityEndedError(ends_at=activity.ends_at.isoformat())
    return activity


def _opened(session: Session, activity_id: UUID) -> SignUps:
    sign_ups = session.find(SignUps, SignUps.create_id(activity_id))
    if sign_ups is None:
        sign_ups = SignUps(activity_id=activity_id)
        session.add(sign_ups)
    return sign_ups


def _signed_up_company(session: Session, activity: Activity, comer: Comer) -> UUID | None:
    """Return who will stay with a minor: a guardian named, or one who has a place as well."""
    there = _opened(session, activity.id).signed_up
    guardians = guardians_of(session, comer.person_id)
    named = comer.companion_id
    if named is not None and named != comer.person_id and (named in there or named in guardians):
        return named
    return next((it for it in guardians if it in there), None)
