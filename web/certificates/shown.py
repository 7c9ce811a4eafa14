"""How certificates look on pages, and the form that asks for one."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import Response, request, url_for

from api.certificates.finding import manages
from api.certificates.issuing import Wanted, preview, this_year, whole_record
from api.consents.effects import has_agreed
from api.services import services
from ledger.kernel.clock import local_date
from ledger.kernel.errors import LedgerError
from ledger.registry.consent_purposes import Purpose
from ledger.volunteering.certificate_errors import (
    CertificateNoMinutesError,
    CertificatePeriodInvalidError,
)
from people.formats import mask_id_number
from people.masks import mask_name
from projections.volunteering.certificates.views import CertificateRow, Status
from web.errors import status_of_page
from web.messages_zh import CERTIFICATE_STATES, refusal
from web.rendering import Context, fresh_key, page
from web.session import visitor

YEAR, ALL, CHOSEN = "year", "all", "chosen"
CONSENTS = ("present_with_card", "by_telephone", "paper_form")


@dataclass(frozen=True, slots=True)
class Period:
    """What period is asked for, and by which of the three ways."""

    kind: str
    first: date
    last: date


def asked_period(person_id: UUID) -> Period:
    """Read the period of an address or a form; what is no date is this year."""
    given, kind = services(), request.values.get("period", YEAR)
    if kind == ALL:
        return Period(ALL, *whole_record(given, person_id))
    first, last = this_year(given)
    if kind != CHOSEN:
        return Period(YEAR, first, last)
    return Period(CHOSEN, _day("from_day") or first, _day("to_day") or last)


def wanted_of_form(person_id: UUID) -> Wanted:
    """Read what a form wants certified."""
    period = asked_period(person_id)
    return Wanted(
        from_day=period.first,
        to_day=period.last,
        with_id_number="with_id_number" in request.form,
        wants_seal="wants_seal" in request.form,
    )


def asking_page(
    person_id: UUID,
    *,
    address: str,
    back: str,
    at_desk: bool = False,
    no: LedgerError | None = None,
) -> Response:
    """Show what would stand on a certificate, and ask."""
    given, period = services(), asked_period(person_id)
    person = given.directory.find(person_id)
    volunteer = given.views.volunteers.of(person_id)
    name = person.display_name if person else ""
    agreed = has_agreed(given, person_id, Purpose.ID_NUMBER)
    number = person.id_number if person and agreed else None
    sums, no_sums = _sums(person_id, period)
    said = no or (no_sums if request.args else None)
    return page(
        "certificate_new.html",
        status_of_page(no),
        address=address,
        back=back,
        whose=mask_name(name) if at_desk and name else "",
        period=period,
        name=mask_name(name) if at_desk and name else name,
        id_number=mask_id_number(number) if number else "",
        unit_name=_full_unit_name(volunteer.unit_code) if volunteer else "",
        sums=sums,
        consents=CONSENTS,
        key=fresh_key(),
        refusal=None if said is None else refusal(said.code),
    )


def row_shown(row: CertificateRow) -> Context:
    """Return one certificate of a list."""
    words, tone = CERTIFICATE_STATES[row.status.value]
    return {
        "number": row.number,
        "address": url_for("pages_certificates.check", number=row.number),
        "first": row.from_day,
        "last": row.to_day,
        "minutes": row.minutes,
        "issued_at": row.issued_at,
        "words": words,
        "tone": tone,
        "wants_seal": row.wants_seal,
        "again": again_address(row) if row.status is Status.SUPERSEDED else "",
        "printable": row.status in (Status.VALID, Status.SUPERSEDED),
    }


def check_page(row: CertificateRow, *, answer: bool | None = None, typed: str = "") -> Response:
    """Show what everybody may know, and to the holder the paper."""
    who = visitor()
    own = who is not None and who.grant.person_id == row.person_id
    return page(
        "certificate.html",
        certificate={
            **row_shown(row),
            "status": row.status.value,
            "verified_minutes": row.verified_minutes,
            "supplementary_minutes": row.supplementary_minutes,
            "superseded_on": row.superseded_on,
            "unit_name": _full_unit_name(row.unit_code),
        },
        own=own,
        manages=who is not None and manages(who, row),
        answer=answer,
        typed=typed,
        back=url_for("pages_certificates.certificates") if own else "/",
    )


def again_address(row: CertificateRow) -> str:
    """Return where the same period is asked for anew."""
    return url_for(
        "pages_certificates.new_certificate",
        period=CHOSEN,
        from_day=row.from_day.isoformat(),
        to_day=row.to_day.isoformat(),
    )


def _sums(person_id: UUID, period: Period) -> tuple[Context | None, LedgerError | None]:
    try:
        snapshot = preview(services(), person_id, period.first, period.last)
    except (CertificateNoMinutesError, CertificatePeriodInvalidError) as no:
        return None, no
    return {
        "minutes": snapshot.minutes,
        "verified": snapshot.verified_minutes,
        "supplementary": snapshot.supplementary_minutes,
        "lines": len(snapshot.lines),
    }, None


def _full_unit_name(code: str) -> str:
    unit = services().views.units.of(code, local_date(services().clock()))
    return unit.name if unit else code


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(request.values.get(name, ""))
    except ValueError:
        return None
