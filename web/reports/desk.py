"""The desk of reports: what waits in the own unit, what is due soonest first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from flask import Response, request, url_for

from api.auth import asked_unit, caller
from api.permissions import Action, may, requires
from api.reach import scope_of, today
from api.reports.acting import accept
from api.reports.shown import names_of, reports_shown
from api.reports.words_zh import CATEGORY_NAMES
from api.services import services
from ledger.kernel.errors import LedgerError
from ledger.reports.categories import CATEGORIES, Category
from ledger.reports.kinds import ReportState
from projections.reports.rows import ReportRow
from web import messages_zh
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.forms import form_stamp
from web.rendering import Context, fresh_key, page, see
from web.reports.words import report_shown
from web.session import short_unit_name

pages = Pages("report_desk")

SHOWN = 50
UNITS_SHOWN = 50
"""Units below the own one among which a list is narrowed."""
TABS: Final = {
    ReportState.FILED: "待受理",
    ReportState.ACCEPTED: "待核实",
    ReportState.VERIFIED: "待办结",
    ReportState.RESOLVED: "办结了",
    ReportState.REJECTED: "没受理",
    ReportState.MERGED: "合并了",
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What of the desk is looked at; ``unit_code`` is the own unit unless one below is chosen."""

    tab: ReportState
    category: Category | None
    unit_code: str

    def address(self, **more: str) -> str:
        """Return where the same choice is, with something of it changed."""
        chosen: dict[str, Any] = {"tab": self.tab.value} | self.filters | more
        return url_for(".desk", **chosen)

    @property
    def filters(self) -> dict[str, str]:
        """What was chosen beside the state, and only that."""
        own = caller().grant.unit_code
        chosen = {"category": self.category.value} if self.category else {}
        return chosen | ({"unit": self.unit_code} if self.unit_code != own else {})


@pages.get("/desk/reports")
@requires(Action.SEE_REPORT_DESK)
@fresh
def desk() -> Response:
    """List the reports of the unit in a state, of a category or a unit below (待办上报)."""
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
    return see(".desk", after=recorded.position, **_chosen().filters)


def _chosen() -> Chosen:
    """Return what was chosen by the address or by the form; what there is not is all."""
    asked = request.values
    tab, category = asked.get("tab", ""), asked.get("category", "")
    return Chosen(
        ReportState(tab) if tab in set(ReportState) else ReportState.FILED,
        Category(category) if category in set(Category) else None,
        asked_unit(asked.get("unit") or None),
    )


def _desk(no: LedgerError | None) -> Response:
    chosen, views = _chosen(), services().views.reports
    scope, now, behind = scope_of(chosen.unit_code), services().clock(), _behind()
    found = views.triage(scope, chosen.tab, SHOWN, behind, chosen.category)
    counted = views.waiting(scope, chosen.category)
    last = found[-1] if len(found) == SHOWN else None
    own = {it.report_id for it in found if it.reporter_id == caller().person_id}
    takes = may(caller().role, Action.HANDLE_REPORTS) and chosen.tab is ReportState.FILED
    return page(
        "reports_desk.html",
        status_of_page(no),
        tab=chosen.tab.value,
        tabs=[
            {
                "name": it.value,
                "words": words,
                "count": counted.get(it.value, 0),
                "address": chosen.address(tab=it.value),
            }
            for it, words in TABS.items()
        ],
        filters=chosen.filters,
        categories=[{"value": it.value, "words": CATEGORY_NAMES[it]} for it in CATEGORIES],
        units=_units(chosen.unit_code),
        all_address=url_for(".desk", tab=chosen.tab.value),
        rows=[
            report_shown(it, now)
            | {"key": fresh_key(), "may_accept": takes and it["report_id"] not in own}
            for it in reports_shown(found)
        ],
        counts={"/desk/reports": _new_ones(chosen, counted)},
        next_address=chosen.address(behind=_place(last)) if last else "",
        first_address=chosen.address() if behind else "",
        refusal=None if no is None else messages_zh.refusal(no.code),
    )


def _new_ones(chosen: Chosen, counted: dict[str, int]) -> int:
    """Count what waits to be taken on in the whole unit, whatever is looked at."""
    if chosen.filters:
        counted = services().views.reports.waiting(scope_of(caller().grant.unit_code))
    return counted.get(ReportState.FILED.value, 0)


def _units(chosen: str) -> list[Context]:
    """Return the units right below the own one, and the one that was chosen."""
    own = caller().grant.unit_code
    below = services().views.units.children(own, UNITS_SHOWN, as_of=today())
    codes = [it.code for it in below]
    if chosen not in (own, *codes):
        codes.append(chosen)
    names = names_of(codes)
    return [{"value": it, "words": short_unit_name(names[it])} for it in codes]


def _behind() -> tuple[datetime, UUID] | None:
    """Return where the page before ended; what is no such place is as good as none."""
    told, _, report = request.args.get("behind", "").partition("_")
    try:
        moment = datetime.fromisoformat(told)
        return (moment, UUID(report)) if moment.tzinfo is not None else None
    except ValueError:
        return None


def _place(last: ReportRow) -> str:
    return f"{last.due_at.isoformat()}_{last.report_id}"


def tab_of(it: Context) -> str:
    """Return the list in which a report stands now."""
    return url_for("pages_report_desk.desk", tab=it["state"])
