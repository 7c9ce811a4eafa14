"""Deductions: delivered by staff, opened and objected to by their own household."""

from datetime import date
from uuid import UUID

from flask import Response, request

from api.auth import caller
from api.moral.homes import adult_homes
from api.moral.notice_acting import (
    hand_over,
    object_for,
    object_own,
    own_deduction,
    read_own,
)
from api.moral.notice_desk import drafts_of
from api.moral.rule_titles import titles_of
from api.permissions import Action, requires
from api.reach import today
from api.services import services
from ledger.kernel.errors import LedgerError
from ledger.moral.claim_notice import DELIVERED_DAYS_AGO_MAX
from ledger.moral.notice_errors import DeliveryDateInvalidError
from ledger.moral.notice_kinds import ObjectionMethod
from people.errors import PeopleError
from people.texts import TEXT_LENGTH_MAX
from projections.moral.notices.rows import EntryRow
from web import messages_zh
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.forms import form_stamp
from web.moral.notice_words import METHODS, SPOKEN, deduction_shown, last_moment
from web.moral.objecting import WHO_LENGTH_MAX, spoken_words
from web.rendering import Context, fresh_key, page, see

pages = Pages("deliveries")

SHOWN = 50


@pages.get("/deliveries")
@requires(Action.DELIVER_NOTICE)
@fresh
def deliveries() -> Response:
    """List deductions whose household does not have its notice yet (待送达)."""
    return _waiting(None)


@pages.post("/deliveries/<uuid:claim_id>")
@requires(Action.DELIVER_NOTICE)
def deliver(claim_id: UUID) -> Response:
    """Write down that it was handed over, and when (送达)."""
    try:
        try:
            on = date.fromisoformat(request.form.get("on", ""))
        except ValueError:
            raise DeliveryDateInvalidError from None
        recorded = hand_over(form_stamp(), claim_id, on)
    except LedgerError as no:
        return _waiting(no)
    return see(".deliveries", after=recorded.position)


@pages.post("/deliveries/<uuid:claim_id>/objections")
@requires(Action.ENTER_OBJECTION)
def enter_objection(claim_id: UUID) -> Response:
    """Write down what the household says against its deduction (登记本户的异议)."""
    asked = request.form.get("method", "")
    method = ObjectionMethod(asked) if asked in SPOKEN else ObjectionMethod.ORAL
    words = spoken_words(request.form.get("who", ""), request.form.get("words", ""))
    try:
        recorded = object_for(form_stamp(), claim_id, method, words)
    except (LedgerError, PeopleError) as no:
        return _waiting(no)
    return see(".deliveries", after=recorded.position)


@pages.get("/household/deductions")
@requires(Action.READ_OWN_NOTICE)
@fresh
def deductions() -> Response:
    """List the deductions of the own household (我家的扣分通知)."""
    return page("deductions.html", deductions=own_deductions())


@pages.get("/household/deductions/<uuid:claim_id>")
@requires(Action.READ_OWN_NOTICE)
@fresh
def deduction(claim_id: UUID) -> Response:
    """Show the notice; before it is opened only that there is one (扣分通知)."""
    return _one(own_deduction(claim_id), None)


@pages.post("/household/deductions/<uuid:claim_id>/reading")
@requires(Action.READ_OWN_NOTICE)
def read(claim_id: UUID) -> Response:
    """Open it: the days to object begin (打开通知)."""
    try:
        after = read_own(form_stamp(), claim_id).position
    except LedgerError as no:
        return _one(own_deduction(claim_id), no)
    return see(".deduction", claim_id=claim_id, after=after)


@pages.post("/household/deductions/<uuid:claim_id>/objections")
@requires(Action.READ_OWN_NOTICE)
def object_to_deduction(claim_id: UUID) -> Response:
    """Object to it: it stands still until the committee has answered (提异议)."""
    words = request.form.get("words", "").strip()
    try:
        after = object_own(form_stamp(), claim_id, words).position
    except (LedgerError, PeopleError) as no:
        return _one(own_deduction(claim_id), no)
    return see(".deduction", claim_id=claim_id, after=after)


def own_deductions() -> list[Context]:
    """Return the deductions of the caller's household, the latest first."""
    rows = services().views.notices.deductions_of(adult_homes(), SHOWN)
    titles = titles_of(rows)
    return [deduction_shown(it, titles[it.unit_code, it.version, it.item_code]) for it in rows]


def _one(row: EntryRow, no: LedgerError | PeopleError | None) -> Response:
    title = titles_of([row])[row.unit_code, row.version, row.item_code]
    answers = services().views.objections.of_claim(row.claim_id)
    words = services().texts.read(it.answer_text_id for it in answers if it.answer_text_id)
    return page(
        "deduction.html",
        status_of_page(no),
        deduction=deduction_shown(row, title),
        is_open=row.is_open(services().clock()),
        answers=[
            {
                "outcome": it.outcome,
                "objected_at": it.objected_at,
                "answer_due_on": it.answer_due_on,
                "words": words.get(it.answer_text_id, "") if it.answer_text_id else "",
            }
            for it in answers
        ],
        length_max=TEXT_LENGTH_MAX,
        typed=request.form.get("words", ""),
        refusal=None if no is None else messages_zh.refusal(no.code),
        key=fresh_key(),
    )


def _waiting(no: LedgerError | PeopleError | None) -> Response:
    unit, views = caller().grant.unit_code, services().views.notices
    rows = drafts_of(views.deductions_on(unit, SHOWN))
    delivered = drafts_of(views.deductions_on(unit, SHOWN, delivered=True))
    return page(
        "deliveries.html",
        status_of_page(no),
        rows=[it | {"key": fresh_key()} for it in rows],
        delivered=[
            it | {"key": fresh_key(), "ends": last_moment(it["closes_at"])} for it in delivered
        ],
        methods=[(it.value, METHODS[it]) for it in SPOKEN],
        length_max=TEXT_LENGTH_MAX - WHO_LENGTH_MAX - 10,
        who_length_max=WHO_LENGTH_MAX,
        today=today(),
        days_ago_max=DELIVERED_DAYS_AGO_MAX,
        refusal=None if no is None else messages_zh.refusal(no.code),
    )
