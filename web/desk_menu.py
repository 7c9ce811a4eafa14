"""The menu of desks: one for all console pages, with only what a role may open.

A letter after G leads to the page (G A is the claims desk), as the help of the desk lists.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

from api.permissions import Action, may
from people.roles import Role


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of the menu; ``letter`` is typed after G."""

    address: str
    words: str
    icon: str
    action: Action
    letter: str


MENU: Final[dict[str, tuple[Entry, ...]]] = {
    "审核": (
        Entry("/desk/claims", "申报审核", "list", Action.IMPORT_CLAIMS, "A"),
        Entry("/notices/drafts", "待公示", "check", Action.PUBLISH_NOTICE, "D"),
        Entry("/desk/notices", "公示", "megaphone", Action.PUBLISH_NOTICE, "N"),
        Entry("/deliveries", "待送达", "bell", Action.DELIVER_NOTICE, "T"),
        Entry("/objections", "异议", "undo", Action.DECIDE_OBJECTION, "O"),
        Entry("/appeals", "申诉", "undo", Action.SEE_APPEALS, "Y"),
        Entry("/desk/claims/import", "纸单补录", "upload", Action.IMPORT_CLAIMS, "I"),
        Entry("/desk/reports", "随手拍", "camera", Action.SEE_REPORT_DESK, "J"),
        Entry("/desk/rounds", "巡格进度", "walk", Action.SEE_ROUNDS, "X"),
    ),
    "账务": (
        Entry("/desk/close", "月结", "calendar", Action.SEE_PERIODS, "C"),
        Entry("/desk/budget", "预算偿付", "gauge", Action.SEE_RECEIPTS, "F"),
        Entry("/desk/stock", "超市库存", "gift", Action.SEE_STOCK, "S"),
        Entry("/desk/adjustments", "错账更正", "undo", Action.ASK_ADJUSTMENT, "B"),
        Entry("/adjustments", "错账更正", "undo", Action.APPROVE_ADJUSTMENT, "B"),
        Entry("/reopenings", "重开月结", "lock", Action.REOPEN_PERIOD, "M"),
        Entry("/desk/hand-overs", "发放记录", "box", Action.SEE_HAND_OVERS, "P"),
        Entry("/desk/openings", "期初导入", "upload", Action.SEE_OPENINGS, "K"),
    ),
    "制度": (
        Entry("/desk/rulebook", "积分细则", "book", Action.EDIT_RULEBOOK, "R"),
        Entry("/rulebooks/reviews", "细则审查", "book", Action.REVIEW_RULEBOOK, "R"),
        Entry("/desk/pledges", "签了的户", "people", Action.ENTER_PLEDGE, "Q"),
        Entry("/desk/grid-workers", "兼职网格员", "walk", Action.APPOINT_GRID_WORKER, "2"),
        Entry("/desk/households", "户籍账户", "home", Action.SEE_HOUSEHOLDS, "H"),
        Entry("/desk/households/roster", "名册导入", "upload", Action.MANAGE_HOUSEHOLDS, "L"),
    ),
    "监督": (
        Entry("/desk/alarms", "异常提醒", "bell", Action.SEE_ALARMS, "W"),
        Entry("/spot-checks", "抽查", "search", Action.SPOT_CHECK, "V"),
        Entry("/desk/street", "总览", "heat", Action.SEE_OVERDUE, "1"),
        Entry("/street/reports", "随手拍一览", "camera", Action.SEE_REPORT_FIGURES, "3"),
        Entry("/overview", "一览", "gauge", Action.SEE_OVERVIEW, "E"),
        Entry("/audit", "审计日志", "eye", Action.SEE_AUDIT, "U"),
    ),
    "对接": (Entry("/national", "全国系统", "upload", Action.EXPORT_NATIONAL, "Z"),),
}


@cache
def desk_menu(role: str) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    """Return the groups of the menu with what a role may open; none for who is not known."""
    if role not in set(Role):
        return ()
    shown = [(group, _open_to(Role(role), all_)) for group, all_ in MENU.items()]
    return tuple((group, entries) for group, entries in shown if entries)


def searches_households(role: str) -> bool:
    """Tell whether a role may look households up by their number."""
    return role in set(Role) and may(Role(role), Action.SEE_HOUSEHOLDS)


def _open_to(role: Role, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    return tuple(it for it in entries if may(role, it.action))
