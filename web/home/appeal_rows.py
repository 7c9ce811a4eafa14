"""Rows of a home about appeals and corrections: what waits for the committee, or the township."""

from api.auth import Caller
from api.moral.appeal_acting import LEVELS
from api.permissions import Action, may
from api.reach import scope_of
from api.services import services
from ledger.moral.period_finding import month_before, month_of
from projections.moral.periods.closings import DRAWN_UP
from web.home.rows import row
from web.moral.account_links import account_state
from web.rendering import Context


def appeal_rows(who: Caller) -> list[Context]:
    """Return the way to appeals, with how many wait for an answer."""
    if not may(who.role, Action.SEE_APPEALS):
        return []
    level = LEVELS.get(who.role)
    if level is None:
        return [row("/appeals", "speak", "申诉", "村里提了的，走到哪一步")]
    count = services().views.appeals.count_waiting(scope_of(who.grant.unit_code), level)
    words = "等您答复，最早的在前" if count else "没有等答复的申诉"
    return [
        row("/appeals", "speak", "申诉", words, count=count or None, tone="honey" * bool(count))
    ]


def adjustment_rows(who: Caller) -> list[Context]:
    """Return the way to entries on the wrong account, with how many wait for the committee."""
    if not may(who.role, Action.SEE_ADJUSTMENTS):
        return []
    count = services().views.adjustments.count_waiting(who.grant.unit_code)
    if may(who.role, Action.APPROVE_ADJUSTMENT):
        words = "等您批准，最早的在前" if count else "没有等批准的更正"
        tone = "honey" * bool(count)
        return [row("/adjustments", "undo", "错账更正", words, count=count or None, tone=tone)]
    words = "提了的，等监督委员会批准" if count else "哪一笔入错了户，在这里提"
    return [row("/desk/adjustments", "undo", "错账更正", words, count=count or None)]


def closing_row(who: Caller) -> Context:
    """Return the way to the month, and say if the clerk has signed and the committee has not."""
    latest = services().views.periods.closings(who.grant.unit_code, 1)
    waits = may(who.role, Action.LOCK_PERIOD) and [it.state for it in latest] == [DRAWN_UP]
    words = "文书签了字，等您锁账" if waits else "核对、签字、锁账，每月 1 日起"
    count, tone = (1, "honey") if waits else (None, "")
    return row("/desk/close", "calendar", "月结", words, count=count, tone=tone)


def account_row(who: Caller) -> Context:
    """Return the way to the accounts of the own village, and what the next one waits for."""
    state = account_state(who.grant.unit_code)
    address = f"/accounts?unit={who.grant.unit_code}"
    count, tone = (1, "honey") if state["is_waiting"] else (None, "")
    return row(address, "doc", "季度公开账", state["words"], count=count, tone=tone)


def month_rows(who: Caller) -> list[Context]:
    """Return the ways to months: villages that are late, and months to be opened again."""
    views, scope = services().views.periods, scope_of(who.grant.unit_code)
    rows = []
    if may(who.role, Action.SEE_CLOSINGS):
        count = views.count_late(scope, month_before(month_of(services().clock())))
        words = "上个月的账还没锁的村" if count else "上个月的账，各村都锁了"
        tone = "honey" * bool(count)
        rows.append(row("/closings", "calendar", "各村月结", words, count=count or None, tone=tone))
    if may(who.role, Action.REOPEN_PERIOD):
        count = views.count_asked(scope)
        words = "有申请重开的，等第二名管理员" if count else "锁了的账要改，两名管理员办"
        tone = "honey" * bool(count)
        rows.append(row("/reopenings", "lock", "重开月结", words, count=count or None, tone=tone))
    return rows
