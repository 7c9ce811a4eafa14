"""Changing the text of a draft: nothing is lost that somebody else has changed meanwhile."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from ledger.moral.item_rules import (
    ITEMS_MAX,
    LINKAGES_MAX,
    check_face_value,
    check_item,
    check_linkage,
    check_pledge,
)
from ledger.moral.items import Item, Linkage, PledgeText
from ledger.moral.rulebook import Rulebook
from ledger.moral.rulebook_errors import (
    EditOutdatedError,
    RulebookDraftOpenError,
    RuleItemInvalidError,
    RuleItemNotFoundError,
    RuleItemTakenError,
)
from ledger.moral.rulebook_facts import PARAMETERS, PLEDGE
from ledger.moral.versions import EDITABLE, FACE_VALUE_FEN, Version


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who changes which version, as they last saw it, and when."""

    version: int
    edit: int
    """The draft's ``edit`` on the page they changed."""
    by: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class Start:
    """What a draft begins with."""

    base: str
    items: tuple[Item, ...] = ()
    linkages: tuple[Linkage, ...] = ()
    pledge: PledgeText | None = None
    deductions_on: bool = False
    face_value_fen: int = FACE_VALUE_FEN

    @classmethod
    def of(cls, version: Version) -> "Start":
        """Begin with what another version says."""
        return cls(
            base=f"version:{version.number}",
            items=tuple(version.items.values()),
            linkages=tuple(version.linkages.values()),
            pledge=version.pledge,
            deductions_on=version.deductions_on,
            face_value_fen=version.face_value_fen,
        )


def begin_draft(book: Rulebook, start: Start, by: UUID, at: datetime) -> int:
    """Begin a version and return its number; while one is under way there is no second."""
    if book.draft is not None:
        raise RulebookDraftOpenError(version=book.draft.number)
    number = len(book.versions) + 1
    book.record(
        book.Drafted,
        number,
        at,
        base=start.base,
        items=list(start.items),
        linkages=list(start.linkages),
        pledge=start.pledge,
        deductions_on=start.deductions_on,
        face_value_fen=start.face_value_fen,
        drafted_by=by,
    )
    return number


def add_item(book: Rulebook, item: Item, stamp: Stamp) -> None:
    """Add an item under a code that nothing has yet."""
    draft = _editable(book, stamp)
    if item.code in draft.items or item.code in draft.linkages:
        raise RuleItemTakenError(item_code=item.code, edit=draft.edit)
    if len(draft.items) >= ITEMS_MAX:
        raise RuleItemInvalidError(item_code=item.code, flaws=["items_max"])
    check_item(item)
    _record(book, book.ItemAdded, stamp, item=item)


def change_item(book: Rulebook, item: Item, stamp: Stamp) -> None:
    """Change an item; the same again changes nothing."""
    draft = _editable(book, stamp)
    there = _item(draft, item.code)
    _refuse_outdated(book, item.code, stamp, there)
    check_item(item)
    if item != there:
        _record(book, book.ItemChanged, stamp, item=item)


def remove_item(book: Rulebook, code: str, stamp: Stamp) -> None:
    """Take an item out of the draft."""
    there = _item(_editable(book, stamp), code)
    _refuse_outdated(book, code, stamp, there)
    _record(book, book.ItemRemoved, stamp, item_code=code)


def set_linkage(book: Rulebook, linkage: Linkage, stamp: Stamp) -> None:
    """Add or change what points are good for."""
    draft = _editable(book, stamp)
    there = draft.linkages.get(linkage.code)
    if linkage.code in draft.items:
        raise RuleItemTakenError(item_code=linkage.code, edit=draft.edit)
    if there is None and len(draft.linkages) >= LINKAGES_MAX:
        raise RuleItemInvalidError(item_code=linkage.code, flaws=["linkages_max"])
    _refuse_outdated(book, linkage.code, stamp, there)
    check_linkage(linkage)
    if linkage != there:
        _record(book, book.LinkageSet, stamp, linkage=linkage)


def remove_linkage(book: Rulebook, code: str, stamp: Stamp) -> None:
    """Take a linkage out of the draft."""
    there = _editable(book, stamp).linkages.get(code)
    _refuse_outdated(book, code, stamp, there)
    if there is None:
        raise RuleItemNotFoundError(item_code=code, version=stamp.version)
    _record(book, book.LinkageRemoved, stamp, linkage_code=code)


def set_parameters(
    book: Rulebook, stamp: Stamp, *, deductions_on: bool, face_value_fen: int
) -> None:
    """Switch deductions on or off, and say what a point is worth."""
    draft = _editable(book, stamp)
    there = {"deductions_on": draft.deductions_on, "face_value_fen": draft.face_value_fen}
    _refuse_outdated(book, PARAMETERS, stamp, there)
    check_face_value(face_value_fen)
    wanted = {"deductions_on": deductions_on, "face_value_fen": face_value_fen}
    if wanted != there:
        _record(book, book.ParametersSet, stamp, **wanted)


def set_pledge(book: Rulebook, pledge: PledgeText | None, stamp: Stamp) -> None:
    """Write what households sign, or that they sign nothing."""
    draft = _editable(book, stamp)
    _refuse_outdated(book, PLEDGE, stamp, draft.pledge)
    if pledge is not None:
        check_pledge(pledge)
    if pledge != draft.pledge:
        _record(book, book.PledgeSet, stamp, pledge=pledge)


def _editable(book: Rulebook, stamp: Stamp) -> Version:
    return book.at_stage(stamp.version, *EDITABLE)


def _item(draft: Version, code: str) -> Item:
    found = draft.items.get(code)
    if found is None:
        raise RuleItemNotFoundError(item_code=code, version=draft.number)
    return found


def _refuse_outdated(book: Rulebook, part: str, stamp: Stamp, there: object) -> None:
    """Refuse a change of a part that changed after the page was drawn; tell what it says now."""
    changed = book.touched.get(part, 0)
    if changed > stamp.edit:
        raise EditOutdatedError(
            version=stamp.version,
            part=part,
            edit=book.version_of(stamp.version).edit,
            edited=stamp.edit,
            now=msgspec.to_builtins(there),
        )


def _record(book: Rulebook, event_class: Any, stamp: Stamp, **facts: Any) -> None:
    edit = book.version_of(stamp.version).edit + 1
    book.record(event_class, stamp.version, stamp.at, edit=edit, edited_by=stamp.by, **facts)
