"""Doors of whoever answers for several grids: overdue, totals, heat by hour; no names anywhere."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from api.answers import pages_of
from api.auth import asked_unit
from api.doors import Doors
from api.paging import page, read_cursor
from api.permissions import Action, requires
from api.reach import scope_of
from api.reports.answers import AllTotalsAnswer, HoursAnswer, ReportAnswer
from api.reports.schemas import HoursQuery, OfUnitQuery, TotalsQuery
from api.reports.shown import names_of, reports_shown
from api.services import services

blp = Doors("report-figures", "Reports in figures")


@blp.get("/report-overdue")
@requires(Action.SEE_REPORT_FIGURES)
@blp.reads(OfUnitQuery, pages_of(ReportAnswer))
def list_overdue_reports(asked: dict[str, Any]) -> Any:
    """List what was not resolved in time and went up to the street (吹哨上报)."""
    limit, after = asked["limit"], read_cursor(asked["cursor"], tuple[datetime, UUID])
    found = services().views.reports.overdue(scope_of(asked_unit(asked["unit"])), limit, after)
    last = (found[-1].resolve_due_at, found[-1].report_id) if len(found) == limit else None
    return page(reports_shown(found), last)


@blp.get("/report-totals")
@requires(Action.SEE_REPORT_FIGURES)
@blp.reads(TotalsQuery, AllTotalsAnswer)
def show_report_totals(asked: dict[str, Any]) -> Any:
    """Add up what happened in a unit, and in each below it, on some days (上报合计)."""
    scope = scope_of(asked_unit(asked["unit"]))
    figures, span = services().views.report_figures, (asked["first"], asked["last"])
    units = figures.by_unit(scope, *span)
    names = names_of(it.unit_code for it in units)
    return {
        "totals": asdict(figures.totals(scope, *span)),
        "units": [
            asdict(it.totals) | {"unit_code": it.unit_code, "unit_name": names[it.unit_code]}
            for it in units
        ],
    }


@blp.get("/report-hours")
@requires(Action.SEE_REPORT_FIGURES)
@blp.reads(HoursQuery, HoursAnswer)
def show_report_hours(asked: dict[str, Any]) -> Any:
    """Count what was seen in each hour of the day, by category (时段热度)."""
    scope = scope_of(asked_unit(asked["unit"]))
    found = services().views.report_figures.hours(scope, asked["first"], asked["last"])
    return {"items": [asdict(it) for it in found]}
