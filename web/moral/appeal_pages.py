"""Appeals on the phone: say that a deduction is wrong, see who answers and until when (申诉)."""

from collections.abc import Callable
from uuid import UUID

from flask import Response, request

from api.auth import caller
from api.moral.appeal_acting import (
    LEVELS,
    appeal_to_see,
    decide,
    escalate,
    file_own,
    own_entry,
    withdraw,
)
from api.moral.claim_finding import claim_to_see
from api.moral.claim_shown import claim_shown, claims_shown
from api.moral.homes import adult_homes
from api.permissions import Action, may, requires
from api.reach import scope_of, today
from api.services import services
from ledger.kernel.errors import LedgerError
from ledger.kernel.receipts import Recorded
from ledger.moral.appeal import AppealReason, AppealState
from ledger.moral.appeal_errors import AppealNotFoundError
from ledger.moral.appeal_handlers import APPEAL_DAYS
from ledger.moral.days import period_end
from people.errors import PeopleError
from people.texts import TEXT_LENGTH_MAX
from projections.moral.appeals.views import AppealRow
from web import formats, messages_zh
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.forms import form_stamp
from web.moral.appeal_words import REASONS, STATES, steps, until
from web.moral.claim_words import row_shown, steps_shown
from web.rendering import Context, fresh_key, page, see
from web.volunteering.deadlines import answer_deadline

pages = Pages("appeals")

SHOWN = 20
No = LedgerError | PeopleError | None


@pages.get("/appeals/new")
@requires(Action.APPEAL)
@fresh
def new_appeal() -> Response:
    """Offer to appeal against one deduction (申诉)."""
    return _asking(_entry_asked(), None)


@pages.post("/appeals")
@requires(Action.APPEAL)
def file_appeal() -> Response:
    """File it (提交申诉)."""
    claim_id, form = _entry_asked(), request.form
    reason = form.get("reason", "")
    chosen = AppealReason(reason) if reason in set(AppealReason) else AppealReason.OTHER
    try:
        recorded = file_own(form_stamp(), claim_id, chosen, form.get("words", "").strip() or None)
    except (LedgerError, PeopleError) as no:
        return _asking(claim_id, no)
    return see(".appeal", claim_id=claim_id, after=recorded.position)


@pages.get("/appeals")
@requires(Action.SEE_APPEALS)
@fresh
def appeals() -> Response:
    """List those of the own household, or what waits: the clerk looks on, others answer (申诉)."""
    who, views = caller(), services().views.appeals
    level = LEVELS.get(who.role)
    scope = scope_of(who.grant.unit_code)
    after = request.args.get("behind", type=int)
    own, elsewhere = may(who.role, Action.SEE_SCORE), []
    if own:
        found = views.of_household(adult_homes(), SHOWN, after)
    else:  # the clerk answers none, but enters them, and is asked how they stand
        found = views.waiting(scope, level or AppealState.COMMITTEE, SHOWN, after)
        elsewhere = [] if level else views.waiting(scope, AppealState.TOWNSHIP, SHOWN)
    late = views.overdue(scope, today(), SHOWN) if level is AppealState.TOWNSHIP else []
    full = len(found) == SHOWN
    return page(
        "appeals.html",
        decides=level is not None,
        own=own,
        rows=_rows(found),
        township=_rows(elsewhere),
        overdue=_rows([it for it in late if it.state != level]),
        next_address=f"/appeals?behind={found[-1].position}" if full else "",
    )


@pages.get("/appeals/<uuid:claim_id>")
@requires(Action.SEE_APPEALS)
@fresh
def appeal(claim_id: UUID) -> Response:
    """Show every step of one, and what may come next (申诉进度)."""
    return _one(appeal_to_see(claim_id), None)


