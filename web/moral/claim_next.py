"""What comes next for a claim, and when: nobody has to ask how long it will take."""

from datetime import datetime

from ledger.kernel.clock import day_end
from ledger.moral.claim_kinds import ClaimState
from ledger.moral.claim_vote import QUORUM
from ledger.moral.days import period_end
from ledger.registry.errors import CalendarYearMissingError
from ledger.registry.working_days import WorkingDays
from projections.moral.claims.rows import ClaimRow
from web import formats
from web.moral.notice_words import last_moment, posts_on
from web.rendering import Context

_TO_SCREEN = (ClaimState.PROPOSED, ClaimState.WARNED)
_TO_REVIEW = (*_TO_SCREEN, ClaimState.SCREENED)
_TO_PUBLISH = (*_TO_REVIEW, ClaimState.REVIEWED)
OBJECT_SOON = "有人提异议只停这一条，监督委员会 5 个工作日内答复"


def next_steps(row: ClaimRow, now: datetime, calendar: WorkingDays) -> list[Context]:
    """Return the steps that are still to come, the next one first; none once it is over."""
    state = ClaimState(row.state)
    found: list[Context] = []
    if state in _TO_SCREEN:
        found.append(_screening(row, state))
    if state in _TO_REVIEW:
        rule = f"评议员投票，满 {QUORUM} 票、同意多的就通过；您家和亲戚家的人不投"
        found.append(_said("评议小组评", rule))
    if state in _TO_PUBLISH:
        found += _notice(row, now, calendar)
    if state is ClaimState.PUBLICISED:
        found.append(_posting(row))
    if state is ClaimState.OBJECTED:
        found.append(_said("监督委员会答复", f"维持的，重新公示；成立的，不{_verb(row)}"))
    return found


def _screening(row: ClaimRow, state: ClaimState) -> Context:
    if row.is_deduction and state is ClaimState.WARNED and row.put_right_until:
        until = formats.deadline(day_end(row.put_right_until))
        return _said("先改正", f"{until} 前改好，就不扣")
    return _said("村里核实", "网格员或村文书看过属实，送评议；退回的会写原因")


def _notice(row: ClaimRow, now: datetime, calendar: WorkingDays) -> list[Context]:
    if row.is_deduction:
        told = f"从送到那天起 {row.notice_days} 天，期满前都可以提异议；外面只公布类数"
        return [_said("通知送到您家", told), _said(f"扣 {row.points} 分", "没有异议，期满才扣")]
    shown = f"公示 {row.notice_days} 天"
    return [_said(shown, OBJECT_SOON), _said(f"入账 {row.points} 分", _soonest(row, now, calendar))]


def _soonest(row: ClaimRow, now: datetime, calendar: WorkingDays) -> str:
    """Say when the points arrive if it were published today; no promise where nobody can tell."""
    try:
        ends = period_end(now, row.notice_days, calendar)
    except CalendarYearMissingError:
        return "没有异议，公示期满就入账"
    return f"没有异议，公示期满就入账，最早 {posts_on(ends)}"


def _posting(row: ClaimRow) -> Context:
    if row.closes_at is None:
        return _said("通知送到您家", f"送到那天起 {row.notice_days} 天，没有异议才扣")
    what = f"{_verb(row)} {row.points} 分"
    return _said(what, f"{last_moment(row.closes_at)} 前没有异议，{posts_on(row.closes_at)} {what}")


def _verb(row: ClaimRow) -> str:
    return "扣" if row.is_deduction else "入账"


def _said(title: str, words: str) -> Context:
    return {"title": title, "words": words}
