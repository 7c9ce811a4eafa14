"""The desk of reports: what waits in the own unit, what is due soonest first."""

from datetime import datetime
from typing import Final
from uuid import UUID

from flask import Response, request, url_for

from api.auth import caller
from api.permissions import Action, may, requires
from api.reach import scope_of
from api.reports.acting import accept
from api.reports.shown import reports_shown
from api.services import services
from ledger.kernel.errors import LedgerError
from ledger.reports.kinds import ReportState
from web import messages_zh
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.forms import form_stamp
from web.rendering import Context, fresh_key, page, see
from web.reports.words import report_shown

pages = Pages("report_desk")

SHOWN = 50
TABS: Final = {
    ReportState.FILED: "待受理",
    ReportState.ACCEPTED: "待核实",
    ReportState.VERIFIED: "待办结",
    ReportState.RESOLVED: "办结了",
    ReportState.REJECTED: "没受理",
}


@pages.get("/desk/reports")
@requires(Action.SEE_REPORT_DESK)
@fresh
def desk() -> Response:
    """List the reports of the unit in a state (待办上报)."""
    return _desk(None)


@pages.post("/desk/reports")
@requires(Action.HANDLE_REPORTS)
def accept_here() -> Response:
    """Take one of the list on (受理)."""
    try:
        report_id = UUID(request.form.get("report_id", ""))
        recorded = accept(form_stamp(), report_id)
    except LedgerError as no:
        return _desk(no)
    except ValueError:
        return _desk(None)
    return see(".desk", after=recorded.position)


def _desk(no: LedgerError | None) -> Response:
    asked, views = request.args.get("tab", ""), services().views.reports
    tab = ReportState(asked) if asked in set(ReportState) else ReportState.FILED
    scope, now = scope_of(caller().grant.unit_code), services().clock()
    found = views.triage(scope, tab, SHOWN, _behind())
    counted = views.waiting(scope)
    last = found[-1] if len(found) == SHOWN else None
    own = {it.report_id for it in found if it.reporter_id == caller().person_id}
    handles = may(caller().role, Action.HANDLE_REPORTS)
    return page(
        "reports_desk.html",
        status_of_page(no),
        tab=tab.value,
        tabs=[
            {
                "name": it.value,
                "words": words,
                "count": counted.get(it.value, 0),
                "address": url_for(".desk", tab=it.value),
            }
            for it, words in TABS.items()
        ],
        rows=[
            report_shown(it, now)
            | {
                "key": fresh_key(),
                "may_accept": handles and tab is ReportState.FILED and it["report_id"] not in own,
            }
            for it in reports_shown(found)
        ],
        counts={"/desk/reports": counted.get(ReportState.FILED.value, 0)},
        next_address=_next(tab, last.due_at, last.report_id) if last else "",
        first_address=url_for(".desk", tab=tab.value) if _behind() else "",
        refusal=None if no is None else messages_zh.refusal(no.code),
    )


def _behind() -> tuple[datetime, UUID] | None:
    """Return where the page before ended; what is no such place is as good as none."""
    told, _, report = request.args.get("behind", "").partition("_")
    try:
        moment = datetime.fromisoformat(told)
        return (moment, UUID(report)) if moment.tzinfo is not None else None
    except ValueError:
        return None


def _next(tab: ReportState, due_at: datetime, report_id: UUID) -> str:
    return url_for(".desk", tab=tab.value, behind=f"{due_at.isoformat()}_{report_id}")


def tab_of(it: Context) -> str:
    """Return the list in which a report stands now."""
    return url_for("pages_report_desk.desk", tab=it["state"])
