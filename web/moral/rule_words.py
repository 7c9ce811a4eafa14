"""Rules as pages say them: items, linkages, versions, meetings, and what was refused."""

from collections.abc import Mapping
from typing import Any

import msgspec

from api.words_zh import ITEM_KINDS
from ledger.moral.items import Item, Linkage
from ledger.moral.meetings import Meeting
from ledger.moral.versions import Version
from projections.moral.rulebooks.views import RulebookRow
from web import formats
from web.moral import rules_zh as zh
from web.rendering import Context

FEN_PER_YUAN = 100


def item_shown(item: Item) -> Context:
    """Return an item in words."""
    caps = (("日", item.day_cap), ("月", item.month_cap), ("年", item.year_cap))
    return {
        "code": item.code,
        "title": item.title,
        "text": item.text,
        "kind": ITEM_KINDS.get(item.kind, item.kind),
        "points": formats.signed(-item.points if item.is_deduction else item.points),
        "is_deduction": item.is_deduction,
        "caps": "，".join(f"{name} {cap}" for name, cap in caps if cap is not None) or "—",
        "per": zh.PERS.get(item.per, item.per),
        "evidence": "、".join(zh.EVIDENCE[it] for it in item.evidence),
        "proposers": "、".join(zh.PROPOSERS[it] for it in item.proposers),
        "notice_days": item.notice_days,
        "warns": item.is_deduction and not item.is_safety,
    }


def linkage_shown(linkage: Linkage) -> Context:
    """Return in words what points are good for."""
    kind = zh.LINKAGES.get(linkage.kind, linkage.kind)
    return {"code": linkage.code, "kind": kind, "text": linkage.text}


def meeting_shown(meeting: Meeting | None) -> Context | None:
    """Return in words how a meeting voted."""
    if meeting is None:
        return None
    unit = zh.COUNTED[meeting.kind]
    return {
        "kind": zh.MEETINGS[meeting.kind],
        "held_on": meeting.held_on,
        "came": f"应到 {meeting.eligible} {unit}，实到 {meeting.present} {unit}",
        "votes": f"同意 {meeting.votes_for}，反对 {meeting.votes_against}，"
        f"弃权 {meeting.abstained}",
        "article": meeting.article,
    }


def version_shown(row: RulebookRow) -> Context:
    """Return a version with its items by class."""
    version = row.version
    groups = []
    for kind, name in ITEM_KINDS.items():
        items = [
            item_shown(it)
            for it in version.items.values()
            if it.kind == kind and not it.is_deduction
        ]
        if items:
            groups.append({"name": name, "rows": items})
    taken = [item_shown(it) for it in version.items.values() if it.is_deduction]
    return {
        "number": row.number,
        "stage": row.stage.value,
        "stage_words": zh.STAGES[row.stage.value],
        "in_force_from": row.in_force_from,
        "filing_number": version.filing_number,
        "filed_on": version.filed_on,
        "meeting": meeting_shown(version.meeting),
        "groups": groups,
        "deductions": taken,
        "deductions_on": version.deductions_on,
        "linkages": [linkage_shown(it) for it in version.linkages.values()],
        "face_value": yuan(version.face_value_fen),
        "pledge": version.pledge,
        "items_count": len(version.items),
    }


def line_shown(row: RulebookRow) -> Context:
    """Return a version as one line of a list."""
    return {
        "number": row.number,
        "stage": row.stage.value,
        "stage_words": zh.STAGES[row.stage.value],
        "in_force_from": row.in_force_from,
    }


def compared(old: Version, new: Version) -> list[Context]:
    """Return what differs between two versions, code by code."""
    lines = [_compared(code, _said(old, code), _said(new, code)) for code in _codes(old, new)]
    return [it for it in lines if it is not None]


def refusal_facts(code: str, facts: Mapping[str, Any]) -> list[str]:
    """Write in sentences what a refused rule, meeting or day is to be changed in."""
    if code == "rule_infringes_rights":
        words = zh.TOPICS.get(str(facts.get("topic")), "")
        return [f"{words}（{facts.get('article')}）。", zh.ALLOWED]
    if code == "meeting_quorum_not_met":
        return [
            f"实到 {facts.get('present')}，至少要 {facts.get('needed')}（{facts.get('article')}）。"
        ]
    if code == "rulebook_day_taken":
        return [f"最早 {facts.get('earliest')}，最晚 {facts.get('latest')}。"]
    known = zh.MEETING_FLAWS if code == "meeting_invalid" else zh.FLAWS
    flaws, item = facts.get("flaws"), facts.get("item_code")
    where = f"第 {item} 条：" if item else ""
    return [f"{where}{known[it]}。" for it in flaws if it in known] if flaws else []


def conflict_shown(facts: Mapping[str, Any]) -> Context | None:
    """Return what a part of the draft says now that somebody else changed it."""
    now = facts.get("now")
    if isinstance(now, dict) and "points" in now:
        return item_shown(msgspec.convert(now, Item))
    if isinstance(now, dict) and "kind" in now:
        return linkage_shown(msgspec.convert(now, Linkage))
    return None


def yuan(fen: int) -> str:
    """Write an amount of money: 1 元, 0.5 元."""
    whole, rest = divmod(abs(fen), FEN_PER_YUAN)
    sign = formats.MINUS if fen < 0 else ""
    said = f"{whole:,}" if not rest else f"{whole:,}.{rest:02d}".rstrip("0")
    return f"{sign}{said} 元"


def _codes(*versions: Version) -> list[str]:
    return sorted({code for it in versions for code in (*it.items, *it.linkages)})


def _said(version: Version, code: str) -> str | None:
    if (item := version.items.get(code)) is not None:
        shown = item_shown(item)
        said = f"{shown['title']}　{shown['points']} 分，封顶：{shown['caps']}。{item.text}"
        who = f"证据：{shown['evidence']}；申报：{shown['proposers']}；公示 {item.notice_days} 天"
        return f"{said}（{who}）"
    if (linkage := version.linkages.get(code)) is not None:
        shown = linkage_shown(linkage)
        return f"{shown['kind']}：{linkage.text}"
    return None


def _compared(code: str, old: str | None, new: str | None) -> Context | None:
    if old == new:
        return None
    kind = "新增" if old is None else "删去" if new is None else "改了"
    return {"code": code, "kind": kind, "old": old or "—", "new": new or "—"}
