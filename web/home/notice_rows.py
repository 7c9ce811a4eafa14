"""Rows of a home about public notices: what waits for whom."""

from api.auth import Caller
from api.moral.homes import adult_homes
from api.permissions import Action, may
from api.reach import scope_of
from api.services import services
from ledger.moral.notice_kinds import NOTICE_LINES_MAX
from web.home.rows import row
from web.rendering import Context

COUNTED_MAX = 50


def notice_rows(who: Caller) -> list[Context]:
    """Return the ways to drafts, deliveries and objections, with how much waits."""
    rows, unit, views = [], who.grant.unit_code, services().views
    if may(who.role, Action.PUBLISH_NOTICE):
        count = len(views.notices.ready(unit, NOTICE_LINES_MAX))
        words = "评议通过的，勾选后张贴" if count else "评议通过的会列在这里"
        rows.append(_counted("/notices/drafts", "megaphone", "待公示", words, count))
        rows.append(row("/desk/notices", "list", "公示台账", "进行中的、异议、广播稿"))
    if may(who.role, Action.DELIVER_NOTICE):
        count = len(views.notices.deductions_on(unit, COUNTED_MAX))
        words = "当面交给本户，再登记" if count else "没有要送的扣分通知"
        rows.append(_counted("/deliveries", "bell", "送达扣分通知", words, count))
    if may(who.role, Action.DECIDE_OBJECTION):
        count = views.objections.count_waiting(scope_of(unit))
        words = "停着等您答复" if count else "没有等答复的异议"
        rows.append(_counted("/objections", "speak", "异议", words, count))
    if may(who.role, Action.OBJECT) or may(who.role, Action.DECIDE_OBJECTION):
        rows.append(row("/notices", "notice", "公示", "村里正在公示的积分"))
    return rows


def own_notice(who: Caller) -> bool:
    """Tell whether the household of somebody has a notice that nobody has opened yet."""
    if not may(who.role, Action.READ_OWN_NOTICE):
        return False
    rows = services().views.notices.deductions_of(adult_homes(who), COUNTED_MAX)
    return any(it.state == "publicised" and it.delivered_at is None for it in rows)


def _counted(address: str, icon: str, title: str, words: str, count: int) -> Context:
    return row(address, icon, title, words, count=count or None, tone="honey" * bool(count))
