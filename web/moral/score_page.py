"""Why this score: the sum, and every entry with its rule and its days (为什么是这个分)."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Response, request

from api.auth import caller
from api.moral.claim_shown import claims_shown, stories_shown
from api.moral.homes import own_homes
from api.moral.ranking import rank_of
from api.permissions import Action, requires
from api.reach import today
from api.services import services
from ledger.moral.appeal import AppealState
from ledger.moral.appeal_handlers import APPEAL_DAYS
from ledger.moral.score_year import SCORE_BASE
from projections.moral.adjustments.views import AdjustmentRow
from projections.moral.rulebooks.views import RulebookRow
from projections.moral.scores.views import ScoreEntry
from web import formats
from web.blueprints import Pages, fresh
from web.moral.adjustment_words import story_of
from web.moral.appeal_words import STATES
from web.moral.claim_words import day_words, row_shown, steps_shown
from web.rendering import Context, page

pages = Pages("score")

SHOWN = 20
FIRST_YEAR = 2020
MEETINGS = {"villagers": "村民会议", "households": "户代表会议", "representatives": "村民代表会议"}


@pages.get("/household/score")
@requires(Action.SEE_SCORE)
@fresh
def score() -> Response:
    """Show how the score of a year comes about (为什么是这个分)."""
    year = request.args.get("year", today().year, type=int)
    year = min(max(year, FIRST_YEAR), today().year)
    household = services().views.households.of_person(caller().person_id)
    if household is None:
        return page("score.html", sums=None, entries=[], year=year, years=[], next_address="")
    home, views, homes = household.household_id, services().views.scores, own_homes()
    row, sums = views.of(home, year), views.sums(homes, year)
    skip = max(0, request.args.get("skip", 0, type=int))
    found = views.of_year(homes, year, SHOWN, skip)
    full = len(found) == SHOWN
    base = row.base if row else SCORE_BASE
    return page(
        "score.html",
        sums={"base": base, **sums, "score": row.score if row else base},
        rank=rank_of(home, household.unit_code, year),
        entries=_entries(found),
        year=year,
        years=[it for it in (year - 1, year + 1) if FIRST_YEAR <= it <= today().year],
        next_address=f"/household/score?year={year}&skip={skip + SHOWN}" if full else "",
    )


def _entries(found: list[ScoreEntry]) -> list[Context]:
    given = services()
    ids = [it.claim_id for it in found if it.claim_id]
    claims = given.views.claims.by_ids(ids)
    told = Told(
        {it["claim_id"]: row_shown(it) for it in claims_shown(list(claims.values()))},
        stories_shown(claims),
        given.views.appeals.by_claims(ids),
        {
            (it.unit_code, it.version): given.views.rulebooks.version(it.unit_code, it.version)
            for it in claims.values()
        },
        given.views.adjustments.by_entries(it.entry_id for it in found),
    )
    return [_entry(it, told) for it in found]


@dataclass(frozen=True, slots=True)
class Told:
    """What else is known of the entries of a page, read at once."""

    claims: dict[UUID, Context]
    stories: dict[UUID, list[Any]]
    appeals: dict[UUID, Any]
    books: dict[tuple[str, int], RulebookRow | None]
    adjustments: dict[UUID, AdjustmentRow]


def _entry(it: ScoreEntry, told: Told) -> Context:
    adjustment = told.adjustments.get(it.entry_id)
    was_given = adjustment is not None and adjustment.right_entry_id == it.entry_id
    shown = told.claims.get(it.claim_id) if it.claim_id else None
    appeal = told.appeals.get(it.claim_id) if it.claim_id and not was_given else None
    last = it.posted_at + timedelta(days=APPEAL_DAYS)
    may_appeal = it.is_deduction and appeal is None and not it.is_reversed and shown is not None
    # What came from another household: how it was filed there is that household's.
    story = [] if was_given or it.claim_id is None else told.stories.get(it.claim_id, [])
    return (shown or _plain(it)) | {
        "figure": f"{'−' if it.is_deduction else '+'}{it.points}",
        "posted": f"{formats.day(it.posted_at)}入账",
        "is_reversed": it.is_reversed,
        "appeal": STATES[AppealState(appeal.state)][0] if appeal else "",
        "appeal_address": f"/appeals/{it.claim_id}" if appeal else "",
        "may_appeal": may_appeal and today() <= last.date(),
        "story": steps_shown(story),
        "adjusted": story_of(adjustment, it.entry_id) if adjustment else "",
        "basis": _basis(shown, told.books.get((shown["unit_code"], shown["version"])))
        if shown
        else f"依据：积分细则第 {it.item_code} 条。",
    }


def _plain(it: ScoreEntry) -> Context:
    """Return an entry that no act stands behind: it counts all the same, so it is shown."""
    return {
        "claim_id": it.claim_id,
        "title": f"细则第 {it.item_code} 条",
        "icon": "doc",
        "is_deduction": it.is_deduction,
    }


def _basis(shown: Context, book: RulebookRow | None) -> str:
    """Say by which rule, and how the village voted for it."""
    said = f"依据：积分细则第 {shown['version']} 版第 {shown['item_code']} 条"
    meeting = book.version.meeting if book else None
    if meeting is None:
        return f"{said}。"
    counts = f"应到 {meeting.eligible}，实到 {meeting.present}，同意 {meeting.votes_for}"
    body = MEETINGS.get(str(meeting.kind), "会议")
    return f"{said}，{day_words(meeting.held_on)}{body}通过（{counts}）。"
