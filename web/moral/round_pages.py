"""Rounds: a grid worker's way past the gates, and how far everybody is (巡格)."""

from typing import Final
from uuid import UUID

from flask import Response, request, url_for

from api.auth import caller
from api.households.gates import gate_subject
from api.moral.round_acting import check, gate_of, items_of_round, points_of_list
from api.permissions import Action, requires
from api.persons.names import names_for
from api.photos.keeping import PHOTO_FIELD, PHOTOS_AT_ONCE_MAX, keep_photo, takes_photos
from api.reach import scope_of
from api.refusals import RequestInvalidError
from api.services import services
from ledger.kernel.clock import local_date
from ledger.kernel.errors import LedgerError
from ledger.moral.round import Found
from people.errors import PeopleError
from projections.households.views import HouseholdRow
from projections.moral.rounds.views import CheckRow
from projections.reader import PAGE_MAX
from web import messages_zh
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.forms import form_key, form_stamp
from web.rendering import Context, fresh_key, page, see
from web.units import unit_name
from web.villagers_groups import in_order

pages = Pages("rounds")

GATES_MAX = 1_000
COMING_SHOWN = 3
COMING_MAX = 30
"""Gates to come that the page holds: without a network the next ones follow from these."""
ERASED = "已注销"
FOUND: Final = {
    Found.GOOD: ("合格，已申报", "ok"),
    Found.NOT_YET: ("还差一点，下回再看", "warn"),
    Found.ABSENT: ("没人在家，再来", "warn"),
}


@pages.get("/rounds/today")
@requires(Action.WALK_ROUND)
@fresh
def today() -> Response:
    """Show how far the round of the month is, and the next gates (今天巡格)."""
    gates = _gates()
    walked = [it for it in gates if it["found"]]
    left = [it for it in gates if not it["found"]]
    latest = sorted(walked, key=lambda it: it["at"], reverse=True)
    return page(
        "round_today.html",
        unit_name=unit_name(caller().grant.unit_code),
        total=len(gates),
        walked=len(walked),
        remaining=len(left),
        latest=latest[:3],
        coming=left[:COMING_MAX],
        shown=COMING_SHOWN,
    )


@pages.get("/rounds/today/gates")
@requires(Action.WALK_ROUND)
@fresh
def gates_of_round() -> Response:
    """List all gates in the order of their numbers (门牌表)."""
    group = request.args.get("group", "")
    gates = _gates()
    groups = in_order(it["group"] for it in gates)
    rows = [it for it in gates if not group or it["group"] == group]
    return page("round_gates.html", rows=rows, group=group, groups=groups)


@pages.get("/rounds/gates/any")
@requires(Action.WALK_ROUND)
@fresh
def any_gate() -> Response:
    """Stand for a gate that was not opened before, on a phone without a network (一户)."""
    gates = _gates()
    unit_code = gates[0]["unit_code"] if gates else caller().grant.unit_code
    return page(
        "round_gate_any.html",
        gates=gates,
        lists=_lists(unit_code),
        photos_max=PHOTOS_AT_ONCE_MAX,
        key=fresh_key(),
    )


@pages.get("/rounds/gates/<uuid:household_id>")
@requires(Action.WALK_ROUND)
@fresh
def gate(household_id: UUID) -> Response:
    """Show one gate with the lists of its items (一户)."""
    return _drawn(gate_of(household_id))


@pages.post("/rounds/gates/<uuid:household_id>")
@requires(Action.WALK_ROUND)
@takes_photos
def check_gate(household_id: UUID) -> Response:
    """Write down what was found (记下)."""
    row, found = gate_of(household_id), request.form.get("found", "")
    if found not in set(Found):
        raise RequestInvalidError({"found": ["Not what is found at a gate."]})
    points = next((it["points"] for it in _lists(row.unit_code) if it["code"] == _item()), [""])
    ticked = len(request.form.getlist("tick"))
    stamp = form_stamp()
    asked: Context = {
        "household_id": row.household_id,
        "item_code": _item(),
        "found": found,
        "ticked": 0 if found == Found.ABSENT else min(ticked, len(points)),
        "points_of_list": len(points),
        "checked_at": stamp["at"],
    }
    try:
        recorded = check(stamp, asked | {"photo_ids": _photos()})
    except (LedgerError, PeopleError) as no:
        return _drawn(row, no)
    return see(".today", after=recorded.position)


