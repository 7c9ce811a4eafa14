"""Handlers of certificates. The minutes are read from the ledger itself, never from the caller."""

from uuid import UUID

from ledger.kernel.clock import local_date
from ledger.kernel.commands import Answer, handles
from ledger.kernel.session import Session
from ledger.registry.erasure import PersonErasure
from ledger.registry.proxy import check_proxy
from ledger.volunteering.certificate import BASIS_VERSION, Certificate
from ledger.volunteering.certificate_commands import IssueCertificate, RevokeCertificate
from ledger.volunteering.certificate_errors import (
    CertificateNoMinutesError,
    CertificateNotFoundError,
    CertificateNumberTakenError,
)
from ledger.volunteering.certificate_numbers import number_of
from ledger.volunteering.certifying import Snapshot, certified, check_period, years_of
from ledger.volunteering.service_year import ServiceYear
from ledger.volunteering.volunteer import Volunteer


def _issue_streams(command: IssueCertificate) -> list[UUID]:
    person_id = command.person_id
    return [
        PersonErasure.create_id(person_id),
        Volunteer.create_id(person_id),
        *years_of(person_id, command.from_day, command.to_day),
    ]


@handles(IssueCertificate, streams=_issue_streams)
def issue_certificate(session: Session, command: IssueCertificate) -> Answer:
    """Certify the confirmed minutes of a period; also while an erasure waits, never after it."""
    check_period(command.from_day, command.to_day, local_date(command.at))
    check_proxy(command.person_id, command.operator_id, command.consent)
    _refuse_erased(session, command.person_id)
    volunteer = session.find(Volunteer, Volunteer.create_id(command.person_id))
    if volunteer is None:
        raise CertificateNoMinutesError
    snapshot = _snapshot_of(session, command)
    number = number_of(volunteer.unit_code, local_date(command.at).year, command.nonce)
    certificate_id = Certificate.create_id(number)
    session.require(certificate_id)
    if session.find(Certificate, certificate_id) is not None:
        raise CertificateNumberTakenError
    certificate = Certificate._create(  # noqa: SLF001 - the snapshot is for readers only
        Certificate.Issued,
        id=certificate_id,
        number=number,
        person_id=command.person_id,
        volunteer_number=volunteer.number,
        unit_code=volunteer.unit_code,
        from_day=command.from_day,
        to_day=command.to_day,
        minutes=snapshot.minutes,
        verified_minutes=snapshot.verified_minutes,
        supplementary_minutes=snapshot.supplementary_minutes,
        grades=snapshot.grades,
        lines=list(snapshot.lines),
        basis_version=BASIS_VERSION,
        with_id_number=command.with_id_number,
        wants_seal=command.wants_seal,
        operator_id=command.operator_id,
        consent=command.consent.value if command.consent else None,
        read_position=command.read_position,
        occurred_at=command.at,
    )
    session.add(certificate)
    return {
        "certificate_id": certificate_id,
        "number": number,
        "minutes": snapshot.minutes,
        "verified_minutes": snapshot.verified_minutes,
        "supplementary_minutes": snapshot.supplementary_minutes,
    }


def _refuse_erased(session: Session, person_id: UUID) -> None:
    """Refuse for somebody who is forgotten, also if that happens at this very moment."""
    erasure_id = PersonErasure.create_id(person_id)
    session.rely_on(erasure_id)
    erasure = session.find(PersonErasure, erasure_id)
    if erasure is not None:
        erasure.refuse_if_erased()


def _snapshot_of(session: Session, command: IssueCertificate) -> Snapshot:
    """Take the snapshot; what it rests on stands still until it is recorded."""
    ids = years_of(command.person_id, command.from_day, command.to_day)
    session.require(*ids)
    years = [year for it in ids if (year := session.find(ServiceYear, it)) is not None]
    for year in years:
        session.rely_on(year.id)
    return certified(years, command.from_day, command.to_day)


@handles(RevokeCertificate, streams=lambda c: [c.certificate_id])
def revoke_certificate(session: Session, command: RevokeCertificate) -> Answer:
    """Take a certificate back, with a reason."""
    certificate = session.find(Certificate, command.certificate_id)
    if certificate is None:
        raise CertificateNotFoundError
    certificate.revoke(command.reason, command.revoked_by, command.at)
    return {"certificate_id": certificate.id, "number": certificate.number}
