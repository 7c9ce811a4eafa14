"""The desk of a street: what is overdue, the totals of the month, how busy stations are by hour."""

from typing import Final

from flask import Response, request, url_for

from api.auth import asked_unit, caller
from api.overview.heat import busiest, heat_of
from api.overview.report import line_of, overview_of
from api.paperwork.overdue import overdue_of
from api.permissions import Action, may, requires
from api.reach import scope_of, today
from api.services import services
from projections.reader import PAGE_MAX
from projections.registry.units import UnitRow
from web.blueprints import Pages, fresh
from web.rendering import Context, page
from web.session import short_unit_name
from web.units import unit_name

pages = Pages("street")

OVERDUE_SHOWN: Final = 5
WIDTH, HEIGHT, FLOOR = 400, 140, 120
"""Of the chart, and where its bars stand."""
TOP: Final = 20
LEFT: Final = 34
STEP: Final = 15


@pages.get("/desk/street")
@requires(Action.SEE_OVERDUE)
@fresh
def street() -> Response:
    """Show what to urge, the totals, and the heat by hour (街道总览)."""
    unit = asked_unit(request.args.get("unit"))
    found = overview_of(unit, f"{today():%Y-%m}")
    overdue = overdue_of(unit, OVERDUE_SHOWN)
    units = [it.unit for it in found.lines]
    sees_reports = may(caller().role, Action.SEE_REPORT_FIGURES)
    late_reports = services().views.reports.count_overdue(scope_of(unit)) if sees_reports else 0
    late, heat = _late(overdue.by_unit, units), heat_of(unit, units)
    return page(
        "street.html",
        unit_name=short_unit_name(found.unit.name),
        month=f"{today().month} 月",
        total={
            "minutes": found.total.minutes,
            "serving": found.serving,
            "visits": found.total.visits,
            "issued": found.total.issued,
            "redeemed": found.total.redeemed,
            "overdue": overdue.total,
            "late_reports": late_reports,
        },
        late_reports_max=PAGE_MAX,
        reports_address=url_for("pages_report_street.street", unit=unit) if sees_reports else "",
        overdue=[
            {
                "title": it.row.title,
                "unit_name": unit_name(it.row.unit_code),
                "due_on": it.due_on,
                "days_over": it.days_over,
                "address": url_for("pages_volunteering.activity", activity_id=it.row.activity_id),
            }
            for it in overdue.overdue
        ],
        days=heat.days,
        chart=chart_of(heat.hours),
        busiest=busiest(heat.hours),
        lines=[
            {
                "name": short_unit_name(it.unit.name),
                "address": url_for(".street", unit=it.unit.code),
                "minutes": it.figures.minutes,
                "visits": it.figures.visits,
                "busiest": busiest(heat.below.get(it.unit.code, [0])),
                "overdue": late.get(it.unit.code, 0),
            }
            for it in found.lines
        ],
    )


def _late(by_unit: list[tuple[str, int]], units: list[UnitRow]) -> dict[str, int]:
    """Add up what is overdue by the units right below, as the tree is today."""
    tree, found = services().views.trees.current(), dict[str, int]()
    for code, many in by_unit:
        line = line_of(code, units, tree, today())
        if line is not None:
            found[line] = found.get(line, 0) + many
    return found


def chart_of(hours: list[int]) -> Context | None:
    """Return the bars of a day, drawn without a script; None where nobody came."""
    most = max(hours)
    if not most:
        return None
    bars = [
        {
            "x": LEFT + hour * STEP,
            "y": FLOOR - round(visits * (FLOOR - TOP) / most),
            "height": round(visits * (FLOOR - TOP) / most),
            "visits": visits,
            "hour": hour,
            "is_most": visits == most,
        }
        for hour, visits in enumerate(hours)
    ]
    first = hours.index(most)
    said = f"{first} 点到 {first + 1} 点最多，{most:,} 次；一共 {sum(hours):,} 次"
    return {"bars": bars, "most": most, "words": said, "width": WIDTH, "height": HEIGHT}
