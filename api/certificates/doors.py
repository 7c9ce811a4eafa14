"""Doors of certificates."""

from dataclasses import asdict
from typing import Any

from flask import Response

from api.answers import pages_of
from api.auth import caller
from api.cards.acting import person_for
from api.certificates.checking import name_matches, public_facts
from api.certificates.finding import certificate_of, own_or_managed
from api.certificates.issuing import Wanted, issue, this_year
from api.certificates.printing import printed
from api.certificates.revoking import revoke
from api.certificates.schemas import (
    CheckAnswer,
    IssuedAnswer,
    IssueSchema,
    NameCheckAnswer,
    NameCheckSchema,
    OwnCertificateAnswer,
    ProxyIssueSchema,
    RevokedAnswer,
    RevokeSchema,
    UnitCertificateAnswer,
)
from api.doors import Doors
from api.execution import told
from api.idempotency import stamp, without_key
from api.paging import PageQuery, page, read_cursor
from api.permissions import Action, requires
from api.persons.names import names_for
from api.rates.quotas import CERTIFICATES, PAPERS
from api.reach import scope_of
from api.reading import ReadQuery
from api.services import services

blp = Doors("certificates", "Certificates of volunteer service")


@blp.post("/certificates")
@requires(Action.OWN_CERTIFICATES, quota=CERTIFICATES)
@blp.commands(IssueSchema, IssuedAnswer)
def issue_certificate(loaded: dict[str, Any]) -> Response:
    """Have one's own confirmed minutes certified, for nothing and at once (开服务证明)."""
    recorded = issue(services(), caller().person_id, Wanted(**_period(loaded)), stamp())
    return told(recorded, 201)


@blp.post("/proxy/certificates")
@requires(Action.MANAGE_CERTIFICATES, quota=CERTIFICATES)
@blp.commands(ProxyIssueSchema, IssuedAnswer)
def issue_certificate_for(loaded: dict[str, Any]) -> Response:
    """Have somebody's minutes certified, who agreed by card, telephone or paper (代开证明)."""
    given, who, own_stamp = services(), caller(), stamp()
    consent = loaded["consent"]
    person_id = person_for(
        given,
        who,
        card=loaded.pop("card"),
        person_id=loaded.pop("person_id"),
        consent=consent,
        at=own_stamp["at"],
    )
    wanted = Wanted(**_period(loaded), operator_id=who.person_id)
    recorded = issue(given, person_id, wanted, own_stamp)
    return told(recorded, 201)


@blp.get("/certificates")
@requires(Action.OWN_CERTIFICATES)
@blp.reads(PageQuery, pages_of(OwnCertificateAnswer))
def list_my_certificates(asked: dict[str, Any]) -> Any:
    """List one's own certificates, newest first (我的证明)."""
    limit, before = asked["limit"], read_cursor(asked["cursor"], int)
    found = services().views.certificates.of_person(caller().person_id, limit, before)
    rows = [{**asdict(it), "status": it.status.value} for it in found]
    return page(rows, found[-1].position if len(found) == limit else None)


@blp.get("/desk/certificates")
@requires(Action.MANAGE_CERTIFICATES)
@blp.reads(PageQuery, pages_of(UnitCertificateAnswer))
def list_unit_certificates(asked: dict[str, Any]) -> Any:
    """List what the caller's unit has issued, newest first, names masked (本单位的证明)."""
    limit, before = asked["limit"], read_cursor(asked["cursor"], int)
    scope = scope_of(caller().grant.unit_code)
    found = services().views.certificates.of_unit(scope, limit, before)
    names = names_for(it.person_id for it in found)
    rows = [
        {**asdict(it), "status": it.status.value, "display_name": names.get(it.person_id)}
        for it in found
    ]
    return page(rows, found[-1].position if len(found) == limit else None)


@blp.get("/certificates/<string:number>")
@requires(Action.PUBLIC)
@blp.reads(ReadQuery, CheckAnswer)
def check_certificate(_asked: dict[str, Any], number: str) -> Any:
    """Tell anybody whether a certificate is good and what it comes to; no name (查验证明)."""
    return public_facts(certificate_of(services(), number))


@blp.get("/certificates/<string:number>/paper")
@requires(Action.OWN_CERTIFICATES, quota=PAPERS)
@blp.prints()
def print_certificate(number: str) -> Response:
    """Give the holder, or the clerk of the issuing unit, the paper in PDF (打印证明)."""
    return printed(services(), caller(), own_or_managed(services(), caller(), number))


@blp.post("/certificates/<string:number>/name-check")
@without_key
@requires(Action.PUBLIC)
@blp.commands(NameCheckSchema, NameCheckAnswer, status=200)
def check_name(loaded: dict[str, Any], number: str) -> Any:
    """Tell whether a full name is the holder's: yes or no, and only so often (核对姓名)."""
    return {"matches": name_matches(services(), number, loaded["name"])}


@blp.post("/certificates/<string:number>/revocation")
@requires(Action.MANAGE_CERTIFICATES)
@blp.commands(RevokeSchema, RevokedAnswer)
def revoke_certificate(loaded: dict[str, Any], number: str) -> Response:
    """Take a certificate of the own unit back, with a reason (撤销证明)."""
    recorded = revoke(services(), caller(), number, loaded["reason"], stamp())
    return told(recorded, 201)


def _period(loaded: dict[str, Any]) -> dict[str, Any]:
    first, last = this_year(services())
    days = {"from_day": loaded["from_day"] or first, "to_day": loaded["to_day"] or last}
    return {**loaded, **days}
