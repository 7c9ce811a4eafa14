"""Appeals in words: why, how it came in, where it stands and until when."""

from datetime import datetime
from typing import Final
from uuid import UUID

from ledger.moral.appeal import AppealMethod, AppealReason, AppealState
from projections.moral.appeals.views import AppealRow
from web import formats
from web.moral.claim_words import day_words
from web.rendering import Context

REASONS: Final = {
    AppealReason.PUT_RIGHT_BEFORE: "那天已改好",
    AppealReason.NOT_OURS: "不是我家的",
    AppealReason.NOT_TOLD: "没通知我",
    AppealReason.WRONG_POINTS: "分数不对",
    AppealReason.OTHER: "别的",
}
METHODS: Final = {
    AppealMethod.ORAL: "当面说的",
    AppealMethod.TELEPHONE: "打电话说的",
    AppealMethod.PAPER: "递的纸条",
}
STATES: Final = {
    AppealState.COMMITTEE: ("复核中", "warn"),
    AppealState.KEPT: ("维持", ""),
    AppealState.TOWNSHIP: ("乡镇复核中", "warn"),
    AppealState.UPHELD: ("成立，已冲正", "ok"),
    AppealState.ENDED: ("维持", ""),
    AppealState.WITHDRAWN: ("撤回了", ""),
}


def steps(row: AppealRow, texts: dict[UUID, str]) -> list[Context]:
    """Return what happened so far, with its days and the words that were said."""
    state = AppealState(row.state)
    said = [_step("提出申诉", row.filed_at, _said(texts, row.text_id))]
    first = "村务监督委员会：成立，冲正" if _upheld_first(row) else "村务监督委员会：维持"
    if row.answered_at is not None:
        said.append(_step(first, row.answered_at, _said(texts, row.answer_text_id)))
    if row.escalated_at is not None:
        said.append(_step("找乡镇复核", row.escalated_at, _said(texts, row.escalation_text_id)))
    if row.township_answered_at is not None:
        second = "乡镇：成立，冲正" if state is AppealState.UPHELD else "乡镇：维持"
        said.append(_step(second, row.township_answered_at, _said(texts, row.township_text_id)))
    if row.withdrawn_at is not None:
        said.append(_step("撤回申诉", row.withdrawn_at, None))
    return said


def _upheld_first(row: AppealRow) -> bool:
    return row.state == AppealState.UPHELD and row.township_answered_at is None


def _said(texts: dict[UUID, str], text_id: UUID | None) -> str | None:
    return texts.get(text_id) if text_id else None


def _step(title: str, at: datetime, words: str | None) -> Context:
    return {"title": title, "when": formats.day(at), "words": words or ""}


def until(row: AppealRow) -> str:
    """Say by when somebody answers, or until when the township can be asked; "" if neither."""
    if row.is_waiting:
        if row.answer_due_on is None:
            return "答复期限等明年的放假安排公布后再定"
        return f"{day_words(row.answer_due_on)} 24:00 前答复"
    if row.state == AppealState.KEPT and row.may_escalate_until is not None:
        return f"不满意，{day_words(row.may_escalate_until)} 24:00 前还能找乡镇"
    return ""
