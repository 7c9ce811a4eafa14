"""Pages of the desk: certificates of the unit, issuing for somebody, revoking."""

from dataclasses import replace
from uuid import UUID

from flask import Response, request, url_for

from api.auth import caller
from api.cards.acting import person_for
from api.certificates.finding import certificate_of
from api.certificates.issuing import issue
from api.certificates.revoking import revoke
from api.limits import POSITION_MAX
from api.permissions import Action, requires
from api.persons.names import names_for
from api.persons.reading import person_in_reach
from api.rates.quotas import CERTIFICATES
from api.reach import scope_of
from api.services import services
from ledger.kernel.errors import ConflictError, LedgerError, RuleError
from ledger.registry.errors import ProxyConsentRequiredError
from ledger.registry.proxy import Consent
from ledger.volunteering.certificate import RevocationReason
from projections.volunteering.certificates.views import CertificateRow
from qr.flaws import InvalidTokenError
from web.blueprints import Pages, fresh
from web.certificates.shown import asking_page, row_shown, wanted_of_form
from web.errors import status_of_page
from web.forms import form_stamp
from web.messages_zh import REVOCATION_REASONS, refusal
from web.rendering import fresh_key, page, see

pages = Pages("certificate_desk")

SHOWN = 50


@pages.get("/desk/certificates")
@requires(Action.MANAGE_CERTIFICATES)
@fresh
def unit_certificates() -> Response:
    """List what the own unit has issued, names masked (本单位的证明)."""
    before = request.args.get("before", type=int)
    known = before if before is not None and 0 < before <= POSITION_MAX else None
    scope = scope_of(caller().grant.unit_code)
    found = services().views.certificates.of_unit(scope, SHOWN, known)
    names = names_for(it.person_id for it in found)
    full = len(found) == SHOWN
    return page(
        "certificates_desk.html",
        rows=[_row(it, names.get(it.person_id, "")) for it in found],
        next_address=url_for(".unit_certificates", before=found[-1].position) if full else "",
    )


@pages.get("/desk/certificates/<string:number>")
@requires(Action.MANAGE_CERTIFICATES)
@fresh
def unit_certificate(number: str) -> Response:
    """Show one certificate of the own unit: print it, or take it back."""
    return _one(number)


@pages.post("/desk/certificates/<string:number>/revocation")
@requires(Action.MANAGE_CERTIFICATES)
def revoke_certificate(number: str) -> Response:
    """Take it back, with a reason (撤销证明)."""
    said = request.form.get("reason", "")
    reason = RevocationReason(said) if said in set(RevocationReason) else RevocationReason.OTHER
    try:
        recorded = revoke(services(), caller(), number, reason, form_stamp())
    except ConflictError as no:
        return _one(number, no)
    return see(".unit_certificate", number=number, after=recorded.position)


@pages.get("/persons/<uuid:person_id>/certificates/new")
@requires(Action.MANAGE_CERTIFICATES)
@fresh
def new_for(person_id: UUID) -> Response:
    """Show what would stand on somebody's certificate, and ask how they agreed (代开证明)."""
    return _asking(person_id)


@pages.post("/persons/<uuid:person_id>/certificates")
@requires(Action.MANAGE_CERTIFICATES, quota=CERTIFICATES)
def issue_for(person_id: UUID) -> Response:
    """Have it certified for somebody who agreed, or say why not."""
    person_in_reach(person_id)
    given, who, own_stamp = services(), caller(), form_stamp()
    try:
        consent = _agreed(person_id)
        wanted = replace(wanted_of_form(person_id), operator_id=who.person_id, consent=consent)
        recorded = issue(given, person_id, wanted, own_stamp)
    except (RuleError, ConflictError) as no:
        return _asking(person_id, no)
    number = str(recorded.answer["number"])
    return see(".unit_certificate", number=number, after=recorded.position)


def _agreed(person_id: UUID) -> Consent:
    """Return how somebody agreed; a card must be theirs."""
    said, card = request.form.get("consent", ""), request.form.get("card", "").strip()
    if said not in set(Consent):
        raise ProxyConsentRequiredError
    consent = Consent(said)
    if consent is not Consent.PRESENT_WITH_CARD:
        return consent
    at = services().clock()
    try:
        whose = person_for(services(), caller(), card=card, person_id=None, consent=consent, at=at)
    except InvalidTokenError:
        raise ProxyConsentRequiredError from None
    if whose != person_id:
        raise ProxyConsentRequiredError
    return consent


def _one(number: str, no: LedgerError | None = None) -> Response:
    row = certificate_of(services(), number)
    caller().require_unit(row.unit_code)
    names = names_for([row.person_id])
    return page(
        "certificate_desk.html",
        status_of_page(no),
        certificate=_row(row, names.get(row.person_id, ""))
        | {"reason": REVOCATION_REASONS.get(row.reason_code or "", "")},
        reasons=REVOCATION_REASONS,
        key=fresh_key(),
        refusal=None if no is None else refusal(no.code),
    )


def _row(row: CertificateRow, name: str) -> dict[str, object]:
    address = url_for(".unit_certificate", number=row.number)
    shown = {"name": name, "by_desk": row.operator_id is not None}
    return row_shown(row) | shown | {"desk_address": address}


def _asking(person_id: UUID, no: LedgerError | None = None) -> Response:
    person_in_reach(person_id)
    address = url_for(".issue_for", person_id=person_id)
    back = url_for("pages_persons.person", person_id=person_id)
    return asking_page(person_id, address=address, back=back, at_desk=True, no=no)