@pages.get("/desk/rounds")
@requires(Action.SEE_ROUNDS)
@fresh
def progress() -> Response:
    """Show the clerk how far everybody is this month (巡格进度)."""
    month = _month()
    asked = request.args.get("month", "")
    chosen = asked if len(asked) == len(month) and asked[:4].isdigit() else month
    scope = scope_of(caller().grant.unit_code)
    found = services().views.rounds.progress(scope, chosen)
    names = names_for(it.walked_by for it in found)
    total = len(_households(caller().grant.unit_code))
    rows = [
        {
            "name": names.get(it.walked_by, ERASED),
            "unit_name": unit_name(it.unit_code),
            "gates": it.gates,
            "good": it.good,
            "absent": it.absent,
            "last_at": it.last_at,
        }
        for it in found
    ]
    return page("round_progress.html", month=chosen, total=total, rows=rows)


def _photos() -> list[UUID]:
    """Keep the pictures of the form; they are about a place, not about who took them."""
    sent = [it for it in request.files.getlist(PHOTO_FIELD) if it.filename][:PHOTOS_AT_ONCE_MAX]
    key = form_key()
    return [keep_photo(it, f"{key}-{n}", about=None).photo.photo_id for n, it in enumerate(sent)]


def _item() -> str:
    return request.form.get("item", "")[:10]


def _month() -> str:
    return f"{local_date(services().clock()):%Y-%m}"


def _households(unit_code: str) -> list[HouseholdRow]:
    """Return the open households of a village, by number."""
    views = services().views.households
    found: list[HouseholdRow] = []
    last: HouseholdRow | None = None
    while len(found) < GATES_MAX:
        more = views.page(scope_of(unit_code), limit=PAGE_MAX, after=last)
        found += [it for it in more if it.is_open]
        if len(more) < PAGE_MAX:
            break
        last = more[-1]
    return found


def _gates() -> list[Context]:
    """Return every gate with what was found this month: good counts, else the last."""
    who = caller()
    unit_code = who.grant.unit_code
    checks = services().views.rounds.checks(unit_code, who.person_id, _month())
    of_gate: dict[UUID, CheckRow] = {}
    for it in reversed(checks):
        known = of_gate.get(it.household_id)
        if known is None or known.found != Found.GOOD:
            of_gate[it.household_id] = it
    return [_gate(it, of_gate.get(it.household_id)) for it in _households(unit_code)]


def _gate(row: HouseholdRow, last: CheckRow | None) -> Context:
    found = Found(last.found) if last else None
    return {
        "household_id": row.household_id,
        "unit_code": row.unit_code,
        "address": url_for(".gate", household_id=row.household_id),
        "plate": gate_subject(row).hex(),
        "group": row.group,
        "number": row.number,
        "found": found.value if found else "",
        "words": FOUND[found][0] if found else "",
        "tone": FOUND[found][1] if found else "",
        "at": last.checked_at if last else None,
    }


def _lists(unit_code: str) -> list[Context]:
    day = local_date(services().clock())
    return [
        {"code": it.code, "title": it.title, "points": points_of_list(it)}
        for it in items_of_round(unit_code, day)
    ]


def _drawn(row: HouseholdRow, no: LedgerError | PeopleError | None = None) -> Response:
    checks = services().views.rounds.checks(row.unit_code, caller().person_id, _month())
    done = {it.item_code: it for it in checks if it.household_id == row.household_id}
    asked = request.args.get("item", "") or _item()
    lists = _lists(row.unit_code)
    chosen = next((it for it in lists if it["code"] == asked), lists[0] if lists else None)
    known = done.get(chosen["code"]) if chosen else None
    return page(
        "round_gate.html",
        status_of_page(no),
        number=row.number,
        group=row.group,
        address=url_for(".gate", household_id=row.household_id),
        household_id=row.household_id,
        lists=lists,
        chosen=chosen,
        state=FOUND[Found(known.found)][0] if known else "",
        is_walked=bool(done),
        photos_max=PHOTOS_AT_ONCE_MAX,
        is_done=known is not None and known.found == Found.GOOD,
        key=fresh_key(),
        refusal=None if no is None else messages_zh.refusal(no.code),
    )
