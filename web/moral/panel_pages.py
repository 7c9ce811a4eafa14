"""The panel on the phone: what waits, one claim with two equal answers, kinship (评议)."""

from uuid import UUID

from flask import Response, request, url_for

from api.auth import caller
from api.moral.claim_shown import claim_shown, claims_shown
from api.moral.review_acting import (
    claim_to_review,
    count_waiting,
    declare_kin,
    revoke_kin,
    vote,
    waiting_for,
)
from api.moral.reviews import kin_shown
from api.permissions import Action, requires
from api.reach import scope_of
from api.services import services
from ledger.kernel.errors import LedgerError
from ledger.moral.claim_errors import ClaimStepError
from ledger.moral.claim_kinds import ClaimState, Vote
from projections.moral.claims.rows import ClaimRow
from web import messages_zh
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.forms import form_stamp
from web.moral.claim_words import row_shown
from web.rendering import fresh_key, page, see

pages = Pages("panel")

SHOWN = 50
SAID = {Vote.FOR: "同意", Vote.AGAINST: "不同意", Vote.RECUSED: "回避"}


@pages.get("/reviews")
@requires(Action.VOTE_ON_CLAIM)
@fresh
def reviews() -> Response:
    """List what the caller has yet to vote on (待评)."""
    rows = [row_shown(it) for it in claims_shown(waiting_for(SHOWN))]
    return page("panel_reviews.html", rows=rows)


@pages.get("/reviews/<uuid:claim_id>")
@requires(Action.VOTE_ON_CLAIM)
@fresh
def review(claim_id: UUID) -> Response:
    """Show one to vote on (评议一条)."""
    return _one(claim_to_review(claim_id), None)


@pages.post("/reviews/<uuid:claim_id>")
@requires(Action.VOTE_ON_CLAIM)
def cast_vote(claim_id: UUID) -> Response:
    """Vote; the next one follows at once (同意、不同意、我要回避)."""
    said = request.form.get("vote", "")
    try:
        if said not in set(Vote):
            raise ClaimStepError(claim_id=str(claim_id))
        after = vote(form_stamp(), claim_id, Vote(said)).position
    except LedgerError as no:
        return _one(claim_to_review(claim_id), no)
    following = [it for it in waiting_for(SHOWN) if it.claim_id != claim_id]
    if following:
        return see(".review", claim_id=following[0].claim_id, after=after)
    return see(".reviews", after=after)


@pages.get("/me/kin")
@requires(Action.VOTE_ON_CLAIM)
@fresh
def kin() -> Response:
    """Show with which households one is related (亲属户)."""
    return _kin(None)


@pages.post("/me/kin")
@requires(Action.VOTE_ON_CLAIM)
def add_kin() -> Response:
    """Declare kinship by the number of a household (登记亲属户)."""
    try:
        after = declare_kin(form_stamp(), request.form.get("number", "").strip()).position
    except LedgerError as no:
        return _kin(no)
    return see(".kin", after=after)


@pages.post("/me/kin/<uuid:household_id>/revocation")
@requires(Action.VOTE_ON_CLAIM)
def drop_kin(household_id: UUID) -> Response:
    """Take it back (删除)."""
    return see(".kin", after=revoke_kin(form_stamp(), household_id).position)


@pages.get("/panel-shortages")
@requires(Action.SEE_PANEL_SHORTAGES)
@fresh
def shortages() -> Response:
    """List claims for which too few may vote (缺评议员)."""
    rows = services().views.reviews.short(scope_of(caller().grant.unit_code), SHOWN)
    return page("panel_shortages.html", rows=[row_shown(it) for it in claims_shown(rows)])


def _one(row: ClaimRow, no: LedgerError | None) -> Response:
    shown = claim_shown(row)
    cast = services().views.reviews.vote_of(row.claim_id, caller().person_id)
    return page(
        "panel_review.html",
        status_of_page(no),
        claim=row_shown(shown),
        said=shown["words"] or "",
        voted=SAID[Vote(cast)] if cast else "",
        is_open=row.state == ClaimState.SCREENED and not cast,
        waiting=count_waiting(),
        next_address=_next_after(row.claim_id),
        refusal=None if no is None else messages_zh.refusal(no.code),
        key=fresh_key(),
    )


def _next_after(claim_id: UUID) -> str:
    """Return where a vote on a claim leads: to the next one, or back to the list."""
    following = next((it for it in waiting_for(2) if it.claim_id != claim_id), None)
    if following is None:
        return url_for(".reviews")
    return url_for(".review", claim_id=following.claim_id)


def _kin(no: LedgerError | None) -> Response:
    return page(
        "kin.html",
        status_of_page(no),
        rows=[it | {"key": fresh_key()} for it in kin_shown()],
        typed=request.form.get("number", ""),
        refusal=None if no is None else messages_zh.refusal(no.code),
        key=fresh_key(),
    )
