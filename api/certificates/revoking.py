"""Taking a certificate back: by the unit that issued it."""

from api.auth import Caller
from api.certificates.finding import certificate_of
from api.execution import carry_out
from api.idempotency import Stamp
from api.services import Services
from ledger.kernel.receipts import Recorded
from ledger.volunteering.certificate import RevocationReason
from ledger.volunteering.certificate_commands import RevokeCertificate


def revoke(
    given: Services, who: Caller, number: str, reason: RevocationReason, stamp: Stamp
) -> Recorded:
    """Record that a certificate is void, and why."""
    row = certificate_of(given, number)
    who.require_unit(row.unit_code)
    command = RevokeCertificate(
        **stamp, certificate_id=row.certificate_id, reason=reason, revoked_by=who.person_id
    )
    return carry_out(given, command)