@pages.post("/appeals/<uuid:claim_id>/decision")
@requires(Action.DECIDE_APPEAL)
def decide_appeal(claim_id: UUID) -> Response:
    """Answer it (答复申诉)."""
    chosen, words = request.form.get("outcome", ""), request.form.get("words", "").strip()
    if chosen not in ("kept", "upheld"):
        return _one(appeal_to_see(claim_id), AppealNotFoundError())
    upheld = chosen == "upheld"
    return _carry(
        claim_id, lambda: decide(form_stamp(), claim_id, upheld=upheld, words=words or None)
    )


@pages.post("/appeals/<uuid:claim_id>/escalation")
@requires(Action.APPEAL)
def escalate_appeal(claim_id: UUID) -> Response:
    """Ask the township (找乡镇)."""
    words = request.form.get("words", "").strip() or None
    return _carry(claim_id, lambda: escalate(form_stamp(), claim_id, words))


@pages.post("/appeals/<uuid:claim_id>/withdrawal")
@requires(Action.APPEAL)
def withdraw_appeal(claim_id: UUID) -> Response:
    """Take it back (撤回申诉)."""
    return _carry(claim_id, lambda: withdraw(form_stamp(), claim_id))


def _carry(claim_id: UUID, tell: Callable[[], Recorded]) -> Response:
    try:
        recorded = tell()
    except (LedgerError, PeopleError) as no:
        return _one(appeal_to_see(claim_id), no)
    return see(".appeal", claim_id=claim_id, after=recorded.position)


def _entry_asked() -> UUID:
    claim_id = request.values.get("entry", type=UUID)
    if claim_id is None:
        raise AppealNotFoundError
    return own_entry(claim_id).claim_id


def _asking(claim_id: UUID, no: No) -> Response:
    (shown,) = claims_shown([claim_to_see(claim_id)])
    posted_at = shown["posted_at"]
    calendar = services().views.calendar.working_days()
    closes = period_end(posted_at, APPEAL_DAYS, calendar) if posted_at else None
    return page(
        "appeal_new.html",
        status_of_page(no),
        claim=row_shown(shown),
        posted=formats.day(posted_at) if posted_at else "",
        closes=formats.deadline(closes) if closes else "",
        reasons=[(it.value, words) for it, words in REASONS.items()],
        typed={name: request.form.get(name, "") for name in ("reason", "words")},
        length_max=TEXT_LENGTH_MAX,
        refusal=None if no is None else messages_zh.refusal(no.code),
        key=fresh_key(),
    )


def _one(row: AppealRow, no: No) -> Response:
    shown = claim_shown(claim_to_see(row.claim_id))
    ids = (row.text_id, row.answer_text_id, row.escalation_text_id, row.township_text_id)
    texts = services().texts.read(it for it in ids if it)
    who = caller()
    mine = row.household_id in adult_homes()
    return page(
        "appeal.html",
        status_of_page(no),
        claim=row_shown(shown),
        story=steps_shown(shown["steps"]),
        state=STATES[AppealState(row.state)],
        reason=REASONS[AppealReason(row.reason)],
        steps=steps(row, texts),
        until=until(row),
        decides=LEVELS.get(who.role) == row.state,
        may_withdraw=row.is_waiting and row.filed_by == who.grant.person_id,
        may_escalate=mine and row.state == AppealState.KEPT and _still(row),
        length_max=TEXT_LENGTH_MAX,
        refusal=None if no is None else messages_zh.refusal(no.code),
        keys=[fresh_key(), fresh_key()],
    )


def _still(row: AppealRow) -> bool:
    return row.may_escalate_until is not None and today() <= row.may_escalate_until


def _rows(found: list[AppealRow]) -> list[Context]:
    claims = services().views.claims.by_ids(it.claim_id for it in found)
    shown = {it["claim_id"]: row_shown(it) for it in claims_shown(list(claims.values()))}
    now = services().clock()
    return [
        shown[it.claim_id]
        | {
            "address": f"/appeals/{it.claim_id}",
            "state": STATES[AppealState(it.state)],
            "reason": REASONS[AppealReason(it.reason)],
            "until": until(it),
            "deadline": answer_deadline(it.answer_due_on, now) if it.is_waiting else None,
        }
        for it in found
        if it.claim_id in shown
    ]
