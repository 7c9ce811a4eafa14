"""Why this score: the sum, and every entry with its rule and its days (为什么是这个分)."""

from dataclasses import asdict
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Response, request

from api.moral.claim_shown import claims_shown
from api.moral.homes import own_homes
from api.permissions import Action, requires
from api.reach import today
from api.services import services
from ledger.moral.appeal import AppealState
from ledger.moral.appeal_handlers import APPEAL_DAYS
from ledger.moral.score_year import SCORE_BASE
from projections.moral.claims.rows import StepRow
from projections.moral.rulebooks.views import RulebookRow
from projections.moral.scores.views import ScoreEntry
from web import formats
from web.blueprints import Pages, fresh
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
    homes = own_homes()
    if not homes:
        return page("score.html", sums=None, entries=[], year=year, years=[], next_address="")
    (home,) = homes
    views = services().views.scores
    row, sums = views.of(home, year), views.sums(home, year)
    skip = max(0, request.args.get("skip", 0, type=int))
    found = views.of_year(home, year, SHOWN, skip)
    full = len(found) == SHOWN
    base = row.base if row else SCORE_BASE
    return page(
        "score.html",
        sums={"base": base, **sums, "score": row.score if row else base},
        entries=_entries(found),
        year=year,
        years=[it for it in (year - 1, year + 1) if FIRST_YEAR <= it <= today().year],
        next_address=f"/household/score?year={year}&skip={skip + SHOWN}" if full else "",
    )


def _entries(found: list[ScoreEntry]) -> list[Context]:
    given = services()
    ids = [it.claim_id for it in found if it.claim_id]
    claims = given.views.claims.by_ids(ids)
    appeals = given.views.appeals.by_claims(ids)
    stories = given.views.claims.steps_of(ids)
    shown = {it["claim_id"]: row_shown(it) for it in claims_shown(list(claims.values()))}
    books = {
        (it.unit_code, it.version): given.views.rulebooks.version(it.unit_code, it.version)
        for it in claims.values()
    }
    return [
        _entry(it, shown[it.claim_id], stories.get(it.claim_id, []), appeals, books)
        for it in found
        if it.claim_id is not None and it.claim_id in shown
    ]


def _entry(
    it: ScoreEntry,
    shown: Context,
    story: list[StepRow],
    appeals: dict[UUID, Any],
    books: dict[tuple[str, int], RulebookRow | None],
) -> Context:
    appeal = appeals.get(shown["claim_id"])
    book = books.get((shown["unit_code"], shown["version"]))
    last = it.posted_at + timedelta(days=APPEAL_DAYS)
    may_appeal = it.is_deduction and appeal is None and not it.is_reversed
    open_still = may_appeal and today() <= last.date()
    return shown | {
        "figure": f"{'−' if it.is_deduction else '+'}{it.points}",
        "posted": f"{formats.day(it.posted_at)}入账",
        "is_reversed": it.is_reversed,
        "appeal": STATES[AppealState(appeal.state)][0] if appeal else "",
        "appeal_address": f"/appeals/{shown['claim_id']}" if appeal else "",
        "may_appeal": open_still,
        "story": steps_shown([asdict(step) | {"words": ""} for step in story]),
        "basis": _basis(shown, book),
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
