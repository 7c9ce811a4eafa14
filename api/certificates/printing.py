"""Printing: the snapshot with today's name, as a paper."""

from flask import Response

from api.auditing import note
from api.auth import Caller
from api.certificates.paper import Held, certificate_paper
from api.consents.effects import has_agreed
from api.services import Services
from ledger.kernel.clock import local_date
from ledger.kernel.ids import subject_of
from ledger.registry.consent_purposes import Purpose
from ledger.registry.erasure_errors import PersonErasedError
from ledger.volunteering.certificate_errors import CertificateRevokedError
from people.audit import AuditAction
from people.person import Person
from people.purposes import Purpose as Reading
from projections.volunteering.certificates.views import CertificateRow, Status
from qr.kinds import Kind
from qr.tokens import url


def printed(given: Services, who: Caller, row: CertificateRow) -> Response:
    """Answer with the paper; for somebody else it is a read of their name, and noted."""
    if row.status is Status.REVOKED:
        raise CertificateRevokedError
    person = given.directory.find(row.person_id)
    if person is None or row.status is Status.HOLDER_WITHDREW:
        raise PersonErasedError
    if who.grant.person_id != row.person_id:
        note(
            AuditAction.PERSON_READ,
            target_id=row.person_id,
            unit_code=who.grant.unit_code,
            purpose=Reading.CERTIFICATE.value,
        )
    response = Response(paper_of(given, row, person), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="certificate-{row.number}.pdf"'
    response.headers["Cache-Control"] = "no-store"
    return response


def paper_of(given: Services, row: CertificateRow, person: Person) -> bytes:
    """Return the PDF of a certificate for its holder."""
    lines = given.views.certificates.lines(row)
    units = {row.unit_code, *(it.unit_code for it in lines)}
    day = local_date(row.issued_at)
    named = {it: unit.name for it in units if (unit := given.views.units.of(it, day)) is not None}
    agreed = row.with_id_number and has_agreed(given, row.person_id, Purpose.ID_NUMBER)
    office = given.views.offices.of(row.unit_code)
    in_charge = given.directory.find(office.in_charge) if office.in_charge else None
    operator = given.directory.find(row.operator_id) if row.operator_id else None
    held = Held(
        row=row,
        lines=lines,
        name=person.display_name,
        id_number=person.id_number if agreed else None,
        operator_name=operator.display_name if operator else "",
        unit_names=named,
        in_charge=in_charge.display_name if in_charge else "",
        telephone=office.telephone,
        activities=given.views.activities.several(it.activity_id for it in lines),
        address=check_address(given, row),
        page=f"https://{given.public_host}/certificates/{row.number}",
    )
    return certificate_paper(held)


def check_address(given: Services, row: CertificateRow) -> str:
    """Return what the printed code holds."""
    token = given.maker.make(Kind.CERTIFICATE, subject_of(row.certificate_id))
    return url(given.public_host, token)
