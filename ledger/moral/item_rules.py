"""What an item, a linkage, a parameter or a pledge may say at all."""

import re

from ledger.moral.items import (
    CAP_MAX,
    CODE_LENGTH_MAX,
    CODE_LENGTH_MIN,
    DEDUCTION_KINDS,
    DEDUCTION_MONTH_MAX,
    DEDUCTION_POINTS_MAX,
    ITEM_TEXT_LENGTH_MAX,
    NOTICE_DAYS_LONG,
    NOTICE_DAYS_ROUTINE,
    POINTS_MAX,
    TITLE_LENGTH_MAX,
    Decider,
    EvidenceKind,
    Item,
    ItemKind,
    Linkage,
    LinkageKind,
    Per,
    PledgeText,
    Proposer,
)
from ledger.moral.rights import Reading, refuse_infringing
from ledger.moral.rulebook_errors import RuleItemInvalidError

FACE_VALUE_FEN_MIN, FACE_VALUE_FEN_MAX = 1, 1_000
ITEMS_MAX = 60
LINKAGES_MAX = 20
PLEDGE_LINES = 7
PLEDGE_TITLE_LENGTH_MAX, PLEDGE_LINE_LENGTH_MAX = 40, 60

_CODE = re.compile(rf"[0-9]{{{CODE_LENGTH_MIN},{CODE_LENGTH_MAX}}}")


def check_item(item: Item) -> None:
    """Refuse an item that cannot be so, and one that touches rights."""
    reading = Reading.DEDUCTION if item.is_deduction else Reading.GAIN
    _refuse(item.code, *_said(item), *_counted(item), *_judged(item))
    refuse_infringing(f"{item.title}，{item.text}", reading, "text")


def check_linkage(linkage: Linkage) -> None:
    """Refuse a linkage of no known kind, and one that touches rights."""
    flaws = []
    if not _CODE.fullmatch(linkage.code):
        flaws.append("code")
    if not 0 < len(linkage.text) <= ITEM_TEXT_LENGTH_MAX:
        flaws.append("text")
    if linkage.kind not in set(LinkageKind):
        flaws.append("kind")
    _refuse(linkage.code, *flaws)
    refuse_infringing(linkage.text, Reading.LINKAGE, "text")


def check_face_value(face_value_fen: int) -> None:
    """Refuse a worth of a point that is none."""
    if not FACE_VALUE_FEN_MIN <= face_value_fen <= FACE_VALUE_FEN_MAX:
        _refuse("", "face_value_fen")


def check_pledge(pledge: PledgeText) -> None:
    """Refuse a pledge with other than seven lines of each, and one that touches rights."""
    flaws = []
    if not 0 < len(pledge.title) <= PLEDGE_TITLE_LENGTH_MAX:
        flaws.append("pledge_title")
    for name in ("will_not", "will_lead"):
        lines: list[str] = getattr(pledge, name)
        if len(lines) != PLEDGE_LINES:
            flaws.append(f"{name}_lines")
        if not all(0 < len(it) <= PLEDGE_LINE_LENGTH_MAX for it in lines):
            flaws.append(f"{name}_length")
    _refuse("", *flaws)
    for line in (*pledge.will_not, *pledge.will_lead):
        refuse_infringing(line, Reading.GAIN, "pledge")


def _said(item: Item) -> list[str]:
    found = {
        "code": not _CODE.fullmatch(item.code),
        "title": not 0 < len(item.title) <= TITLE_LENGTH_MAX,
        "text": len(item.text) > ITEM_TEXT_LENGTH_MAX,
        "kind": item.kind not in set(ItemKind),
        "per": item.per not in set(Per),
        "decider": item.decider not in set(Decider),
        "evidence": not item.evidence
        or not set(item.evidence) <= set(EvidenceKind)
        or (EvidenceKind.NONE in item.evidence and len(item.evidence) > 1),
        "proposers": not item.proposers or not set(item.proposers) <= set(Proposer),
    }
    return [name for name, is_so in found.items() if is_so]


def _counted(item: Item) -> list[str]:
    """Name caps and points that make no sense: a longer time's cap is never the smaller one."""
    flaws = []
    if not 0 < item.points <= POINTS_MAX:
        flaws.append("points")
    caps = [it for it in (item.day_cap, item.month_cap, item.year_cap) if it is not None]
    if not all(item.points <= it <= CAP_MAX for it in caps) or caps != sorted(caps):
        flaws.append("caps")
    if item.notice_days not in (NOTICE_DAYS_ROUTINE, NOTICE_DAYS_LONG):
        flaws.append("notice_days")
    elif item.notice_days < item.notice_days_min:
        flaws.append("notice_days_too_few")
    return flaws


def _judged(item: Item) -> list[str]:
    """Name what only deductions may be, and what they may not (VP-10)."""
    if not item.is_deduction:
        only = item.is_safety or item.kind == ItemKind.BROKEN_PLEDGE
        return ["only_for_deductions"] if only else []
    found = {
        "deduction_kind": item.kind not in DEDUCTION_KINDS,
        "deduction_points": item.points > DEDUCTION_POINTS_MAX,
        "deduction_month_cap": (item.month_cap or 0) > DEDUCTION_MONTH_MAX,
        "safety_kind": item.is_safety and item.kind != ItemKind.SAFETY,
        "deduction_evidence": EvidenceKind.NONE in item.evidence,
    }
    return [name for name, is_so in found.items() if is_so]


def _refuse(code: str, *flaws: str) -> None:
    if flaws:
        raise RuleItemInvalidError(item_code=code, flaws=list(flaws))
