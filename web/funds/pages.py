"""The desk of a village's money: the meter, what came in, and gains that wait for it (预算偿付)."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from uuid import UUID

from flask import Response, request, url_for

from api.auth import Caller, caller
from api.permissions import Action, may, requires
from api.reach import today
from api.refusals import RequestInvalidError
from api.services import services
from api.shop.fund_acting import Income, let_through, open_fund, receive, set_face_value, take_back
from api.shop.fund_schemas import DONOR_LENGTH_MAX
from api.shop.fund_shown import FundShown, fund_shown
from ledger.kernel.errors import LedgerError
from ledger.kernel.receipts import Recorded
from ledger.shop.fund_errors import FundOpenError
from ledger.shop.fund_kinds import (
    AMOUNT_FEN_MAX,
    FACE_VALUE_FEN_DEFAULT,
    FACE_VALUE_FEN_MAX,
    ReturnCause,
    Source,
)
from people.errors import PeopleError
from people.texts import TEXT_LENGTH_MAX
from web import messages_zh
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.forms import form_stamp
from web.funds.chart import chart
from web.funds.words import (
    CAUSES,
    SOURCES,
    amount,
    fen_of,
    gains_listed,
    meter_shown,
    month_words,
    months_shown,
    receipts_listed,
    sources_shown,
)
from web.moral.adjustment_pages import known_position
from web.rendering import Context, fresh_key, page, see

pages = Pages("budget")

SHOWN = 20
No = LedgerError | PeopleError | None
_TYPED = ("source", "amount", "received_on", "words", "donor", "thanks_donor", "face_value")


@pages.get("/desk/budget")
@requires(Action.SEE_RECEIPTS)
@fresh
def budget() -> Response:
    """Show whether points are covered, what came in, and what waits (预算偿付)."""
    return _drawn(None)


@pages.post("/desk/budget/receipts")
@requires(Action.RECORD_MONEY)
def receipt() -> Response:
    """Write money down; the first time, also what a point is worth (登记资金)."""
    income, face_value_fen = _income(), _face_value()

    def write() -> Recorded:
        stamp = form_stamp()
        if face_value_fen is not None:
            with suppress(FundOpenError):  # another opened it meanwhile, or this form did before
                open_fund({**stamp, "key": f"{stamp['key']}:open"}, face_value_fen)
        return receive(stamp, income)

    return _done(write)


@pages.post("/desk/budget/receipts/<uuid:receipt_id>/return")
@requires(Action.RETURN_MONEY)
def give_back(receipt_id: UUID) -> Response:
    """Let a receipt no longer count (撤回一笔资金)."""
    cause, words = request.form.get("cause", ""), request.form.get("words", "").strip()
    if cause not in set(ReturnCause) or not 0 < len(words) <= TEXT_LENGTH_MAX:
        raise RequestInvalidError({"words": ["Say why it no longer counts."]})
    return _done(lambda: take_back(form_stamp(), receipt_id, ReturnCause(cause), words))


@pages.post("/desk/budget/face-value")
@requires(Action.SET_FACE_VALUE)
def face_value() -> Response:
    """Say what a point is worth from now on (改每分值)."""
    value_fen = _face_value()
    if value_fen is None:
        raise RequestInvalidError({"face_value": ["Not what a point can be worth."]})
    return _done(lambda: set_face_value(form_stamp(), value_fen))


@pages.post("/desk/budget/gains/<uuid:claim_id>/approval")
@requires(Action.APPROVE_GAIN)
def approval(claim_id: UUID) -> Response:
    """Let one gain through while all money is spoken for (逐笔批准)."""
    return _done(lambda: let_through(form_stamp(), claim_id))


def _done(write: Callable[[], Recorded]) -> Response:
    try:
        recorded = write()
    except (LedgerError, PeopleError) as no:
        return _drawn(no)
    return see(".budget", after=recorded.position)


def _income() -> Income:
    """Read the form; what no browser would send from it is refused without a page."""
    form = request.form
    source, fen = form.get("source", ""), fen_of(form.get("amount", ""))
    words, donor = form.get("words", "").strip(), form.get("donor", "").strip()
    try:
        on = date.fromisoformat(form.get("received_on", ""))
    except ValueError:
        on = None
    if source not in set(Source) or on is None or fen is None or fen > AMOUNT_FEN_MAX:
        raise RequestInvalidError({"amount": ["Not money with a source and a day."]})
    if len(words) > TEXT_LENGTH_MAX or len(donor) > DONOR_LENGTH_MAX:
        raise RequestInvalidError({"words": ["Too long."]})
    return Income(
        source=Source(source),
        amount_fen=fen,
        received_on=on,
        words=words or None,
        donor=donor or None,
        thanks_donor=form.get("thanks_donor") == "yes",
    )


def _face_value() -> int | None:
    """Read what a point is worth; None where the form did not ask."""
    if "face_value" not in request.form:
        return None
    fen = fen_of(request.form["face_value"])
    if fen is None or fen > FACE_VALUE_FEN_MAX:
        raise RequestInvalidError({"face_value": ["Not what a point can be worth."]})
    return fen


def _drawn(no: No) -> Response:
    who = caller()
    shown = fund_shown(who.grant.unit_code)
    typed = {name: request.form.get(name, "") if no else "" for name in _TYPED}
    return page(
        "budget.html",
        status_of_page(no),
        **(_fund(shown) if shown else _nothing(who)),
        **_receipts(who),
        **_gains(who, shown),
        sources_offered=[{"value": it.value, "words": words} for it, words in SOURCES.items()],
        causes=[{"value": it.value, "words": words} for it, words in CAUSES.items()],
        typed=typed,
        today=today(),
        records=may(who.role, Action.RECORD_MONEY),
        values=may(who.role, Action.SET_FACE_VALUE),
        approves=may(who.role, Action.APPROVE_GAIN),
        words_max=TEXT_LENGTH_MAX,
        donor_max=DONOR_LENGTH_MAX,
        key=fresh_key(),
        refusal=None if no is None else messages_zh.refusal(no.code),
    )


def _fund(shown: FundShown) -> Context:
    day = today()
    said = ""
    if shown.runs_out_on is not None:
        said = f"；照走势，{month_words(shown.runs_out_on, day)}前后到 100%"
    return {
        "has_fund": True,
        "meter": meter_shown(shown, day),
        "chart": chart(shown.rates, shown.runs_out_on, said),
        "months": months_shown(shown.months),
        "sources": sources_shown(shown.row),
        "budget": amount(shown.row.meter.budget_fen),
    }


def _nothing(who: Caller) -> Context:
    """Return what a village without a fund sees: its points, and what they would need."""
    row = services().views.funds.points_of(who.grant.unit_code)
    points = row.outstanding_points if row else 0
    return {
        "has_fund": False,
        "outstanding": points,
        "needed": amount(points * FACE_VALUE_FEN_DEFAULT),
        "face_value": amount(FACE_VALUE_FEN_DEFAULT),
    }


def _receipts(who: Caller) -> Context:
    behind = known_position("behind")
    found = services().views.fund_receipts.page(who.grant.unit_code, SHOWN, behind)
    full = len(found) == SHOWN
    return {
        "receipts": receipts_listed(found, who.person_id),
        "older": url_for("pages_budget.budget", behind=found[-1].position) if full else "",
    }


def _gains(who: Caller, shown: FundShown | None) -> Context:
    """Return what waits, only while something has to."""
    if shown is None or not shown.row.is_at_limit:
        return {"gains": [], "gains_count": 0, "gains_next": ""}
    given, unit, now = services().views.notices, who.grant.unit_code, services().clock()
    found = given.gains_due(unit, now, SHOWN, known_position("beyond"))
    full = len(found) == SHOWN
    return {
        "gains": gains_listed(found, who.person_id),
        "gains_count": given.count_gains_due(unit, now),
        "gains_next": url_for("pages_budget.budget", beyond=found[-1].position) if full else "",
    }
