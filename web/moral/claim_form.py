"""Filing an act by a form: which items may be chosen, and what was typed and sent."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask import request

from api.auth import caller
from api.photos.keeping import PHOTO_FIELD, PHOTOS_AT_ONCE_MAX, keep_photo
from api.reach import today
from api.services import services
from ledger.moral.claim_errors import ClaimDayInvalidError
from ledger.moral.claim_kinds import Source
from ledger.moral.claim_proposal import ACT_DAYS_AGO_MAX, PAPER_DAYS_AGO_MAX
from ledger.moral.items import EvidenceKind, Item, ItemKind, Proposer
from web.forms import form_key
from web.moral.claim_words import EVIDENCE, KINDS
from web.rendering import Context

SOURCES = (Source.PHONE.value, Source.DESK.value, Source.PAPER_SHEET.value)


def items_for(unit_code: str, role: Proposer) -> list[Item]:
    """Return the items of today's version that somebody may propose."""
    book = services().views.rulebooks.in_force_on(unit_code, today())
    if book is None:
        return []
    version = book.version
    return [
        it
        for it in version.items.values()
        if role.value in it.proposers and (not it.is_deduction or version.deductions_on)
    ]


def kinds_of(items: list[Item], chosen: str, item_code: str) -> list[Context]:
    """Return the classes there are; that of the item that was chosen, or the first, is open."""
    found = [it for it in KINDS if any(item.kind == it for item in items)]
    of_item = next((it.kind for it in items if it.code == item_code), "")
    wanted = of_item or (chosen if chosen in found else next(iter(found), ""))
    return [
        {"name": it.value, "words": KINDS[it][0], "icon": KINDS[it][1], "is_chosen": it == wanted}
        for it in found
    ]


def item_shown(it: Item) -> Context:
    """Return an item to choose."""
    caps = ((it.day_cap, "每天"), (it.month_cap, "每月"), (it.year_cap, "每年"))
    return {
        "code": it.code,
        "title": it.title,
        "text": it.text,
        "figure": f"{'−' if it.is_deduction else '+'}{it.points}",
        "cap": "，".join(f"{said}最多 {cap} 分" for cap, said in caps if cap is not None),
        "evidence": "、".join(EVIDENCE[EvidenceKind(each)] for each in it.evidence),
        "kind": it.kind,
        "kind_words": KINDS[ItemKind(it.kind)][0],
    }


def first_day() -> date:
    """Return the first day that can be filed today."""
    return today() - timedelta(days=ACT_DAYS_AGO_MAX)


def asked(role: Proposer) -> dict[str, Any]:
    """Return what the form asks for; its pictures are kept first."""
    form = request.form
    source = form.get("source", "")
    return {
        "household_number": None if role is Proposer.HOUSEHOLD else form.get("number", "")[:10],
        "item_code": form.get("item", "")[:3],
        "occurred_on": _day(form.get("day", "")),
        "points": int(form["points"]) if form.get("points", "").isdecimal() else None,
        "person_id": None,
        "photo_ids": _photos(role),
        "evidence": [it for it in form.getlist("evidence") if it in set(EvidenceKind)],
        "words": form.get("words", "").strip(),
        "source": source if source in SOURCES else Source.PHONE.value,
    }


def paper_days() -> int:
    """Return how late a paper sheet may be typed in."""
    return PAPER_DAYS_AGO_MAX


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise ClaimDayInvalidError(
            first=first_day().isoformat(), last=today().isoformat()
        ) from None


def _photos(role: Proposer) -> list[UUID]:
    sent = [it for it in request.files.getlist(PHOTO_FIELD) if it.filename][:PHOTOS_AT_ONCE_MAX]
    about = caller().person_id if role is Proposer.HOUSEHOLD else None
    key = form_key()
    return [keep_photo(it, f"{key}-{n}", about=about).photo.photo_id for n, it in enumerate(sent)]
