"""What waits for grid workers and leaders: claims to look at, one by one (待办)."""

from uuid import UUID

from flask import Response, request

from api.auth import caller
from api.moral.claim_acting import put_right, screen, send_back, warn
from api.moral.claim_finding import claim_to_screen, may_screen, village_of
from api.moral.claim_shown import claim_shown, claims_shown
from api.permissions import Action, requires
from api.reach import scope_of, today
from api.services import services
from ledger.kernel.errors import LedgerError
from ledger.kernel.receipts import Recorded
from ledger.moral.claim_errors import ClaimStepError
from ledger.moral.claim_kinds import ClaimState
from people.errors import PeopleError
from people.texts import TEXT_LENGTH_MAX
from projections.moral.claims.rows import ClaimRow
from web import messages_zh
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.forms import form_stamp
from web.moral.claim_words import row_shown, steps_shown
from web.rendering import fresh_key, page, see

pages = Pages("tasks")

SHOWN = 50
WAITING = (ClaimState.PROPOSED, ClaimState.WARNED)


@pages.get("/tasks")
@requires(Action.SCREEN_CLAIM)
@fresh
def tasks() -> Response:
    """List claims to look at, the oldest first (待办)."""
    scope = scope_of(village_of(caller()))
    found = services().views.claims.to_screen(scope, today(), SHOWN)
    rows = [row_shown(it) for it in claims_shown(found)]
    return page(
        "tasks.html",
        rows=[it for it in rows if it["may_screen"]],
        not_mine=[it for it in rows if not it["may_screen"]],
    )


@pages.get("/claims/<uuid:claim_id>/screening")
@requires(Action.SCREEN_CLAIM)
@fresh
def screening(claim_id: UUID) -> Response:
    """Show a claim to look at (核实申报)."""
    return _one(claim_to_screen(claim_id), None)


@pages.post("/claims/<uuid:claim_id>/screening")
@requires(Action.SCREEN_CLAIM)
def take_step(claim_id: UUID) -> Response:
    """Pass it, send it back, warn the household, or find it put right (核实)."""
    try:
        after = _carry(claim_id, request.form.get("step", "")).position
    except (LedgerError, PeopleError) as no:
        return _one(claim_to_screen(claim_id), no)
    return see(".tasks", after=after)


def _carry(claim_id: UUID, step: str) -> Recorded:
    typed = request.form.get("points", "")
    words = request.form.get("words", "").strip()
    if step == "pass":
        return screen(form_stamp(), claim_id, int(typed) if typed.isdecimal() else None, words)
    if step == "return":
        return send_back(form_stamp(), claim_id, words)
    if step == "warn":
        return warn(form_stamp(), claim_id)
    if step == "put_right":
        return put_right(form_stamp(), claim_id, words)
    raise ClaimStepError(claim_id=str(claim_id))


def _one(row: ClaimRow, no: LedgerError | PeopleError | None) -> Response:
    shown, day = claim_shown(row), today()
    return page(
        "claim_screening.html",
        status_of_page(no),
        claim=row_shown(shown),
        said=shown["words"] or "",
        steps=steps_shown(shown["steps"]),
        may_screen=may_screen(row) and row.state in WAITING,
        to_warn=row.needs_warning(day) and row.state == ClaimState.PROPOSED,
        is_warned=row.state == ClaimState.WARNED,
        may_pass=not row.needs_warning(day),
        typed={name: request.form.get(name, "") for name in ("points", "words")},
        length_max=TEXT_LENGTH_MAX,
        refusal=None if no is None else messages_zh.refusal(no.code),
        key=fresh_key(),
    )
