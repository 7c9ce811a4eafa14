"""Lists of what waits for people, decided on many at once, each answered alone."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Response, request

from api.auth import caller
from api.execution import carry_out
from api.idempotency import KEY_PATTERN, Stamp, fingerprint_of, stamp_of
from api.permissions import Action, may, requires
from api.reach import scope_of
from api.refusals import IdempotencyKeyMissingError
from api.request_log import note_refusal
from api.services import services
from api.volunteering.notes import NOTE_LENGTH_MAX, noted
from api.volunteering.reviewing import (
    confirmation_of,
    decision_of,
    settlement_of,
    supplement_within,
)
from ledger.kernel.errors import LedgerError
from ledger.kernel.receipts import Recorded
from web.blueprints import Pages, fresh
from web.forms import KEY_FIELD
from web.messages_zh import RESULTS, refusal
from web.presence.lists import counts_of, doubtful_rows, held_rows, supplement_rows
from web.rendering import Context, page

pages = Pages("reviews")

PICKED_MAX = 50
ACCEPT = "accept"
Decide = Callable[[UUID, bool, Stamp], Recorded]


@pages.get("/supplements")
@requires(Action.REVIEW_PRESENCE)
@fresh
def supplements() -> Response:
    """List made-up minutes that wait for a second person (待确认的补录)."""
    return _drawn("supplements")


@pages.post("/supplements")
@requires(Action.REVIEW_PRESENCE)
def decide_supplements() -> Response:
    """Let the chosen ones count, or send them back (确认、退回)."""
    note = request.form.get("note", "").strip()[:NOTE_LENGTH_MAX]

    def decide(identifier: UUID, accepted: bool, stamp: Stamp) -> Recorded:
        given, who = services(), caller()
        about = supplement_within(given, who, identifier).person_id
        return noted(
            stamp["key"],
            None if accepted else note or None,
            about,
            lambda text_id: carry_out(
                given,
                decision_of(
                    given, who, identifier, accepted=accepted, text_id=text_id, stamp=stamp
                ),
            ),
        )

    return _drawn("supplements", answers_of(decide))


@pages.get("/held-minutes")
@requires(Action.REVIEW_PRESENCE)
@fresh
def held() -> Response:
    """List minutes that wait for people (待确认的时长)."""
    return _drawn("held")


@pages.post("/held-minutes")
@requires(Action.REVIEW_PRESENCE)
def confirm_held() -> Response:
    """Stand behind the chosen ones (确认)."""

    def confirm(identifier: UUID, _accepted: bool, stamp: Stamp) -> Recorded:
        given = services()
        return carry_out(given, confirmation_of(given, caller(), identifier, stamp))

    return _drawn("held", answers_of(confirm))


@pages.get("/doubtful-scans")
@requires(Action.REVIEW_PRESENCE)
@fresh
def doubtful() -> Response:
    """List scans that wait for somebody to look at them (待核对的扫码)."""
    return _drawn("doubtful")


@pages.post("/doubtful-scans")
@requires(Action.REVIEW_PRESENCE)
def settle_doubtful() -> Response:
    """Stand by the chosen ones, or say that they do not count (算数、不算)."""
    companion = request.form.get("companion", "").strip() or None

    def settle(identifier: UUID, accepted: bool, stamp: Stamp) -> Recorded:
        given, who = services(), caller()
        command = settlement_of(
            given, who, identifier, accepted=accepted, companion=companion, stamp=stamp
        )
        return carry_out(given, command)

    return _drawn("doubtful", answers_of(settle))


LISTS: dict[str, dict[str, Any]] = {
    "supplements": {
        "rows": supplement_rows,
        "address": "/supplements",
        "title": "补录待确认",
        "empty": ("没有等着确认的补录", "队长补录了，会列在这里"),
        "accept": "确认选中的",
        "decline": "退回选中的",
        "asks": "note",
    },
    "held": {
        "rows": held_rows,
        "address": "/held-minutes",
        "title": "时长待确认",
        "empty": ("没有等着确认的时长", "超过上限的、队长自己的，会列在这里"),
        "accept": "确认选中的",
        "decline": "",
        "asks": "",
    },
    "doubtful": {
        "rows": doubtful_rows,
        "address": "/doubtful-scans",
        "title": "扫码待核对",
        "empty": ("没有等着核对的扫码", "上传晚了、时间不准的，会列在这里"),
        "accept": "我作证，算数",
        "decline": "不算",
        "asks": "companion",
    },
}


def answers_of(decide: Decide) -> list[Context]:
    """Decide on each chosen one alone, under its own key; a refusal spoils no other."""
    accepted = request.form.get("decision") == ACCEPT
    return [_answer(decide, it, accepted=accepted) for it in _picked()]


def _picked() -> list[UUID]:
    return request.form.getlist("pick", type=UUID)[:PICKED_MAX]


def _answer(decide: Decide, identifier: UUID, *, accepted: bool) -> Context:
    name = request.form.get(f"name:{identifier}", "")
    told: Context = {"id": identifier, "name": name, "refusal": None, "done": True}
    try:
        recorded = decide(identifier, accepted, _stamp(identifier, accepted=accepted))
    except LedgerError as no:
        note_refusal(no.code)
        return told | {"refusal": refusal(no.code), "done": False, "words": ""}
    return told | _said(recorded.answer, accepted=accepted)


def _said(answer: dict[str, Any], *, accepted: bool) -> Context:
    """Say what a decision came to."""
    if not accepted:
        return {"words": "退回了，不算"}
    if code := answer.get("kept_as"):
        return {"words": f"算数；{refusal(code).headline}"}
    if answer.get("result") in RESULTS and "minutes" not in answer:
        return {"words": RESULTS[answer["result"]][0]}
    if answer.get("held_minutes"):
        waits = f"{answer['held_minutes']} 分钟还要一个人确认"
        return {"words": f"记了 {answer.get('minutes', 0)} 分钟，{waits}"}
    return {"words": f"记了 {answer.get('minutes', 0)} 分钟"}


def _stamp(identifier: UUID, *, accepted: bool) -> Stamp:
    key = request.form.get(f"{KEY_FIELD}:{identifier}", "")
    if not KEY_PATTERN.fullmatch(key):
        raise IdempotencyKeyMissingError
    asked = {"id": str(identifier), "accepted": accepted}
    fingerprint = fingerprint_of("POST", request.path, asked)
    return stamp_of(caller(), key, at=services().clock(), fingerprint=fingerprint)


def _drawn(name: str, answers: list[Context] | None = None) -> Response:
    it = LISTS[name]
    rows, next_address = it["rows"]()
    done = {each["id"] for each in answers or () if each["done"]}
    counts = counts_of(scope_of(caller().grant.unit_code))
    tabs = [
        {
            "words": each["title"],
            "address": each["address"],
            "count": counts[key],
            "here": key == name,
        }
        for key, each in LISTS.items()
    ]
    return page(
        "reviews.html",
        title=it["title"],
        address=it["address"],
        empty=it["empty"],
        accept=it["accept"],
        decline=it["decline"],
        asks=it["asks"],
        tabs=tabs,
        wanting=counts["wanting"] if may(caller().role, Action.RECORD_PRESENCE) else 0,
        rows=[each for each in rows if each["id"] not in done],
        answers=answers or [],
        next_address=next_address,
        note_length_max=NOTE_LENGTH_MAX,
    )
