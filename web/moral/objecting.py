"""Objecting to one act on a notice: on the own phone, or written down for somebody."""

from collections.abc import Callable
from uuid import UUID

from flask import Response, request

from api.auth import caller
from api.moral.notice_acting import notice_of, object_for, object_own, require_village
from api.moral.notice_shown import Line, lines_shown
from api.permissions import Action, requires
from api.services import services
from ledger.kernel.errors import LedgerError
from ledger.kernel.receipts import Recorded
from ledger.moral.notice_errors import ClaimNotFoundError
from ledger.moral.notice_kinds import ObjectionMethod
from people.errors import PeopleError
from people.texts import TEXT_LENGTH_MAX
from projections.moral.notices.rows import NoticeRow
from web import messages_zh
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.forms import form_stamp
from web.moral.notice_words import METHODS, SPOKEN, last_moment, line_shown, number_of
from web.rendering import fresh_key, page, see

pages = Pages("objecting")

WHO_LENGTH_MAX = 50


@pages.get("/notices/<uuid:notice_id>/objections/new")
@requires(Action.OBJECT)
@fresh
def new_objection(notice_id: UUID) -> Response:
    """Offer to object to one line (提异议)."""
    row = notice_of(notice_id)
    require_village(caller(), row.unit_code)
    return _asking(row, None, enters=False)


@pages.post("/notices/<uuid:notice_id>/objections")
@requires(Action.OBJECT)
def make_objection(notice_id: UUID) -> Response:
    """Object; that line alone stops (提异议)."""
    row, words = notice_of(notice_id), request.form.get("words", "").strip()
    return _carry(row, lambda claim: object_own(form_stamp(), claim, words), enters=False)


@pages.get("/notices/<uuid:notice_id>/objections/enter")
@requires(Action.ENTER_OBJECTION)
@fresh
def entering(notice_id: UUID) -> Response:
    """Offer to write down what somebody said (登记异议)."""
    row = notice_of(notice_id)
    require_village(caller(), row.unit_code)
    return _asking(row, None, enters=True)


@pages.post("/notices/<uuid:notice_id>/objections/enter")
@requires(Action.ENTER_OBJECTION)
def enter_objection(notice_id: UUID) -> Response:
    """Write it down; who said it only the committee reads (登记异议)."""
    row = notice_of(notice_id)
    asked = request.form.get("method", "")
    method = ObjectionMethod(asked) if asked in SPOKEN else ObjectionMethod.ORAL
    words = spoken_words(request.form.get("who", ""), request.form.get("words", ""))
    return _carry(row, lambda claim: object_for(form_stamp(), claim, method, words), enters=True)


def spoken_words(who: str, words: str) -> str:
    """Put who said it before what was said: both are sealed, and only the committee reads them."""
    who, words = who.strip()[:WHO_LENGTH_MAX], words.strip()
    return f"提出人：{who}。{words}" if who and words else words


def _carry(row: NoticeRow, tell: Callable[[UUID], Recorded], *, enters: bool) -> Response:
    try:
        recorded = tell(_chosen())
    except (LedgerError, PeopleError) as no:
        return _asking(row, no, enters=enters)
    return see("pages_notices.notice", notice_id=row.notice_id, after=recorded.position)


def _chosen() -> UUID:
    try:
        return UUID(request.form.get("claim_id", ""))
    except ValueError:
        raise ClaimNotFoundError from None


def _asking(row: NoticeRow, no: LedgerError | PeopleError | None, *, enters: bool) -> Response:
    lines = [it for it in lines_shown(row, caller(), services().clock()) if it.is_open]
    chosen = request.values.get("claim_id", "")
    return page(
        "objection_new.html",
        status_of_page(no),
        number=number_of(row),
        address=f"/notices/{row.notice_id}",
        enters=enters,
        lines=[_choice(it, chosen, alone=len(lines) == 1) for it in lines],
        methods=[(it.value, METHODS[it]) for it in SPOKEN],
        typed={name: request.form.get(name, "") for name in ("words", "who", "method")},
        length_max=TEXT_LENGTH_MAX - WHO_LENGTH_MAX - 10,
        who_length_max=WHO_LENGTH_MAX,
        refusal=None if no is None else messages_zh.refusal(no.code),
        key=fresh_key(),
    )


def _choice(line: Line, chosen: str, *, alone: bool) -> dict[str, object]:
    return line_shown(line) | {
        "is_chosen": alone or str(line.claim_id) == chosen,
        "ends": last_moment(line.closes_at),
    }
