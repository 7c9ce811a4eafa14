"""Corrections at the clerk's desk: find the entry, see what it comes to, ask (错账更正)."""

from uuid import UUID

from flask import Response, request, url_for

from api.auth import caller
from api.moral.adjustment_acting import ask, effect_of, entry_to_adjust
from api.moral.adjustments import EVIDENCE_LENGTH_MAX, REASON_LENGTH_MAX
from api.permissions import Action, requires
from api.refusals import RequestInvalidError
from api.services import services
from ledger.kernel.errors import LedgerError
from ledger.moral.score_errors import ScoreEntryNotFoundError
from people.errors import PeopleError
from projections.households.views import HouseholdRow
from projections.moral.scores.views import ScoreEntry
from web import messages_zh
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.forms import form_stamp
from web.moral.adjustment_pages import known_position
from web.moral.adjustment_words import STATES, effect_shown, entries_shown, rows_shown
from web.rendering import Context, fresh_key, page, see

pages = Pages("adjustment_desk")

SHOWN = 50
ENTRIES_SHOWN = 20
NUMBER_LENGTH_MAX = 10
No = LedgerError | PeopleError | None


@pages.get("/desk/adjustments")
@requires(Action.ASK_ADJUSTMENT)
@fresh
def desk() -> Response:
    """List what waits or was done; with a household's number, its entries (错账更正)."""
    done, behind = request.args.get("tab") == "done", known_position("behind")
    number = request.args.get("number", "").strip()[:NUMBER_LENGTH_MAX]
    views, unit = services().views.adjustments, caller().grant.unit_code
    found = (views.decided if done else views.waiting)(unit, SHOWN, behind)
    home = services().views.households.by_number(unit, number) if number else None
    full = len(found) == SHOWN
    more: Context = {"tab": "done"} if done else {}
    return page(
        "adjustments_desk.html",
        rows=rows_shown(found),
        done=done,
        waiting_count=views.count_waiting(unit),
        next_address=url_for(".desk", behind=found[-1].position, **more) if full else "",
        number=number,
        is_found=home is not None,
        entries=_entries(home) if home else [],
    )


@pages.get("/desk/adjustments/new")
@requires(Action.ASK_ADJUSTMENT)
@fresh
def new() -> Response:
    """Show an entry, and what correcting it comes to (提更正)."""
    return _asking(_entry(request.args.get("entry", type=UUID)), None)


@pages.post("/desk/adjustments")
@requires(Action.ASK_ADJUSTMENT)
def asked() -> Response:
    """Ask the committee, or only reckon again with another household (提更正)."""
    entry = _entry(request.form.get("entry", type=UUID))
    right, typed = _right(), request.form
    if typed.get("step") == "look" or _typed_right() != typed.get("seen_right", ""):
        return _asking(entry, None)  # nobody confirms figures of a household they have not seen
    words, evidence = typed.get("words", "").strip(), typed.get("evidence", "").strip()
    if not words or not evidence:
        raise RequestInvalidError({"words": ["Say why, and what shows it."]})
    if len(words) > REASON_LENGTH_MAX or len(evidence) > EVIDENCE_LENGTH_MAX:
        raise RequestInvalidError({"words": ["Too long."]})
    told = {
        "entry_id": entry.entry_id,
        "household_id": entry.household_id,
        "right_household_id": right.household_id if right else None,
        "words": words,
        "evidence": evidence,
    }
    try:
        recorded = ask(form_stamp(), told)
    except (LedgerError, PeopleError) as no:
        return _asking(entry, no)
    number = recorded.answer["number"]
    return see("pages_adjustments.adjustment", number=number, after=recorded.position)


def _entry(entry_id: UUID | None) -> ScoreEntry:
    if entry_id is None:
        raise ScoreEntryNotFoundError
    return entry_to_adjust(entry_id)


def _typed_right() -> str:
    return request.values.get("right", "").strip()[:NUMBER_LENGTH_MAX]


def _right() -> HouseholdRow | None:
    number = _typed_right()
    if not number:
        return None
    return services().views.households.by_number(caller().grant.unit_code, number)


def _asking(entry: ScoreEntry, no: No) -> Response:
    (shown,) = entries_shown([entry])
    right = None if entry.is_deduction else _right()
    typed = {name: request.values.get(name, "").strip() for name in ("right", "words", "evidence")}
    effect = effect_of(entry, right.household_id if right else None)
    known = services().views.adjustments.by_entries([entry.entry_id]).get(entry.entry_id)
    return page(
        "adjustment_new.html",
        status_of_page(no),
        entry=shown,
        effect=effect_shown(effect, is_deduction=entry.is_deduction),
        typed=typed,
        unknown_right=bool(typed["right"]) and right is None and not entry.is_deduction,
        waits=f"/adjustments/{known.number}" if known and known.is_waiting else "",
        reason_max=REASON_LENGTH_MAX,
        evidence_max=EVIDENCE_LENGTH_MAX,
        key=fresh_key(),
        refusal=None if no is None else messages_zh.refusal(no.code),
    )


def _entries(home: HouseholdRow) -> list[Context]:
    found = services().views.scores.entries(home.household_id, ENTRIES_SHOWN)
    known = services().views.adjustments.by_entries(it.entry_id for it in found)
    return [
        shown
        | {
            "state": STATES[row.state] if (row := known.get(shown["entry_id"])) else None,
            "address": ""
            if shown["is_reversed"] or (row and row.is_waiting)
            else f"/desk/adjustments/new?entry={shown['entry_id']}",
        }
        for shown in entries_shown(found)
    ]
