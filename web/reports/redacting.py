"""Redacting a picture: the server makes marked areas unreadable, and only that is public."""

from typing import Any
from uuid import UUID

from flask import Response, request

from api.permissions import Action, requires
from api.refusals import RequestInvalidError
from api.reports.acting import redact
from api.reports.schemas import AREAS_MAX
from api.reports.shown import report_shown
from api.services import services
from ledger.kernel.errors import LedgerError
from ledger.reports.errors import ReportPhotoUnknownError
from people.errors import PeopleError
from people.redaction import PERMILLE
from web import messages_zh
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.forms import form_stamp
from web.rendering import fresh_key, page, see
from web.reports.desk_one import report_at_desk
from web.reports.words import report_shown as in_words

pages = Pages("report_redacting")

NUMBERS = ("left", "top", "width", "height")


@pages.get("/desk/reports/<uuid:report_id>/photos/<uuid:photo_id>")
@requires(Action.HANDLE_REPORTS)
@fresh
def photo(report_id: UUID, photo_id: UUID) -> Response:
    """Show a picture to mark faces and plates in (打码)."""
    return _photo(report_id, photo_id, None)


@pages.post("/desk/reports/<uuid:report_id>/photos/<uuid:photo_id>")
@requires(Action.HANDLE_REPORTS)
def redact_photo(report_id: UUID, photo_id: UUID) -> Response:
    """Make what was marked unreadable (遮住再公开)."""
    try:
        recorded = redact(form_stamp(), report_id, photo_id, areas())
    except (LedgerError, PeopleError) as no:
        return _photo(report_id, photo_id, no)
    return see("pages_report_desk_one.report", report_id=report_id, after=recorded.position)


def areas() -> list[dict[str, Any]]:
    """Return the areas that were marked, each "left,top,width,height" in thousandths.

    Raise RequestInvalidError for anything else: what somebody meant to hide must not stay.
    """
    drawn = [it.split(",") for it in request.form.getlist("area")]
    written = [request.form.get(it, "").strip() for it in NUMBERS]
    told = [*drawn, written] if any(written) else drawn
    if len(told) > AREAS_MAX:
        raise RequestInvalidError({"area": ["Too many."]})
    return [_area(it) for it in told]


def _area(told: list[str]) -> dict[str, int]:
    if len(told) != len(NUMBERS) or not all(it.isascii() and it.isdecimal() for it in told):
        raise RequestInvalidError({"area": ["Not four numbers."]})
    left, top, width, height = (int(it) for it in told)
    if max(left, top, width, height) > PERMILLE or not (width and height):
        raise RequestInvalidError({"area": ["Not in the picture."]})
    return {"left": left, "top": top, "width": width, "height": height}


def _photo(report_id: UUID, photo_id: UUID, no: LedgerError | PeopleError | None) -> Response:
    told = report_shown(report_at_desk(report_id))
    found = next((it for it in told["photos"] if it["photo_id"] == photo_id), None)
    if found is None:
        raise ReportPhotoUnknownError
    return page(
        "report_redaction.html",
        status_of_page(no),
        report=in_words(told, services().clock()),
        address=f"/api/v1/photos/{photo_id}",
        action=f"/desk/reports/{report_id}/photos/{photo_id}",
        is_redacted=found["redacted_id"] is not None,
        areas_max=AREAS_MAX,
        key=fresh_key(),
        refusal=None if no is None else messages_zh.refusal(no.code),
    )
