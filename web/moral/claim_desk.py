"""The clerk's claims on the desk: a dense table, many at once, and none one may not decide on."""

from uuid import UUID

from flask import Response, request, url_for

from api.auth import caller
from api.limits import POSITION_MAX
from api.moral.claim_acting import screen_all
from api.moral.claim_finding import village_of
from api.moral.claim_schemas import SCREENED_AT_ONCE_MAX
from api.moral.claim_shown import claims_shown
from api.permissions import Action, requires
from api.persons.names import names_for
from api.reach import scope_of, today
from api.services import services
from ledger.kernel.clock import local_date
from ledger.kernel.errors import LedgerError
from ledger.moral.claim_kinds import CLOSED, ClaimState
from projections.moral.claims.rows import ClaimRow
from web import messages_zh
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.forms import form_stamp
from web.moral.claim_words import row_shown, short
from web.moral.notice_words import last_day
from web.rendering import Context, fresh_key, page, see

pages = Pages("claim_desk")

SHOWN = 100
TABS = {
    "": ("待初审", (ClaimState.PROPOSED, ClaimState.WARNED)),
    "panel": ("评议中", (ClaimState.SCREENED,)),
    "notice": ("评过、公示中", (ClaimState.REVIEWED, ClaimState.PUBLICISED, ClaimState.OBJECTED)),
    "over": ("已办完", (ClaimState.POSTED, ClaimState.REJECTED, ClaimState.WITHDRAWN)),
}


@pages.get("/desk/claims")
@requires(Action.IMPORT_CLAIMS)
@fresh
def desk() -> Response:
    """Show the claims of the village on the desk (申报审核)."""
    return _desk(None, [])


@pages.post("/desk/claims")
@requires(Action.IMPORT_CLAIMS)
def screen_chosen() -> Response:
    """Find the chosen ones in order; what is refused stays and says why (通过初审)."""
    try:
        results, position = screen_all(form_stamp(), _chosen())
    except LedgerError as no:
        return _desk(no, [])
    refused = [it for it in results if it["code"]]
    if refused:
        return _desk(None, refused)
    return see(".desk", after=position)


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
    rows = _rows(found)
    counts = views.counts(scope)
    full = len(found) == SHOWN
    return page(
        "claims_desk.html",
        status_of_page(no),
        tab=tab,
        tabs=[
            {
                "name": name,
                "words": words,
                "count": sum(counts.get(it.value, 0) for it in of),
                "address": url_for(".desk", tab=name or None),
            }
            for name, (words, of) in TABS.items()
        ],
        rows=rows,
        may_choose=any(it["may_choose"] for it in rows),
        refused=[{"short": short(it["claim_id"]), "words": _why(it)} for it in refused],
        next_address=url_for(".desk", tab=tab or None, behind=found[-1].position) if full else "",
        refusal=None if no is None else messages_zh.refusal(no.code),
        key=fresh_key(),
    )


def _rows(found: list[ClaimRow]) -> list[Context]:
    """Return the rows; names are masked, and only what the caller may screen has a box."""
    names = names_for(it.proposed_by for it in found)
    waiting = {it.value for it in TABS[""][1]}
    return [
        row_shown(it)
        | {
            "by": names.get(it["proposed_by"], ""),
            "may_choose": it["may_screen"] and not it["needs_warning"] and it["state"] in waiting,
            "limit": _limit(it),
            "hint": _hint(it),
        }
        for it in claims_shown(found)
    ]


def _hint(it: Context) -> str:
    if it["is_panel_short"]:
        return "评议员不够"
    if it["needs_warning"] and it["put_right_until"] is None:
        return "要先提醒"
    return "" if it["may_screen"] else "要别人审"


def _limit(it: Context) -> tuple[str, str]:
    """Say what is left of a claim's days, or how long it has waited where none are counted."""
    if it["state"] in CLOSED:
        return "", ""
    ends = {
        ClaimState.WARNED.value: it["put_right_until"],
        ClaimState.PUBLICISED.value: it["closes_at"] and last_day(it["closes_at"]),
    }.get(it["state"])
    if ends is None:
        waited = (today() - local_date(it["changed_at"])).days
        return f"等了 {waited} 天" if waited else "今天到的", ""
    left = (ends - today()).days
    if left == 0:
        return "今天 24:00", "soon"
    return (f"余 {left} 天", "") if left > 0 else ("期满", "soon")


def _why(it: Context) -> str:
    said = messages_zh.refusal(it["code"])
    return f"{said.headline}。{said.advice}"
