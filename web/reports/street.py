"""Reports for whoever answers for several grids: overdue, totals, heat by hour; without names."""

from dataclasses import asdict
from datetime import date

from flask import Response, request, url_for

from api.auth import asked_unit
from api.permissions import Action, requires
from api.reach import scope_of, today
from api.reports.shown import names_of, reports_shown
from api.services import services
from projections.reports.rows import Totals
from web.blueprints import Pages, fresh
from web.rendering import Context, page
from web.reports.heat import chart, rows
from web.reports.words import report_shown

pages = Pages("report_street")

SHOWN = 50
PAGED_MONTHS_BACK = 24
"""How far back one pages; older months open by their address."""
PERCENT = 100
DECEMBER = 12


@pages.get("/street/reports")
@requires(Action.SEE_REPORT_FIGURES)
@fresh
def street() -> Response:
    """Show what is overdue, and what a month came to (随手拍一览)."""
    unit = asked_unit(request.args.get("unit"))
    scope, given = scope_of(unit), services()
    first, last = _month(request.args.get("month", ""))
    oldest = _moved(today().replace(day=1), -PAGED_MONTHS_BACK)
    figures = given.views.report_figures
    units = figures.by_unit(scope, first, last)
    names = names_of([unit, *(it.unit_code for it in units)])
    overdue = given.views.reports.overdue(scope, SHOWN)
    hours = figures.hours(scope, f"{first:%Y-%m}", f"{first:%Y-%m}")
    now = given.clock()
    return page(
        "reports_street.html",
        unit_name=names[unit],
        month=f"{first.year} 年 {first.month} 月",
        earlier=_address(unit, _moved(first, -1)) if first > oldest else "",
        later=_address(unit, _moved(first, 1)) if _moved(first, 1) <= today() else "",
        overdue=[report_shown(it, now) for it in reports_shown(overdue)],
        is_more=len(overdue) == SHOWN,
        totals=_shown(figures.totals(scope, first, last)),
        units=[
            _shown(it.totals) | {"name": names[it.unit_code], "address": _address(it.unit_code)}
            for it in units
        ],
        chart=chart(hours),
        hours=rows(hours),
    )


def _shown(it: Totals) -> Context:
    """Return sums with what they mean: how much was in time, and how many stars on average."""
    share = f"{it.in_time * PERCENT // it.resolved}%" if it.resolved else "—"
    mean = f"{it.stars / it.ratings:.1f}" if it.ratings else "—"
    return asdict(it) | {"in_time_share": share, "stars_mean": mean}


def _month(asked: str) -> tuple[date, date]:
    """Return the first and the last day of the month asked for, this one if it is none."""
    try:
        first = date.fromisoformat(f"{asked}-01")
    except ValueError:
        first = today().replace(day=1)
    first = min(first, today().replace(day=1))
    return first, date.fromordinal(_moved(first, 1).toordinal() - 1)


def _moved(first: date, months: int) -> date:
    count = first.year * DECEMBER + first.month - 1 + months
    return date(max(count // DECEMBER, 1), count % DECEMBER + 1, 1)


def _address(unit: str, first: date | None = None) -> str:
    return url_for(".street", unit=unit, month=f"{first:%Y-%m}" if first else None)
