"""Claims in words: what each is, where it stands, and until when. Never "in progress" alone."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from ledger.moral.claim_kinds import ClaimState, RejectReason, ReversalCause
from ledger.moral.items import EvidenceKind, ItemKind, Proposer
from projections.moral.claims.fold import TAKEN_BACK
from web import formats
from web.moral.notice_words import STATES
from web.rendering import Context

KINDS: Final = {
    ItemKind.ENVIRONMENT: ("环境", "leaf"),
    ItemKind.NEIGHBOUR: ("帮邻里", "heart"),
    ItemKind.FRUGAL: ("喜事简办", "gift"),
    ItemKind.VOLUNTEER: ("志愿", "people"),
    ItemKind.SAFETY: ("平安", "shield"),
    ItemKind.LEARNING: ("学习", "book"),
    ItemKind.HONOUR: ("荣誉", "star"),
    ItemKind.COLLECTIVE: ("集体事", "flag"),
    ItemKind.BROKEN_PLEDGE: ("违反承诺", "warn"),
}
EVIDENCE: Final = {
    EvidenceKind.PHOTO: "照片",
    EvidenceKind.WITNESS: "有人证明",
    EvidenceKind.CERTIFICATE: "有证书",
    EvidenceKind.RECORD: "有登记、签到",
    EvidenceKind.NONE: "不用凭证",
}
PROPOSERS: Final = {
    "household": "本户",
    "neighbour": "邻里",
    "grid_worker": "网格员",
    "building_leader": "楼栋长",
    "entrance_leader": "单元长",
    "clerk": "村文书",
}
REASONS: Final = {
    RejectReason.RETURNED: "退回了",
    RejectReason.VOTED_DOWN: "评议没有通过",
    RejectReason.OBJECTION_UPHELD: "异议成立，不入账",
    RejectReason.PUT_RIGHT: "已经改正，不扣分",
    RejectReason.DUPLICATE: "和别的申报重复了",
}
CAUSES: Final = {
    ReversalCause.APPEAL_UPHELD: "申诉成立",
    ReversalCause.POSTING_ERROR: "记错了",
}


def day_words(day: date) -> str:
    """Say a day as people do: 11月18日."""
    return f"{day.month}月{day.day}日"


def stands(it: Context) -> str:
    """Say where a claim stands, and since when or until when."""
    since = formats.day(it["changed_at"])
    by = "村文书" if it["proposer_role"] == Proposer.GRID_WORKER else "网格员"
    said = {
        ClaimState.PROPOSED: f"{since}报的，等{by}核实",
        ClaimState.SCREENED: f"{since}核实了，等评议小组评",
        ClaimState.REVIEWED: f"{since}评议通过，等公示",
        ClaimState.PUBLICISED: f"{since}公示，通知送到本户起算 7 天",
        ClaimState.OBJECTED: f"{since}有人提出异议，先停着，等监督委员会答复",
        ClaimState.POSTED: f"{since}入账",
        ClaimState.WITHDRAWN: f"{since}撤回了",
        ClaimState.REVERSED: f"{since}冲正了",
    }
    state = ClaimState(it["state"])
    if state is ClaimState.WARNED:
        return f"提醒了，{day_words(it['put_right_until'])} 24:00 前改好就不扣"
    if state is ClaimState.PUBLICISED and it["closes_at"] is not None:
        return f"公示到 {formats.deadline(it['closes_at'])}，没有异议就入账"
    if state is ClaimState.REJECTED:
        return f"{since}{REASONS[RejectReason(it['reason'])]}"
    return said[state]


def short(claim_id: UUID | str) -> str:
    """Return the end of a claim's ID: enough to tell those on one page apart."""
    return str(claim_id)[-4:].upper()


def row_shown(it: Context) -> Context:
    """Return a claim for a row of a page."""
    words, tone = STATES[it["state"]]
    kind = KINDS[ItemKind(it["kind"])]
    sign = "−" if it["is_deduction"] else "+"
    return it | {
        "words": words,
        "tone": tone,
        "stands": stands(it),
        "figure": f"{sign}{it['points']}",
        "icon": kind[1],
        "kind_words": kind[0],
        "whose": f"{it['group']} {it['number']} 户".strip(),
        "proposer": PROPOSERS[it["proposer_role"]],
        "evidence_words": "、".join(EVIDENCE[EvidenceKind(each)] for each in it["evidence"]),
        "address": f"/claims/{it['claim_id']}",
        "short": short(it["claim_id"]),
    }


def steps_shown(steps: Sequence[Any]) -> list[Context]:
    """Return the story of a claim: what happened, on which day, until when, how, and why.

    Who took a step is said by office, never by name; how single people voted is nobody's business.
    """
    return [
        {
            "title": _step(it),
            "when": f"{formats.day(it['occurred_at'])} {formats.clock(it['occurred_at'])}",
            "until": f"到 {formats.deadline(it['until'])}" if it["until"] else "",
            "how": _how(it),
            "words": it["words"] or "",
        }
        for it in steps
    ]


def _step(it: Context) -> str:
    kind, detail = it["kind"], it["detail"]
    if kind == ClaimState.PROPOSED:
        return f"{PROPOSERS[detail]}申报 {it['points']} 分"
    if kind == ClaimState.REJECTED:
        return REASONS[RejectReason(detail)]
    if kind == "objection_decided":
        return "监督委员会：异议成立" if detail == "upheld" else "监督委员会：维持，重新公示"
    if kind == ClaimState.REVERSED:
        return f"{CAUSES[ReversalCause(detail)]}，冲正 {it['points']} 分"
    return {
        ClaimState.SCREENED.value: f"村里核实属实，{it['points']} 分，送评议",
        ClaimState.WARNED.value: "单独提醒本户，限期改正",
        ClaimState.REVIEWED.value: "评议小组通过",
        ClaimState.PUBLICISED.value: "公示",
        ClaimState.OBJECTED.value: "有人提出异议，这条先停",
        ClaimState.POSTED.value: f"{'扣' if it['is_deduction'] else '入账'} {it['points']} 分",
        ClaimState.WITHDRAWN.value: "撤回",
        TAKEN_BACK: "撤回了核实，再核实一次",
        "delivered": "通知送到本户",
        "panel_short": "能评的人不够 3 位，请镇里增补评议员",
    }[kind]


def _how(it: Context) -> str:
    """Say what a step rests on: the evidence, the votes, the days of the notice."""
    if it["kind"] == ClaimState.PROPOSED:
        return evidence_words(it["evidence"], it["photos"])
    if it["kind"] == ClaimState.REVIEWED or it["detail"] == RejectReason.VOTED_DOWN:
        return votes_words(*it["votes"])
    if it["kind"] == ClaimState.PUBLICISED and not it["is_deduction"]:
        return f"公示 {it['notice_days']} 天，张贴当天不算"
    return ""


def evidence_words(kinds: Sequence[str], photos: int) -> str:
    """Say what proves an act: 照片 2 张、有人证明."""
    said = [EVIDENCE[EvidenceKind(it)] for it in kinds if it != EvidenceKind.PHOTO]
    return "、".join([f"照片 {photos} 张", *said] if photos else said)


def votes_words(votes_for: int, votes_against: int, recused: int) -> str:
    """Say how the panel voted, in counts: 3 票同意，1 票不同意，1 人回避."""
    said = [f"{votes_for} 票同意", f"{votes_against} 票不同意"]
    return "，".join([*said, f"{recused} 人回避"] if recused else said)
