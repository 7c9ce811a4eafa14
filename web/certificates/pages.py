"""Pages of one's own certificates, and the check that is open to everybody."""

from flask import Response, request, url_for

from api.auth import caller
from api.certificates.checking import name_matches
from api.certificates.finding import certificate_of, own_or_managed
from api.certificates.issuing import issue
from api.certificates.printing import printed
from api.limits import POSITION_MAX
from api.permissions import Action, requires
from api.rates.quotas import CERTIFICATES, PAPERS
from api.services import services
from ledger.kernel.errors import ConflictError, LedgerError, NotFoundError, RuleError
from ledger.volunteering.certificate_numbers import NUMBER_LENGTH_MAX
from people.name_match import TYPED_LENGTH_MAX
from web.blueprints import Pages, fresh
from web.certificates.shown import asking_page, check_page, row_shown, wanted_of_form
from web.errors import status_of_page
from web.forms import form_stamp
from web.messages_zh import refusal
from web.rendering import moved, page, see

pages = Pages("certificates")

SHOWN = 20


@pages.get("/certificates")
@requires(Action.OWN_CERTIFICATES)
@fresh
def certificates() -> Response:
    """List one's own certificates (我的证明)."""
    before = request.args.get("before", type=int)
    known = before if before is not None and 0 < before <= POSITION_MAX else None
    found = services().views.certificates.of_person(caller().person_id, SHOWN, known)
    full = len(found) == SHOWN
    return page(
        "certificates.html",
        rows=[row_shown(it) for it in found],
        done=request.args.get("done") == "1",
        next_address=url_for(".certificates", before=found[-1].position) if full else "",
    )


@pages.get("/certificates/new")
@requires(Action.OWN_CERTIFICATES)
@fresh
def new_certificate() -> Response:
    """Show what would stand on a certificate, and ask (开服务证明)."""
    return _asking()


@pages.post("/certificates")
@requires(Action.OWN_CERTIFICATES, quota=CERTIFICATES)
def issue_certificate() -> Response:
    """Have it certified, or say why not (生成证明)."""
    person_id = caller().person_id
    try:
        recorded = issue(services(), person_id, wanted_of_form(person_id), form_stamp())
    except (RuleError, ConflictError) as no:
        return _asking(no)
    return see(".certificates", after=recorded.position, done=1)


@pages.get("/certificates/check")
@requires(Action.PUBLIC)
def find_certificate() -> Response:
    """Ask for the number that stands on a certificate (查验证明)."""
    typed, no = request.args.get("number", "").strip(), None
    if typed:
        try:
            return moved(url_for(".check", number=certificate_of(services(), typed).number))
        except NotFoundError as refused:
            no = refused
    return page(
        "certificate_find.html",
        status_of_page(no),
        typed=typed[:NUMBER_LENGTH_MAX],
        length_max=NUMBER_LENGTH_MAX,
        refusal=None if no is None else refusal(no.code),
    )


@pages.get("/certificates/<string:number>")
@requires(Action.PUBLIC)
@fresh
def check(number: str) -> Response:
    """Tell anybody whether a certificate is good and what it comes to; no name (查验证明)."""
    return check_page(certificate_of(services(), number))


@pages.post("/certificates/<string:number>/name-check")
@requires(Action.PUBLIC)
def check_name(number: str) -> Response:
    """Tell whether a full name is the holder's (核对姓名)."""
    typed = request.form.get("name", "").strip()[:TYPED_LENGTH_MAX]
    row = certificate_of(services(), number)
    return check_page(row, answer=name_matches(services(), number, typed), typed=typed)


@pages.get("/certificates/<string:number>/paper")
@requires(Action.OWN_CERTIFICATES, quota=PAPERS)
@fresh
def paper(number: str) -> Response:
    """Give the holder, or the clerk of the issuing unit, the paper (打印证明)."""
    return printed(services(), caller(), own_or_managed(services(), caller(), number))


def _asking(no: LedgerError | None = None) -> Response:
    back = url_for("pages_volunteering.service_record")
    address = url_for(".issue_certificate")
    return asking_page(caller().person_id, address=address, back=back, no=no)
