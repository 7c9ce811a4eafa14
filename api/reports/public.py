"""Doors of reports for everybody: nothing that was not redacted by somebody first."""

from typing import Any
from uuid import UUID

from flask import Response

from api.answers import pages_of
from api.doors import Doors
from api.paging import page, read_cursor
from api.permissions import Action, requires
from api.photos.doors import shown_picture, shown_whole
from api.rates.guard import count_address
from api.rates.quotas import PUBLIC_LISTS
from api.reach import scope_of
from api.reports.answers import PublicReportAnswer
from api.reports.schemas import OfUnitQuery
from api.reports.shown import public_shown
from api.services import services
from people.photo_errors import PhotoNotFoundError
from people.pictures import CONTENT_TYPE

blp = Doors("public-reports", "Reports for everybody")


@blp.get("/public/reports")
@requires(Action.PUBLIC)
@blp.reads(OfUnitQuery, pages_of(PublicReportAnswer))
def list_public_reports(asked: dict[str, Any]) -> Any:
    """List reports of which a redacted picture may be seen, the latest first (随手拍公开)."""
    count_address(services(), PUBLIC_LISTS)
    limit, before = asked["limit"], read_cursor(asked["cursor"], int)
    found = services().views.reports.public(scope_of(asked["unit"] or ""), limit, before)
    return page(public_shown(found), found[-1].position if len(found) == limit else None)


@blp.get("/public/report-photos/<uuid:photo_id>")
@requires(Action.PUBLIC)
@blp.shows(CONTENT_TYPE)
def see_public_report_photo(photo_id: UUID) -> Response:
    """Show a redacted picture; any other, the original too, is not there."""
    return shown_whole(_public(photo_id))


@blp.get("/public/report-photos/<uuid:photo_id>/thumbnail")
@requires(Action.PUBLIC)
@blp.shows(CONTENT_TYPE)
def see_public_report_thumbnail(photo_id: UUID) -> Response:
    """Show it in a small size."""
    return shown_picture(_public(photo_id))


def _public(photo_id: UUID) -> UUID:
    if not services().views.report_parts.is_public(photo_id):
        raise PhotoNotFoundError("no public picture has this ID")
    return photo_id
