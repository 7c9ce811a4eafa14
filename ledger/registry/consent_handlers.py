"""Handlers of consents and guardians: who may agree for whom (PIPL 31, A22)."""

from uuid import UUID

from ledger.kernel.commands import Answer, handles
from ledger.kernel.session import Session
from ledger.registry.consent_commands import (
    EndGuardian,
    GiveConsent,
    LinkGuardian,
    RequestGuardian,
    WithdrawConsent,
)
from ledger.registry.consent_errors import (
    GuardianConsentRequiredError,
    GuardianNotAdultError,
    GuardianNotFoundError,
    MinorNotPublishedError,
    NotAMinorError,
    NotTheGuardianError,
    OwnGuardianshipError,
)
from ledger.registry.consent_purposes import PURPOSES, AgeBand, Purpose
from ledger.registry.consents import Consents
from ledger.registry.guardianship import Guardianship


def _streams(command: GiveConsent | WithdrawConsent) -> list[UUID]:
    person_id = command.person_id
    return [Consents.create_id(person_id), Guardianship.create_id(person_id)]


@handles(GiveConsent, streams=_streams)
def give_consent(session: Session, command: GiveConsent) -> Answer:
    """Agree, if it is theirs to say."""
    if command.age is not AgeBand.ADULT and PURPOSES[command.purpose].published:
        raise MinorNotPublishedError
    _require_voice(session, command)
    consents = session.find(Consents, Consents.create_id(command.person_id))
    if consents is None:
        consents = Consents(person_id=command.person_id)
        session.add(consents)
    consents.give(
        command.purpose,
        notice_version=command.notice_version,
        by=command.by,
        operator_id=command.operator_id,
        method=command.method,
        occurred_at=command.at,
    )
    return _told(command, given=True)


@handles(WithdrawConsent, streams=_streams)
def withdraw_consent(session: Session, command: WithdrawConsent) -> Answer:
    """Withdraw, by whoever could have agreed: as easily as that."""
    _require_voice(session, command)
    consents = session.find(Consents, Consents.create_id(command.person_id))
    if consents is not None:
        consents.withdraw(
            command.purpose,
            notice_version=command.notice_version,
            by=command.by,
            operator_id=command.operator_id,
            method=command.method,
            occurred_at=command.at,
        )
    return _told(command, given=False)


@handles(RequestGuardian, streams=lambda c: [Guardianship.create_id(c.person_id)])
def request_guardian(session: Session, command: RequestGuardian) -> Answer:
    """Note a request; the answer is the same whatever stands there already."""
    if command.guardian_id == command.person_id:
        raise GuardianNotAdultError
    guardianship = _opened(session, command.person_id)
    guardianship.request(command.guardian_id, command.unit_code, command.at)
    return {"result": "requested"}


@handles(LinkGuardian, streams=lambda c: [Guardianship.create_id(c.person_id)])
def link_guardian(session: Session, command: LinkGuardian) -> Answer:
    """Link a guardian of age to a minor; nobody links themself."""
    if command.age is AgeBand.ADULT:
        raise NotAMinorError
    if command.guardian_age is not AgeBand.ADULT or command.guardian_id == command.person_id:
        raise GuardianNotAdultError
    if command.guardian_id == command.linked_by:
        raise OwnGuardianshipError
    _opened(session, command.person_id).link(
        command.guardian_id,
        unit_code=command.unit_code,
        linked_by=command.linked_by,
        occurred_at=command.at,
    )
    return {"person_id": command.person_id, "guardian_id": command.guardian_id}


@handles(EndGuardian, streams=lambda c: [Guardianship.create_id(c.person_id)])
def end_guardian(session: Session, command: EndGuardian) -> Answer:
    """End a link or turn a request down."""
    guardianship = session.find(Guardianship, Guardianship.create_id(command.person_id))
    if guardianship is None:
        raise GuardianNotFoundError
    guardianship.end(command.guardian_id, command.ended_by, command.at)
    return {"person_id": command.person_id, "guardian_id": command.guardian_id}


def guardians_of(session: Session, person_id: UUID) -> list[UUID]:
    """Return the guardians of somebody; the decision rests on them."""
    identifier = Guardianship.create_id(person_id)
    session.rely_on(identifier)
    guardianship = session.find(Guardianship, identifier)
    return [] if guardianship is None else guardianship.guardians


def guardian_agrees(session: Session, person_id: UUID) -> bool:
    """Tell whether somebody who still is a guardian has agreed that a minor serves."""
    identifier = Consents.create_id(person_id)
    session.rely_on(identifier)
    consents = session.find(Consents, identifier)
    agreed = None if consents is None else consents.agreed_to(Purpose.MINOR)
    return agreed is not None and agreed.given_by in guardians_of(session, person_id)


def _opened(session: Session, person_id: UUID) -> Guardianship:
    guardianship = session.find(Guardianship, Guardianship.create_id(person_id))
    if guardianship is None:
        guardianship = Guardianship(person_id=person_id)
        session.add(guardianship)
    return guardianship


def _require_voice(session: Session, command: GiveConsent | WithdrawConsent) -> None:
    """Refuse whoever may not say this: under 14 the guardian alone, later oneself as well."""
    is_minor = command.age is not AgeBand.ADULT
    if command.by != command.person_id:
        if not is_minor or command.by not in guardians_of(session, command.person_id):
            raise NotTheGuardianError
        return
    if command.age is AgeBand.UNDER_14 or (is_minor and command.purpose is Purpose.MINOR):
        raise GuardianConsentRequiredError


def _told(command: GiveConsent | WithdrawConsent, *, given: bool) -> Answer:
    return {"person_id": command.person_id, "purpose": command.purpose.value, "given": given}
