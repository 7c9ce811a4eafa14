"""Reading what a clerk typed: an item, a linkage, a pledge, a vote."""

from datetime import date
from typing import Any

from flask import request

from ledger.moral.items import Decider, Item, ItemKind, Linkage, LinkageKind, Per, PledgeText
from ledger.moral.meetings import Meeting, MeetingKind

NO_DAY = date(1970, 1, 1)
"""What is no day lies before any meeting, and is refused with the others."""
TYPED_LENGTH_MAX = 1_000


def typed_item() -> Item:
    """Return the item of the form; what cannot be is refused by the ledger."""
    form = request.form
    return Item(
        code=typed("code"),
        title=typed("title"),
        text=typed("text"),
        kind=form.get("kind", ItemKind.ENVIRONMENT.value),
        points=number("points") or 0,
        is_deduction=form.get("is_deduction") == "yes",
        per=form.get("per", Per.HOUSEHOLD.value),
        day_cap=number("day_cap"),
        month_cap=number("month_cap"),
        year_cap=number("year_cap"),
        evidence=form.getlist("evidence"),
        proposers=form.getlist("proposers"),
        decider=Decider.PANEL.value,
        notice_days=number("notice_days") or 0,
        is_safety=form.get("is_safety") == "yes",
    ).tidied()


def typed_linkage() -> Linkage:
    """Return the linkage of the form."""
    kind = request.form.get("kind", LinkageKind.GOODS.value)
    return Linkage(code=typed("code"), kind=kind, text=typed("text"))


def typed_pledge() -> PledgeText:
    """Return the pledge of the form: one line for each."""
    return PledgeText(
        title=typed("title"), will_not=_lines("will_not"), will_lead=_lines("will_lead")
    )


def typed_meeting() -> Meeting:
    """Return the meeting of the form."""
    names = ("eligible", "present", "votes_for", "votes_against", "abstained")
    counts: dict[str, Any] = {it: _count(it) for it in names}
    kind = request.form.get("kind", MeetingKind.REPRESENTATIVES.value)
    return Meeting(kind=kind, held_on=typed_day("held_on"), **counts)


def typed(name: str) -> str:
    """Return a text of the form without blank ends."""
    return request.form.get(name, "").strip()[:TYPED_LENGTH_MAX]


def number(name: str) -> int | None:
    """Return a whole number of the form, or nothing where nothing was typed."""
    return request.form.get(name, type=int)


def typed_day(name: str) -> date:
    """Return a day of the form."""
    try:
        return date.fromisoformat(typed(name))
    except ValueError:
        return NO_DAY


def _count(name: str) -> int:
    found = number(name)
    return -1 if found is None else found


def _lines(name: str) -> list[str]:
    return [it.strip() for it in request.form.get(name, "").splitlines() if it.strip()]
