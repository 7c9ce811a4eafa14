"""Rows of the claims desk, and the one that is shown whole beside them."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from flask import request, url_for

from api.auth import caller
from api.moral.claim_shown import claim_shown, claims_shown
from api.persons.names import names_for
from api.reach import today
from api.services import services
from ledger.kernel.clock import local_date
from ledger.moral.claim_kinds import ClaimState
from projections.moral.claims.rows import ClaimRow
from web.moral.claim_words import day_words, row_shown, steps_shown
from web.moral.notice_words import last_day
from web.rendering import Context

WAITING = (ClaimState.PROPOSED.value, ClaimState.WARNED.value)


def rows_shown(found: Sequence[ClaimRow], tab: str) -> list[Context]:
    """Return the rows; names are masked, and only what the caller may decide on has a box."""
    names = names_for(it.proposed_by for it in found)
    begun = _voted_on(found) if tab == "panel" else set()
    return [
        row_shown(it)
        | {
            "by": names.get(it["proposed_by"], ""),
            "may_choose": _may_pass(it) or _may_take_back(it, begun),
            "hint": _hint(it, begun),
            "waits": _waits(it),
            "shows": _beside(it["claim_id"], tab),
        }
        for it in claims_shown(found)
    ]


def shown_beside(found: Sequence[ClaimRow], tab: str) -> Context | None:
    """Return the claim asked for with its story, or else the first of the page."""
    asked = request.args.get("claim", "")
    row = next((it for it in found if str(it.claim_id) == asked), found[0] if found else None)
    if row is None:
        return None
    told = claim_shown(row)
    return {
        "claim": row_shown(told),
        "said": told["words"],
        "steps": steps_shown(told["steps"]),
        "shows": _beside(row.claim_id, tab),
    }


def _beside(claim_id: UUID, tab: str) -> str:
    place = request.args.get("behind", type=int)
    return url_for("pages_claim_desk.desk", tab=tab or None, claim=claim_id, behind=place)


def _voted_on(found: Sequence[ClaimRow]) -> set[UUID]:
    return services().views.reviews.begun(it.claim_id for it in found)


def _may_pass(it: Context) -> bool:
    return it["may_screen"] and not it["needs_warning"] and it["state"] in WAITING


def _may_take_back(it: Context, begun: set[UUID]) -> bool:
    own = it["screened_by"] == caller().person_id
    return own and it["state"] == ClaimState.SCREENED.value and it["claim_id"] not in begun


def _waits(it: Context) -> str:
    """Say how long it has been waiting, or until when the household may put it right."""
    if it["put_right_until"] is not None:
        until = it["put_right_until"]
        return f"改到 {day_words(until)}，{_left(until)}"
    days = (today() - local_date(it["filed_at"])).days
    return f"{days} 天" if days > 0 else "今天报的"


def _hint(it: Context, begun: set[UUID]) -> str:
    if it["is_panel_short"]:
        return "评议员不够"
    if it["claim_id"] in begun:
        return "开始投票了"
    if it["state"] == ClaimState.PUBLICISED.value and it["closes_at"]:
        return _left(last_day(it["closes_at"]))
    if it["state"] not in WAITING:
        return ""
    if it["needs_warning"] and it["put_right_until"] is None:
        return "要先提醒"
    return "" if it["may_screen"] else "要别人审"


def _left(ends: date) -> str:
    left = (ends - today()).days
    if left == 0:
        return "今天 24:00 截止"
    return f"余 {left} 天" if left > 0 else "期满"
