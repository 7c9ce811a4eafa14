"""Words of a statement: what an entry was for, by its reason."""

from typing import Final

from projections.reports.rows import OwnTotals

#: What points came from: words, and what one of them is called.
SOURCES: Final = {
    "visit": ("到站打卡", "天，每天最多 1 分"),
    "award": ("奖励", "次"),
    "report_accepted": ("上报被受理", "件"),
    "report_resolved": ("问题解决了", "件"),
    "major_hazard": ("报了重大隐患", "件"),
}
#: What became of points, by the kind of the entry.
SPENDING: Final = {
    "hold": "兑换",
    "void": "兑换退回",
    "refund": "退货返还",
    "expire": "到期",
    "forfeit": "注销作废",
    "reverse": "记错了，冲正",
    "deduct": "扣分",
    "restore": "扣分退回",
}
OTHER: Final = ("其他", "笔")


def source_said(reason: str) -> tuple[str, str]:
    """Say where points came from, and what they are counted in."""
    return SOURCES.get(reason, OTHER)


def spending_said(kind: str) -> str:
    """Say what became of points."""
    return SPENDING.get(kind, OTHER[0])


def reports_said(it: OwnTotals) -> str:
    """Say what became of reports: 报了 3 件，受理 2 件，解决 1 件."""
    return f"报了 {it.filed:,} 件，受理 {it.accepted:,} 件，解决 {it.resolved:,} 件"


def month_said(month: str) -> str:
    """Write a month as people say it: 2026 年 11 月."""
    return f"{month[:4]} 年 {int(month[5:])} 月"
