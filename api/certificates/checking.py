"""Checking: what everybody may know of a certificate, and whether a name fits it."""

from typing import Any

from api.addresses import address_mark
from api.certificates.finding import certificate_of
from api.rates.guard import count_subject
from api.rates.quotas import NAME_CHECKS, NAME_CHECKS_OF_ONE
from api.services import Services
from people.name_match import same_name
from projections.volunteering.certificates.views import CertificateRow


def public_facts(row: CertificateRow) -> dict[str, Any]:
    """Return what the check tells: no name, no person, no activity (VH-12)."""
    return {
        "number": row.number,
        "status": row.status.value,
        "from_day": row.from_day,
        "to_day": row.to_day,
        "minutes": row.minutes,
        "verified_minutes": row.verified_minutes,
        "supplementary_minutes": row.supplementary_minutes,
        "unit_code": row.unit_code,
        "issued_at": row.issued_at,
        "superseded_on": row.superseded_on,
    }


def name_matches(given: Services, typed_number: str, typed_name: str) -> bool:
    """Tell whether a full name is the holder's: yes or no, and only so often.

    Counted for the address and certificate, and for the certificate whoever asks: right or
    wrong, before anything is compared. Of somebody forgotten no name is known, so none fits.
    """
    row = certificate_of(given, typed_number)
    mark = address_mark(given.secret_key)
    count_subject(given, NAME_CHECKS, f"{mark}:{row.certificate_id.hex}")
    count_subject(given, NAME_CHECKS_OF_ONE, row.certificate_id.hex)
    person = given.directory.find(row.person_id)
    return same_name(person.display_name if person else None, typed_name)
