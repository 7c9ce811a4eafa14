"""The page of what waits for an answer: corrections and complaints, each list with its own next."""

from typing import Any

from flask import Response, request, url_for

from api.auth import caller
from api.permissions import Action, may
from api.reach import scope_of
from api.services import services
from ledger.kernel.errors import LedgerError
from people.errors import PeopleError
from people.texts import TEXT_LENGTH_MAX
from projections.volunteering.corrections.views import ComplaintRow, CorrectionRow
from web.errors import status_of_page
from web.feedback.words import complaints, corrections
from web.messages_zh import refusal
from web.rendering import page

SHOWN = 20
BEHIND, COMPLAINTS_BEHIND = "behind", "complaints_behind"
"""After which position a list goes on. Forms send theirs along, so that a refusal shows the page
it was typed on."""
TYPED = ("begins", "ends", "minutes", "words", "upheld")


def waiting_page(no: LedgerError | PeopleError | None = None) -> Response:
    """Draw it; after a refusal with what was typed still in its form, and that form open."""
    behind = request.values.get(BEHIND, type=int)
    complaints_behind = request.values.get(COMPLAINTS_BEHIND, type=int)
    asked = [] if complaints_behind else _corrections(behind)
    complained = [] if behind else _complaints(complaints_behind)
    return page(
        "corrections.html",
        status_of_page(no),
        corrections=corrections(asked),
        complaints=complaints(complained),
        answers_complaints=may(caller().role, Action.ANSWER_COMPLAINT),
        length_max=TEXT_LENGTH_MAX,
        refusal=None if no is None else refusal(no.code),
        sent="" if no is None else request.path,
        typed={name: request.form.get(name, "") for name in TYPED},
        behind={BEHIND: behind, COMPLAINTS_BEHIND: complaints_behind},
        next_address=next_of(asked, BEHIND),
        complaints_next=next_of(complained, COMPLAINTS_BEHIND),
    )


def next_of(rows: list[Any], cursor: str, endpoint: str = ".waiting") -> str:
    """Return where a list goes on; empty where it ends."""
    if len(rows) < SHOWN:
        return ""
    return url_for(endpoint, **{cursor: rows[-1].position})


def _corrections(behind: int | None) -> list[CorrectionRow]:
    scope = scope_of(caller().grant.unit_code)
    return services().views.corrections.waiting(scope, SHOWN, behind)


def _complaints(behind: int | None) -> list[ComplaintRow]:
    who = caller()
    if not may(who.role, Action.ANSWER_COMPLAINT):
        return []
    return services().views.complaints.waiting(scope_of(who.grant.unit_code), SHOWN, behind)
