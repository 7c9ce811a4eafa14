"""The report of a month for everybody: numbers of the village, nobody's (月报)."""

import csv
import io

from flask import Response

from api.moral.periods import month
from api.permissions import Action, requires
from api.rates.guard import count_address
from api.rates.quotas import PUBLIC_LISTS
from api.reach import today
from api.services import services
from ledger.moral.period_finding import month_before
from ledger.registry.errors import UnitNotFoundError
from projections.moral.periods.closings import DRAWN_UP
from projections.moral.periods.views import Closing
from projections.registry.units import UnitRow
from web.blueprints import Pages, fresh
from web.moral.period_words import (
    ROWS,
    STATES,
    compared,
    equation,
    fingerprint_words,
    month_words,
    parted,
)
from web.rendering import Context, page
from web.session import short_unit_name

pages = Pages("periods")

CSV = "text/csv; charset=utf-8"


@pages.get("/periods/<unit>/<period>")
@requires(Action.PUBLIC)
@fresh
def report(unit: str, period: str) -> Response:
    """Show the report of a closed month, every version of it (月报)."""
    count_address(services(), PUBLIC_LISTS)
    found, reports = _village(unit), _reports(unit, month(period))
    return page(
        "period.html",
        unit_name=short_unit_name(found.name),
        unit_code=unit,
        month=period,
        month_words=month_words(period),
        earlier=_earlier(unit, period),
        versions=[it.version for it in reports[1::-1]],
        compared=compared(*map(parted, reports[1::-1])) if len(reports) > 1 else [],
        reports=[
            {
                "version": it.version,
                "words": STATES[it.state],
                "equation": equation(parted(it)),
                "figures": it.figures,
                "fingerprint": fingerprint_words(it.report_hash),
                "position": it.position,
                "signed_at": it.drawn_up_at,
                "locked_at": it.locked_at,
            }
            for it in reports
        ],
    )


@pages.get("/periods/<unit>/<period>/report.csv")
@requires(Action.PUBLIC)
@fresh
def table(unit: str, period: str) -> Response:
    """Give the same as a table; no cell of it begins a formula (下载月报)."""
    count_address(services(), PUBLIC_LISTS)
    found, reports = _village(unit), _reports(unit, month(period))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["单位", "月份", "版本", "状态", "项目", "数"])
    for it in reports:
        figures = parted(it)
        head = [_safe(found.name), period, it.version, STATES[it.state]]
        writer.writerows([*head, words, figures[name]] for words, name in ROWS)
        writer.writerow([*head, "账本位置", it.position])
        writer.writerow([*head, "月报指纹", fingerprint_words(it.report_hash)])
    answer = Response("\ufeff" + out.getvalue(), content_type=CSV)
    answer.headers["Content-Disposition"] = f'attachment; filename="{unit}-{period}.csv"'
    return answer


def latest_report(unit: str) -> Context | None:
    """Lead to the report of the month a village closed last."""
    village = services().views.periods.village(unit)
    return _link(unit, village.closed_through) if village and village.closed_through else None


def _earlier(unit: str, period: str) -> Context | None:
    village, before = services().views.periods.village(unit), month_before(period)
    is_closed = village and village.first_closed and village.first_closed <= before
    return _link(unit, before) if is_closed else None


def _link(unit: str, period: str) -> Context:
    return {"month_words": month_words(period), "address": f"/periods/{unit}/{period}"}


def _village(unit: str) -> UnitRow:
    found = services().views.units.of(unit, today())
    if found is None:
        raise UnitNotFoundError
    return found


def _reports(unit: str, period: str) -> list[Closing]:
    """Return what was locked; what only the clerk has signed is nobody's to see yet."""
    return [it for it in services().views.periods.reports(unit, period) if it.state != DRAWN_UP]


def _safe(text: str) -> str:
    """Keep a table from reading a name as a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
