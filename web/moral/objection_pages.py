"""Objections that wait for the supervision committee (待答复的异议)."""

from uuid import UUID

from flask import Response, request, url_for

from api.auth import caller
from api.limits import POSITION_MAX
from api.moral.notice_acting import decide, objection_of
from api.moral.notice_desk import objections_shown
from api.permissions import Action, requires
from api.reach import scope_of
from api.services import services
from ledger.kernel.errors import LedgerError
from ledger.moral.notice_errors import ObjectionNotFoundError
from ledger.moral.notice_kinds import ObjectionMethod
from people.errors import PeopleError
from people.texts import TEXT_LENGTH_MAX
from web import messages_zh
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.forms import form_stamp
from web.moral.notice_words import METHODS
from web.rendering import Context, fresh_key, page, see
from web.volunteering.deadlines import answer_deadline

pages = Pages("objections")

SHOWN = 20


@pages.get("/objections")
@requires(Action.DECIDE_OBJECTION)
@fresh
def objections() -> Response:
    """List what waits for the committee, the oldest first (待答复的异议)."""
    return _waiting(None)


@pages.post("/objections/<uuid:objection_id>/decision")
@requires(Action.DECIDE_OBJECTION)
def decide_objection(objection_id: UUID) -> Response:
    """Uphold it, or keep the act and publicise it once more (答复异议)."""
    row, chosen = objection_of(objection_id), request.form.get("outcome", "")
    words = request.form.get("words", "").strip()
    try:
        if chosen not in ("kept", "upheld"):
            raise ObjectionNotFoundError
        recorded = decide(form_stamp(), row, upheld=chosen == "upheld", words=words or None)
    except (LedgerError, PeopleError) as no:
        return _waiting(no)
    return see(".objections", after=recorded.position)


def _waiting(no: LedgerError | PeopleError | None) -> Response:
    after = request.args.get("behind", type=int)
    known = after if after is not None and 0 < after <= POSITION_MAX else None
    found = services().views.objections.waiting(scope_of(caller().grant.unit_code), SHOWN, known)
    full = len(found) == SHOWN
    return page(
        "objections.html",
        status_of_page(no),
        rows=[_row(it) for it in objections_shown(found)],
        next_address=url_for(".objections", behind=found[-1].position) if full else "",
        length_max=TEXT_LENGTH_MAX,
        refusal=None if no is None else messages_zh.refusal(no.code),
    )


def _row(it: Context) -> Context:
    return it | {
        "method_words": METHODS[ObjectionMethod(it["method"])],
        "deadline": answer_deadline(it["answer_due_on"], services().clock()),
        "key": fresh_key(),
        "address": f"/notices/{it['notice_id']}",
    }
