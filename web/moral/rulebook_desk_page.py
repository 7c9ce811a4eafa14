"""What the desk of the rule book shows: the draft, what is being changed, the next step."""

from typing import Any

from flask import Response, request

from api.auth import caller
from api.moral.rulebook_finding import own_village
from api.reach import today
from api.services import services
from api.words_zh import ITEM_KINDS
from ledger.kernel.errors import LedgerError
from ledger.moral.items import Item, Linkage
from ledger.moral.versions import Version
from projections.moral.rulebooks.views import RulebookRow
from web.errors import status_of_page
from web.messages_zh import refusal
from web.moral import rules_zh as zh
from web.moral.rule_forms import typed_item, typed_linkage
from web.moral.rule_words import (
    conflict_shown,
    item_shown,
    line_shown,
    linkage_shown,
    meeting_shown,
    refusal_facts,
    version_shown,
    yuan,
)
from web.rendering import Context, fresh_key, page

CHOICES = {
    "kinds": list(ITEM_KINDS.items()),
    "pers": list(zh.PERS.items()),
    "evidence": list(zh.EVIDENCE.items()),
    "proposers": list(zh.PROPOSERS.items()),
    "linkages": list(zh.LINKAGES.items()),
    "meetings": list(zh.MEETINGS.items()),
}
NEW_ITEM = Item(
    code="",
    title="",
    text="",
    kind="environment",
    points=2,
    evidence=["photo"],
    proposers=["household", "grid_worker"],
)


def desk_page(no: LedgerError | None = None) -> Response:
    """Draw the desk; after a refusal with what was typed, and with what it clashed with."""
    village = own_village(caller().grant.unit_code)
    books = services().views.rulebooks
    draft, now = books.draft(village), books.in_force_on(village, today())
    return page(
        "desk_rulebook.html",
        status_of_page(no),
        unit_code=village,
        now_line=line_shown(now) if now else None,
        draft=_draft(draft, now) if draft else None,
        steps=_steps(draft),
        chosen=_chosen(draft.version, now.version if now else None, no) if draft else None,
        choices=CHOICES,
        refusal=None if no is None else refusal(no.code),
        facts=[] if no is None else refusal_facts(no.code, no.facts),
        conflict=conflict_shown(no.facts) if no is not None else None,
        step_typed=request.form if no is not None else {},
        today=today(),
        key=fresh_key(),
        second_key=fresh_key(),
        third_key=fresh_key(),
    )


def _draft(row: RulebookRow, now: RulebookRow | None) -> Context:
    version = row.version
    return {
        **version_shown(row),
        "edit": version.edit,
        "editable": version.is_editable,
        "rows": [_listed(it, now) for it in version.items.values()],
        "opinions": row.opinions,
        "returned": _returned(row),
        "voted_down": meeting_shown(row.voted_down),
        "face_value_fen": version.face_value_fen,
        "now_number": now.number if now else 0,
        "fixed_on": version.fixed_on,
    }


def _listed(item: Item, now: RulebookRow | None) -> Context:
    old = None if now is None else now.version.items.get(item.code)
    mark = "" if now is None or old == item else "新" if old is None else "改"
    return {**item_shown(item), "mark": mark}


def _returned(row: RulebookRow) -> str:
    """Return why the township sent it back; nothing if it did not."""
    if row.returned_text_id is None:
        return ""
    return services().texts.read([row.returned_text_id]).get(row.returned_text_id, "")


def _steps(draft: RulebookRow | None) -> list[Context]:
    stage = draft.stage.value if draft else ""
    at = next((n for n, (_, stages) in enumerate(zh.STEPS) if stage in stages), -1)
    return [
        {"words": words, "n": n + 1, "state": "done" if n < at else "now" if n == at else ""}
        for n, (words, _) in enumerate(zh.STEPS)
    ]


def _chosen(version: Version, now: Version | None, no: LedgerError | None) -> Context:
    """Return what is being changed: as it was typed if that was refused, else as it is."""
    path, form = request.path, request.form
    if no is not None and path == "/desk/rulebook/items":
        return _item(typed_item(), form.get("was", ""), now)
    if no is not None and path == "/desk/rulebook/linkages":
        return _linkage(typed_linkage(), form.get("was", ""))
    if "parameters" in (request.args.get("part"), path.rpartition("/")[2]):
        return {"form": "parameters", "was": "", "face_value": yuan(version.face_value_fen)}
    return _asked(version, now)


def _asked(version: Version, now: Version | None) -> Context:
    """Return the item or linkage that was asked for, or the first item."""
    new, code = request.args.get("new"), request.args.get("linkage", "")
    if new == "linkage":
        return _linkage(Linkage(code="", kind="goods", text=""), "")
    if new == "item":
        return _item(NEW_ITEM, "", now)
    if code in version.linkages:
        return _linkage(version.linkages[code], code)
    asked = version.items.get(request.args.get("item", ""))
    found = asked or next(iter(version.items.values()), NEW_ITEM)
    return _item(found, found.code, now)


def _item(item: Item, was: str, now: Version | None) -> Context:
    old: Any = None if now is None else now.items.get(was)
    return {
        "form": "item",
        "was": was,
        "item": item,
        "old": old,
        "old_words": item_shown(old) if old else None,
    }


def _linkage(linkage: Linkage, was: str) -> Context:
    shown = linkage_shown(linkage)
    return {"form": "linkage", "was": was, "linkage": linkage, "kind": shown["kind"]}
