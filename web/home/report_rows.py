"""Rows of a home about reports: what waits to be taken on, and what is overdue."""

from api.auth import Caller
from api.permissions import Action, may
from api.reach import scope_of
from api.services import services
from ledger.reports.kinds import OPEN, ReportState
from web.home.rows import row
from web.rendering import Context


def report_rows(who: Caller) -> list[Context]:
    """Return the ways to the desk of reports, and to what went up to the street."""
    rows, views = [], services().views.reports
    scope = scope_of(who.grant.unit_code)
    if may(who.role, Action.HANDLE_REPORTS):
        counted = views.waiting(scope)
        new = counted.get(ReportState.FILED.value, 0)
        open_ones = sum(counted.get(it.value, 0) for it in OPEN)
        words = "有新上报，30 分钟内受理" if new else f"在办的 {open_ones} 件，没有新的"
        tone = "red" if new else ""
        rows.append(row("/desk/reports", "camera", "随手拍", words, count=new or None, tone=tone))
    if may(who.role, Action.SEE_REPORT_FIGURES):
        late = views.count_overdue(scope)
        words = "超时没办结的，要催" if late else "没有超时的，看合计和时段"
        tone = "honey" if late else ""
        rows.append(
            row("/street/reports", "gauge", "随手拍一览", words, count=late or None, tone=tone)
        )
    return rows
