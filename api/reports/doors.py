"""Doors of whoever reports something (随手拍)."""

from typing import Any
from uuid import UUID

from flask import Response

from api.answers import pages_of
from api.auth import caller
from api.doors import Doors
from api.execution import told
from api.idempotency import stamp
from api.paging import PageQuery, page, read_cursor
from api.permissions import Action, requires
from api.reading import ReadQuery
from api.reports.answers import (
    CategoriesAnswer,
    OneReportAnswer,
    OwnReportAnswer,
    ReportFiledAnswer,
    ReportStateAnswer,
)
from api.reports.filing import file, rate, reopen
from api.reports.finding import report_to_see
from api.reports.schemas import FileReportSchema, RatingSchema, ReopeningSchema
from api.reports.shown import own_shown, report_shown
from api.reports.words_zh import CATEGORY_NAMES
from api.services import services
from ledger.reports.categories import CATEGORIES, Hazard

blp = Doors("reports", "Reports of what is wrong in the street")


@blp.get("/report-categories")
@requires(Action.PUBLIC)
@blp.reads(ReadQuery, CategoriesAnswer)
def list_report_categories(_asked: dict[str, Any]) -> Any:
    """List what can be reported, and whom to call first in an emergency (上报类别)."""
    return {
        "items": [
            {
                "category": it.value,
                "name": CATEGORY_NAMES[it],
                "hazard": facts.hazard.value,
                "may_be_major": facts.hazard is Hazard.GRAVE,
                "call": facts.call,
            }
            for it, facts in CATEGORIES.items()
        ]
    }


@blp.post("/reports")
@requires(Action.FILE_REPORT)
@blp.commands(FileReportSchema, ReportFiledAnswer)
def file_report(loaded: dict[str, Any]) -> Response:
    """Report something, or confirm what somebody reported within 50 m and a day (随手拍)."""
    return told(file(stamp(), loaded), 201)


@blp.get("/reports")
@requires(Action.FILE_REPORT)
@blp.reads(PageQuery, pages_of(OwnReportAnswer))
def list_own_reports(asked: dict[str, Any]) -> Any:
    """List what one reported or confirmed, the latest first (我的上报)."""
    limit, before = asked["limit"], read_cursor(asked["cursor"], int)
    found = services().views.reports.of_person(caller().person_id, limit, before)
    return page(own_shown(found), found[-1].place if len(found) == limit else None)


@blp.get("/reports/<uuid:report_id>")
@requires(Action.SEE_REPORT)
@blp.reads(ReadQuery, OneReportAnswer)
def show_report(_asked: dict[str, Any], report_id: UUID) -> Any:
    """Show a report with its steps and their times (上报进度)."""
    return report_shown(report_to_see(report_id))


@blp.post("/reports/<uuid:report_id>/rating")
@requires(Action.FILE_REPORT)
@blp.commands(RatingSchema, ReportStateAnswer)
def rate_report(loaded: dict[str, Any], report_id: UUID) -> Response:
    """Say by one to five stars how it was handled (评价)."""
    return told(rate(stamp(), report_id, loaded["stars"]), 201)


@blp.post("/reports/<uuid:report_id>/reopening")
@requires(Action.FILE_REPORT)
@blp.commands(ReopeningSchema, ReportStateAnswer)
def reopen_report(loaded: dict[str, Any], report_id: UUID) -> Response:
    """Say that it is not resolved; once, within seven days (没解决)."""
    return told(reopen(stamp(), report_id, loaded["words"]), 201)
