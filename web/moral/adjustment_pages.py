"""Corrections of entries on the phone: what waits for the committee, and one of them (错账更正)."""

from uuid import UUID

from flask import Response, request, url_for

from api.auth import caller
from api.limits import POSITION_MAX
from api.moral.adjustment_acting import adjustment_to_see, approve, decline, effect_of
from api.permissions import Action, may, requires
from api.persons.names import names_for
from api.refusals import RequestInvalidError
from api.services import services
from ledger.kernel.errors import LedgerError
from people.errors import PeopleError
from people.texts import TEXT_LENGTH_MAX
from projections.moral.adjustments.views import AdjustmentRow
from web import messages_zh
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.forms import form_stamp
from web.moral.adjustment_words import effect_shown, reason_and_evidence, rows_shown
from web.rendering import Context, fresh_key, page, see

pages = Pages("adjustments")

SHOWN = 20
No = LedgerError | PeopleError | None


@pages.get("/adjustments")
@requires(Action.SEE_ADJUSTMENTS)
@fresh
def adjustments() -> Response:
    """List what waits for the committee, or what was decided (错账更正)."""
    done, behind = request.args.get("tab") == "done", known_position("behind")
    views, unit = services().views.adjustments, caller().grant.unit_code
    found = (views.decided if done else views.waiting)(unit, SHOWN, behind)
    more: Context = {"tab": "done"} if done else {}
    full = len(found) == SHOWN
    return page(
        "adjustments.html",
        rows=rows_shown(found),
        done=done,
        decides=may(caller().role, Action.APPROVE_ADJUSTMENT),
        asks=may(caller().role, Action.ASK_ADJUSTMENT),
        next_address=url_for(".adjustments", behind=found[-1].position, **more) if full else "",
    )


@pages.get("/adjustments/<int:number>")
@requires(Action.SEE_ADJUSTMENTS)
@fresh
def adjustment(number: int) -> Response:
    """Show one: the entry, the reason, what it comes to, and the decision (一条更正)."""
    return _one(adjustment_to_see(number), None)


@pages.post("/adjustments/<int:number>/approval")
@requires(Action.APPROVE_ADJUSTMENT)
def approval(number: int) -> Response:
    """Undo the entry (批准更正)."""
    row, seen = adjustment_to_see(number), request.form.get("shortfall", type=int)
    if seen is None or not 0 <= seen <= POSITION_MAX:
        raise RequestInvalidError({"shortfall": ["Not the figure that was shown."]})
    try:
        recorded = approve(form_stamp(), number, seen)
    except (LedgerError, PeopleError) as no:
        return _one(row, no)
    return see(".adjustment", number=number, after=recorded.position)


@pages.post("/adjustments/<int:number>/rejection")
@requires(Action.APPROVE_ADJUSTMENT)
def rejection(number: int) -> Response:
    """Leave it, and say why (不更正)."""
    row, words = adjustment_to_see(number), request.form.get("words", "").strip()
    if not words:
        raise RequestInvalidError({"words": ["Say why it stays as it is."]})
    try:
        recorded = decline(form_stamp(), number, words)
    except (LedgerError, PeopleError) as no:
        return _one(row, no)
    return see(".adjustment", number=number, after=recorded.position)


def known_position(name: str) -> int | None:
    """Read a position from the address; what is none is as good as absent."""
    asked = request.args.get(name, type=int)
    return asked if asked is not None and 0 < asked <= POSITION_MAX else None


def _one(row: AdjustmentRow, no: No) -> Response:
    (shown,) = rows_shown([row])
    given, me = services(), caller()
    texts = given.texts.read(it for it in (row.text_id, row.answer_text_id) if it)
    reason, evidence = reason_and_evidence(texts.get(row.text_id) if row.text_id else None)
    entry = given.views.scores.entry(row.entry_id)
    effect = effect_of(entry, row.right_household_id) if entry and row.is_waiting else None
    claim = given.views.claims.get(row.claim_id) if row.claim_id else None
    deduction = bool(entry and entry.is_deduction)
    decides = row.is_waiting and may(me.role, Action.APPROVE_ADJUSTMENT)
    return page(
        "adjustment.html",
        status_of_page(no),
        row=shown,
        reason=reason,
        evidence=evidence,
        photos=list(claim.photo_ids) if claim else [],
        claim_address=f"/claims/{row.claim_id}" if claim else "",
        effect=effect_shown(effect, is_deduction=deduction) if effect else None,
        answer=texts.get(row.answer_text_id, "") if row.answer_text_id else "",
        names=_names(row),
        decides=decides and row.requested_by != me.person_id,
        length_max=TEXT_LENGTH_MAX,
        keys=[fresh_key(), fresh_key()],
        refusal=None if no is None else messages_zh.refusal(no.code),
    )


def _names(row: AdjustmentRow) -> Context:
    ids: list[UUID] = [it for it in (row.requested_by, row.decided_by) if it]
    names = names_for(ids)
    decided = names.get(row.decided_by, "已注销") if row.decided_by else ""
    return {"asked": names.get(row.requested_by, "已注销"), "decided": decided}
