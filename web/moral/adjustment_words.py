"""Corrections of entries in words: whose, which, what it comes to, what became of it."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from api.moral.adjustment_acting import EVIDENCE, Effect
from api.moral.homes import homes_of
from api.moral.rule_titles import titles_of
from api.services import services
from projections.moral.adjustments.fold import APPROVED, DECLINED, WAITING
from projections.moral.adjustments.views import AdjustmentRow
from projections.moral.scores.views import ScoreEntry
from web import formats
from web.rendering import Context

STATES: Final = {
    WAITING: ("等委员会批准", "warn"),
    APPROVED: ("已更正", "ok"),
    DECLINED: ("不更正", ""),
}


def entries_shown(found: Sequence[ScoreEntry]) -> list[Context]:
    """Return entries with their titles, figures and days."""
    claims = services().views.claims.by_ids(it.claim_id for it in found if it.claim_id)
    titles = titles_of(list(claims.values()))
    shown = []
    for it in found:
        claim = claims.get(it.claim_id) if it.claim_id else None
        key = (claim.unit_code, claim.version, claim.item_code) if claim else None
        shown.append(
            {
                "entry_id": it.entry_id,
                "title": titles[key] if key else f"细则第 {it.item_code} 条",
                "item_code": it.item_code,
                "figure": f"{'−' if it.is_deduction else '+'}{it.points}",
                "is_deduction": it.is_deduction,
                "is_reversed": it.is_reversed,
                "occurred_on": it.occurred_on,
                "posted": formats.day(it.posted_at),
                "claim_id": it.claim_id,
            }
        )
    return shown


def rows_shown(found: Sequence[AdjustmentRow]) -> list[Context]:
    """Return corrections with their entries and both households' numbers."""
    views = services().views
    entries = views.scores.several(it.entry_id for it in found)
    shown = {it["entry_id"]: it for it in entries_shown(list(entries.values()))}
    ids = {it.household_id for it in found} | {
        it.right_household_id for it in found if it.right_household_id
    }
    numbers = {it: home.number for it, home in homes_of(ids).items()}
    return [_row(it, shown.get(it.entry_id), numbers) for it in found]


def _row(it: AdjustmentRow, entry: Context | None, numbers: dict[UUID, str]) -> Context:
    right = numbers.get(it.right_household_id, "") if it.right_household_id else ""
    return {
        "number": it.number,
        "address": f"/adjustments/{it.number}",
        "entry": entry or {"title": "这一笔", "figure": "", "is_deduction": False},
        "wrong": numbers.get(it.household_id, ""),
        "right": right,
        "what": f"改记到 {right} 户" if right else "冲正，不另记",
        "state": STATES[it.state],
        "is_waiting": it.is_waiting,
        "asked": formats.day(it.requested_at),
        "decided": formats.day(it.decided_at) if it.decided_at else "",
        "amount": it.amount,
        "shortfall": it.shortfall,
    }


def effect_shown(effect: Effect, *, is_deduction: bool) -> Context:
    """Say what a correction comes to: balances before and after, and what stays short."""
    right = effect.right
    return {
        "wrong": effect.wrong.home.number,
        "before": effect.wrong.before,
        "after": effect.wrong.after,
        "amount": effect.amount,
        "shortfall": effect.shortfall,
        "is_deduction": is_deduction,
        "right": right.home.number if right else "",
        "right_before": right.before if right else 0,
        "right_after": right.after if right else 0,
    }


def reason_and_evidence(body: str | None) -> tuple[str, str]:
    """Part the one text that is kept: why the entry is wrong, and what shows it."""
    if body is None:
        return "说明已删除", ""
    reason, _, evidence = body.partition(EVIDENCE)
    return reason, evidence


def story_of(row: AdjustmentRow, entry_id: UUID) -> str:
    """Tell a household what was done with an entry, without naming the other household."""
    if row.is_waiting:
        return "村文书说这一笔入错了，等监督委员会批准。没批准前分数不变。"
    day = formats.day(row.decided_at) if row.decided_at else ""
    if row.state == DECLINED:
        return f"{day}监督委员会看过，这一笔没有错，不更正。"
    if row.right_entry_id == entry_id:
        return f"{day}监督委员会批准更正：这一笔原来入错了户，现在记到您家。"
    said = f"{day}监督委员会批准更正：这一笔入错了，退回 {row.amount} 分。"
    if row.shortfall:
        said += f"不够的 {row.shortfall} 分由村里担，您家不欠分。"
    return said
