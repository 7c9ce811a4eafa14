"""The township's part: reading a draft, sending it back or letting it pass, filing it."""

from typing import Any

from flask import Response, request

from api.auth import caller
from api.execution import answer_of, carry_out
from api.moral.rulebook_finding import own_village, version_of
from api.moral.rulebook_steps import return_draft
from api.permissions import Action, requires
from api.reach import scope_of, today
from api.services import services
from ledger.kernel.errors import LedgerError
from ledger.moral.enacting import FILING_NUMBER_LENGTH_MAX
from ledger.moral.rulebook_commands import ClearRulebook, FileRulebook
from ledger.moral.versions import Stage
from people.errors import PeopleError
from people.texts import TEXT_LENGTH_MAX
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.forms import form_stamp
from web.messages_zh import refusal
from web.moral.rule_forms import typed, typed_day
from web.moral.rule_words import compared, version_shown
from web.moral.rules_zh import STAGES
from web.rendering import fresh_key, page, see
from web.units import unit_name

pages = Pages("rulebook_reviews")

WAITING = (Stage.REVIEW, Stage.PASSED)
SHOWN = 200


@pages.get("/rulebooks/reviews")
@requires(Action.REVIEW_RULEBOOK)
@fresh
def reviews() -> Response:
    """List drafts that wait for the township, and versions that wait for a number (细则审查)."""
    scope = scope_of(caller().grant.unit_code)
    rows = services().views.rulebooks.waiting(scope, WAITING, SHOWN)
    lines = [
        {
            "address": f"/rulebooks/{it.unit_code}/versions/{it.number}/review",
            "name": unit_name(it.unit_code),
            "number": it.number,
            "stage": it.stage.value,
            "stage_words": STAGES[it.stage.value],
            "since": it.passed_at if it.stage is Stage.PASSED else it.sent_at,
        }
        for it in rows
    ]
    return page("rulebook_reviews.html", lines=lines)


@pages.get("/rulebooks/<string:unit_code>/versions/<int:version>/review")
@requires(Action.REVIEW_RULEBOOK)
@fresh
def review(unit_code: str, version: int) -> Response:
    """Show a draft with what it changes, and the decision (审查)."""
    return _page(unit_code, version, None)


@pages.post("/rulebooks/<string:unit_code>/versions/<int:version>/review")
@requires(Action.REVIEW_RULEBOOK)
def decide(unit_code: str, version: int) -> Response:
    """Let it be voted on, or send it back with the reason (通过、退回)."""
    of = _of(unit_code, version)
    try:
        if request.form.get("passed") == "yes":
            recorded = carry_out(services(), ClearRulebook(**form_stamp(), **of))
        else:
            recorded = return_draft(form_stamp(), of, typed("words"))
    except (LedgerError, PeopleError) as no:
        return _page(unit_code, version, no)
    return see(".reviews", after=answer_of(recorded)["position"])


@pages.post("/rulebooks/<string:unit_code>/versions/<int:version>/filing")
@requires(Action.REVIEW_RULEBOOK)
def file_version(unit_code: str, version: int) -> Response:
    """File a version that was passed (备案)."""
    of = _of(unit_code, version)
    number, day = typed("filing_number"), typed_day("filed_on")
    command = FileRulebook(**form_stamp(), **of, filing_number=number, filed_on=day)
    try:
        recorded = carry_out(services(), command)
    except LedgerError as no:
        return _page(unit_code, version, no)
    return see(".reviews", after=answer_of(recorded)["position"])


def _of(unit_code: str, version: int) -> dict[str, Any]:
    return {"unit_code": own_village(unit_code), "version": version, "by": caller().person_id}


def _page(unit_code: str, version: int, no: LedgerError | PeopleError | None) -> Response:
    row = version_of(own_village(unit_code), version)
    now = services().views.rulebooks.in_force_on(unit_code, today())
    return page(
        "rulebook_review.html",
        status_of_page(no),
        unit_name=unit_name(unit_code),
        unit_code=unit_code,
        version=version_shown(row),
        now_number=now.number if now else 0,
        lines=compared(now.version, row.version) if now else [],
        opinions=row.opinions or 0,
        today=today(),
        typed={
            "words": typed("words"),
            "filing_number": typed("filing_number"),
            "filed_on": typed("filed_on") or today().isoformat(),
        },
        words_length_max=TEXT_LENGTH_MAX,
        number_length_max=FILING_NUMBER_LENGTH_MAX,
        refusal=None if no is None else refusal(no.code),
        key=fresh_key(),
        second_key=fresh_key(),
    )
