"""Visits that wait for somebody to look at them, and phones that left scans out."""

from typing import Any
from uuid import UUID

from flask import Response, request, url_for

from api.auth import Caller, caller
from api.check_ins.reviewing import gaps_near, settlement_of, shown_doubts, shown_gaps, waiting_near
from api.execution import carry_out
from api.idempotency import Stamp
from api.permissions import Action, may, requires
from api.reach import scope_of
from api.services import services
from ledger.kernel.receipts import Recorded
from ledger.stations.doubtful_visit import Outcome, doubt_of
from web import formats
from web.blueprints import Pages, fresh
from web.check_ins.words import METHODS, STATION_PHONE
from web.presence.reviews import answers_of
from web.rendering import Context, fresh_key, page

pages = Pages("check_ins")

SHOWN = 50
FORGOTTEN = "已注销"


@pages.get("/doubtful-visits")
@requires(Action.REVIEW_VISIT)
@fresh
def doubtful() -> Response:
    """List visits that wait for somebody to look at them (待核对的到站)."""
    return _drawn()


@pages.post("/doubtful-visits")
@requires(Action.REVIEW_VISIT)
def settle() -> Response:
    """Let the chosen ones count, or drop them; never one's own (算数、不算)."""

    def decide(identifier: UUID, accepted: bool, stamp: Stamp) -> Recorded:
        given = services()
        command = settlement_of(given, caller(), identifier, accepted=accepted, stamp=stamp)
        return carry_out(given, command)

    return _drawn(answers_of(decide))


@pages.get("/phone-gaps")
@requires(Action.SEE_PHONE_GAPS)
@fresh
def gaps() -> Response:
    """List phones that left out scans they had counted (漏传的扫码)."""
    after = request.args.get("after_id", type=UUID)
    found = gaps_near(services(), caller(), SHOWN, after)
    rows = [_gap(it) for it in shown_gaps(found)]
    full = len(found) == SHOWN
    return page(
        "phone_gaps.html",
        tabs=_tabs("gaps"),
        rows=rows,
        next_address=url_for(".gaps", after_id=found[-1].log_id) if full else "",
    )


def waits_for(who: Caller) -> int:
    """Count the doubtful visits that wait for somebody's decision."""
    scope = scope_of(who.grant.unit_code)
    return services().views.doubtful_visits.count(scope, who.grant.place_id)


def _drawn(answers: list[Context] | None = None) -> Response:
    given, who = services(), caller()
    after = request.args.get("after_id", type=UUID)
    found = waiting_near(given, who, SHOWN, after)
    done = {each["id"] for each in answers or () if each["done"]}
    rows = [_row(who, it) for it in shown_doubts(given, found) if it["doubtful_id"] not in done]
    full = len(found) == SHOWN
    return page(
        "reviews.html",
        title="到站待核对",
        address="/doubtful-visits",
        empty=("没有等着核对的到站", "上传晚了、手机时间不准的，会列在这里"),
        accept="核过了，算数",
        decline="不算",
        asks="",
        tabs=_tabs("doubtful"),
        wanting=0,
        rows=rows,
        answers=answers or [],
        next_address=url_for(".doubtful", after_id=found[-1].doubtful_id) if full else "",
        note_length_max=0,
    )


def _tabs(here: str) -> list[Context]:
    given, who = services(), caller()
    gaps = len(gaps_near(given, who, SHOWN))
    reviews = may(who.role, Action.REVIEW_VISIT)
    named = (
        *([("doubtful", "到站待核对", "/doubtful-visits", waits_for(who))] if reviews else ()),
        ("gaps", "漏传的扫码", "/phone-gaps", gaps),
    )
    return [
        {"words": words, "address": address, "count": count, "here": name == here}
        for name, words, address, count in named
    ]


def _row(who: Caller, it: dict[str, Any]) -> Context:
    """Say what the phone said and what is known; why the reader may not decide, if so."""
    too_far = doubt_of(it["device_at"], it["occurred_at"]) is Outcome.CLOCK_OFF
    lines = [
        f"手机说 {_moment(it['device_at'])}，校准后 {_moment(it['occurred_at'])}",
        f"{_moment(it['recorded_at'])} 传上来，{METHODS[it['method']]}",
    ]
    own = ""
    if it["rider_id"] == who.person_id:
        own = "您自己的，要别人核对"
    elif it["scanned_by"] == who.person_id:
        own = "您扫的，要另一人核对"
    return {
        "id": it["doubtful_id"],
        "name": it["display_name"] or FORGOTTEN,
        "title": it["station_name"],
        "figure": None,
        "lines": lines,
        "tags": ["手机时间不准" if too_far else "上传晚了"],
        "own": own,
        "key": fresh_key(),
        "address": "",
    }


def _gap(it: dict[str, Any]) -> Context:
    return {
        "name": (it["display_name"] or FORGOTTEN) if it["person_id"] else STATION_PHONE,
        "scans": it["scans"],
        "missing": "、".join(it["missing"]),
        "found_at": it["found_at"],
        "last_sent_at": it["last_sent_at"],
    }


def _moment(at: Any) -> str:
    return f"{formats.day(at)} {formats.clock(at)}"
