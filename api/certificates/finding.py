"""Finding a certificate by what stands on paper."""

from api.auth import Caller
from api.permissions import Action, may
from api.reading import settled
from api.services import Services
from ledger.volunteering.certificate_errors import CertificateNotFoundError
from ledger.volunteering.certificate_numbers import clean_number
from projections.volunteering.certificates.views import CertificateRow


def certificate_of(given: Services, typed: str) -> CertificateRow:
    """Return the certificate with a number, or refuse; a slip is seen without looking."""
    number = clean_number(typed)
    if number is None:
        raise CertificateNotFoundError
    row = settled(given, lambda: given.views.certificates.by_number(number))
    if row is None:
        raise CertificateNotFoundError
    return row


def own_or_managed(given: Services, who: Caller, typed: str) -> CertificateRow:
    """Return a certificate of the caller's own, or of a unit whose certificates they keep."""
    row = certificate_of(given, typed)
    if row.person_id != who.grant.person_id and not manages(who, row):
        raise CertificateNotFoundError
    return row


def manages(who: Caller, row: CertificateRow) -> bool:
    """Tell whether somebody keeps the certificates of the unit that issued one."""
    return may(who.role, Action.MANAGE_CERTIFICATES) and who.reaches(row.unit_code)
