"""Claims on the phone: file an act, see where each stands, take one back (申报)."""

from uuid import UUID

from flask import Response, request

from api.auth import caller
from api.moral.claim_acting import propose, village_to_file_in, withdraw
from api.moral.claim_finding import STAFF, claim_to_see, claims_of_home
from api.moral.claim_shown import claim_shown, claims_shown
from api.moral.homes import own_homes
from api.permissions import Action, may, requires
from api.photos.keeping import PHOTOS_AT_ONCE_MAX, takes_photos
from api.reach import today
from api.services import services
from ledger.kernel.errors import LedgerError
from ledger.moral.claim_kinds import ClaimState
from ledger.moral.items import EvidenceKind, Proposer
from people.errors import PeopleError
from people.texts import TEXT_LENGTH_MAX
from projections.moral.claims.rows import ClaimRow
from web import messages_zh
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.forms import form_stamp
from web.moral.claim_form import (
    asked,
    first_day,
    item_shown,
    items_for,
    kinds_of,
    paper_days,
)
from web.moral.claim_next import next_steps
from web.moral.claim_words import EVIDENCE, row_shown, steps_shown
from web.rendering import Context, fresh_key, page, see

pages = Pages("claims")

SHOWN = 50
BEFORE_THE_PANEL = (ClaimState.PROPOSED, ClaimState.WARNED, ClaimState.SCREENED)


@pages.get("/claims/new")
@requires(Action.PROPOSE_CLAIM)
@fresh
def new_claim() -> Response:
    """Offer to file an act (申报好事)."""
    return _form(None)


@pages.post("/claims")
@requires(Action.PROPOSE_CLAIM)
@takes_photos
def file_claim() -> Response:
    """File it, with its pictures (提交申报)."""
    try:
        recorded = propose(form_stamp(), asked(_role()))
    except (LedgerError, PeopleError) as no:
        return _form(no)
    return see(".claim", claim_id=recorded.answer["claim_id"], after=recorded.position)


@pages.get("/claims")
@requires(Action.SEE_CLAIMS)
@fresh
def claims() -> Response:
    """List the claims of the own household, or what one proposed oneself (申报)."""
    views = services().views.claims
    of_home = claims_of_home(SHOWN)
    known = {it.claim_id for it in of_home}
    mine = views.of_proposer(caller().person_id, SHOWN)
    return page(
        "claims.html",
        own=[row_shown(it) for it in claims_shown(of_home)],
        others=[row_shown(it) for it in claims_shown([x for x in mine if x.claim_id not in known])],
        is_staff=caller().role in STAFF,
        may_file=may(caller().role, Action.PROPOSE_CLAIM),
    )


@pages.get("/claims/<uuid:claim_id>")
@requires(Action.SEE_CLAIMS)
@fresh
def claim(claim_id: UUID) -> Response:
    """Show one with its steps and their days (申报进度)."""
    return _one(claim_to_see(claim_id), None)


@pages.post("/claims/<uuid:claim_id>/withdrawal")
@requires(Action.PROPOSE_CLAIM)
def withdraw_claim(claim_id: UUID) -> Response:
    """Take it back (撤回)."""
    try:
        after = withdraw(form_stamp(), claim_id).position
    except LedgerError as no:
        return _one(claim_to_see(claim_id), no)
    return see(".claim", claim_id=claim_id, after=after)


def _role() -> Proposer:
    if caller().role in STAFF:
        return STAFF[caller().role]
    others = request.values.get("for", "") == "neighbour"
    return Proposer.NEIGHBOUR if others else Proposer.HOUSEHOLD


def _form(no: LedgerError | PeopleError | None) -> Response:
    role = _role()
    items = items_for(village_to_file_in(), role)
    names = ("item", "day", "number", "words", "points", "source")
    typed = {name: request.form.get(name, "") for name in names}
    typed["number"] = typed["number"] or request.args.get("number", "")
    return page(
        "claim_new.html",
        status_of_page(no),
        role=role.value,
        kinds=kinds_of(items, request.values.get("kind", ""), typed["item"]),
        items=[item_shown(it) for it in items],
        typed=typed | {"day": typed["day"] or today().isoformat()},
        ticked=request.form.getlist("evidence"),
        evidence=[
            (it.value, words)
            for it, words in EVIDENCE.items()
            if it not in (EvidenceKind.PHOTO, EvidenceKind.NONE)
        ],
        first=first_day().isoformat(),
        today=today().isoformat(),
        photos_max=PHOTOS_AT_ONCE_MAX,
        paper_days=paper_days(),
        length_max=TEXT_LENGTH_MAX,
        refusal=None if no is None else messages_zh.refusal(no.code),
        key=fresh_key(),
    )


def _one(row: ClaimRow, no: LedgerError | None) -> Response:
    shown = claim_shown(row)
    is_mine = row.proposed_by == caller().person_id
    is_own_gain = row.household_id in own_homes() and not row.is_deduction
    adjusts = row.state == ClaimState.POSTED and may(caller().role, Action.ASK_ADJUSTMENT)
    return page(
        "claim.html",
        status_of_page(no),
        claim=row_shown(shown),
        said=shown["words"] or "",
        steps=steps_shown(shown["steps"]),
        coming=_coming(row),
        is_closed=row.is_closed,
        may_withdraw=(is_mine or is_own_gain)
        and row.state in BEFORE_THE_PANEL
        and may(caller().role, Action.PROPOSE_CLAIM),
        screening=f"/claims/{row.claim_id}/screening" if shown["may_screen"] else "",
        adjusting=f"/desk/adjustments?number={shown['number']}" if adjusts else "",
        refusal=None if no is None else messages_zh.refusal(no.code),
        key=fresh_key(),
    )


def _coming(row: ClaimRow) -> list[Context]:
    """Return what comes next, for those who wait for it: the household and whoever filed it."""
    if row.household_id not in own_homes() and row.proposed_by != caller().person_id:
        return []
    given = services()
    return next_steps(row, given.clock(), given.views.calendar.working_days())
