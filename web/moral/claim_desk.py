"""The clerk's claims on the desk: a dense table, many at once, and none one may not decide on."""

from typing import Final
from uuid import UUID

from flask import Response, request, url_for

from api.auth import caller
from api.limits import AFTER_WAIT_S_MAX, POSITION_MAX
from api.moral.claim_acting import Answered, each_alone, screen_all, send_back, take_back
from api.moral.claim_finding import village_of
from api.moral.claim_schemas import SCREENED_AT_ONCE_MAX
from api.permissions import Action, requires
from api.reach import scope_of
from api.services import services
from ledger.kernel.errors import LedgerError
from ledger.moral.claim_errors import ReasonRequiredError
from ledger.moral.claim_kinds import ClaimState
from people.texts import TEXT_LENGTH_MAX
from web import messages_zh
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.forms import form_stamp
from web.moral.claim_desk_rows import rows_shown, shown_beside
from web.moral.claim_words import short
from web.rendering import Context, fresh_key, page, see

pages = Pages("claim_desk")

SHOWN = 100
TABS: Final = {
    "": ("待初审", (ClaimState.PROPOSED, ClaimState.WARNED)),
    "panel": ("评议中", (ClaimState.SCREENED,)),
    "notice": ("评过、公示中", (ClaimState.REVIEWED, ClaimState.PUBLICISED, ClaimState.OBJECTED)),
    "over": ("已办完", (ClaimState.POSTED, ClaimState.REJECTED, ClaimState.WITHDRAWN)),
}
DONE: Final = {
    "pass": ("送评议了", "评议员没投票以前可以撤回。"),
    "return": ("退回了", "家里人看得到原因，改好可以再报。"),
    "take_back": ("的初审撤回了", "现在又在“待初审”里。"),
}
"""What was done to many, and what can still be done about it."""


@pages.get("/desk/claims")
@requires(Action.IMPORT_CLAIMS)
@fresh
def desk() -> Response:
    """Show the claims of the village on the desk (申报审核)."""
    return _desk(None, [])


@pages.post("/desk/claims")
@requires(Action.IMPORT_CLAIMS)
def decide_chosen() -> Response:
    """Do the same with the chosen ones, each alone; what is refused stays and says why."""
    step = request.form.get("step", "pass")
    try:
        results, position = _decide(step if step in DONE else "pass")
    except LedgerError as no:
        return _desk(no, [])
    refused = [it for it in results if it["code"]]
    if refused:
        # What was refused is told at once, also while the read models are behind.
        services().views.positions.wait_for(position or 0, AFTER_WAIT_S_MAX)
        return _desk(None, refused)
    back = {"tab": request.args.get("tab") or None, "did": step, "many": len(results)}
    return see(".desk", after=position, **back)


def _decide(step: str) -> Answered:
    stamp, chosen = form_stamp(), _chosen()
    if step == "take_back":
        return each_alone(stamp, chosen, take_back)
    if step == "pass":
        return screen_all(stamp, chosen)
    words = request.form.get("words", "").strip()[:TEXT_LENGTH_MAX]
    if not words:
        raise ReasonRequiredError
    return each_alone(stamp, chosen, lambda own, it: send_back(own, it, words))


def _chosen() -> list[UUID]:
    found = []
    for typed in request.form.getlist("claim_id")[:SCREENED_AT_ONCE_MAX]:
        try:
            found.append(UUID(typed))
        except ValueError:
            continue
    return found


def _desk(no: LedgerError | None, refused: list[Context]) -> Response:
    asked = request.args.get("tab", "")
    tab = asked if asked in TABS else ""
    after = request.args.get("behind", type=int)
    known = after if after is not None and 0 < after <= POSITION_MAX else None
    scope, views = scope_of(village_of(caller())), services().views.claims
    states = [it.value for it in TABS[tab][1]]
    found = views.in_state(scope, states, limit=SHOWN, after=known)
    counted = views.counts(scope)
    sums = {name: sum(counted.get(it.value, 0) for it in of) for name, (_, of) in TABS.items()}
    full = len(found) == SHOWN
    rows = rows_shown(found, tab)
    return page(
        "claims_desk.html",
        status_of_page(no),
        tab=tab,
        tabs=[
            {"name": name, "words": words, "count": sums[name], "address": _address(name)}
            for name, (words, _) in TABS.items()
        ],
        counts={
            "/desk/claims": sums[""],
            "/notices/drafts": counted.get(ClaimState.REVIEWED.value, 0),
        },
        total=sums[tab],
        rows=rows,
        may_choose=any(it["may_choose"] for it in rows),
        shown=shown_beside(found, tab),
        refused=[{"short": short(it["claim_id"]), "words": _why(it)} for it in refused],
        done=_done() if request.method == "GET" else None,
        next_address=_address(tab, behind=found[-1].position) if full else "",
        first_address=_address(tab) if known else "",
        words=request.form.get("words", "")[:TEXT_LENGTH_MAX],
        length_max=TEXT_LENGTH_MAX,
        refusal=None if no is None else messages_zh.refusal(no.code),
        key=fresh_key(),
    )


def _address(tab: str, behind: int | None = None) -> str:
    return url_for(".desk", tab=tab or None, behind=behind)


def _done() -> Context | None:
    did, many = request.args.get("did", ""), request.args.get("many", type=int)
    if did not in DONE or many is None or not 0 < many <= SCREENED_AT_ONCE_MAX:
        return None
    words, more = DONE[did]
    address = _address("panel") if did == "pass" else ""
    return {"count": many, "words": words, "more": more, "address": address}


def _why(it: Context) -> str:
    said = messages_zh.refusal(it["code"])
    return f"{said.headline}。{said.advice}"
