"""Doors of taking one's own data along (下载我的数据)."""

from typing import Any

from flask import Response

from api.auditing import note
from api.auth import caller
from api.doors import Doors
from api.execution import json_response
from api.permissions import Action, requires
from api.rates.quotas import EXPORTS
from api.reading import ReadQuery
from api.rights.holdings import holdings_of
from api.rights.own_paper import own_paper
from api.rights.schemas import ExportAnswer
from api.services import services
from people.audit import AuditAction

blp = Doors("export", "One's own data, to take along")

FILE_NAME = "redbee-my-data"


@blp.get("/me/export")
@requires(Action.OWN_DATA, quota=EXPORTS)
@blp.reads(ReadQuery, ExportAnswer)
def export_me(_asked: dict[str, Any]) -> Response:
    """Give somebody a copy of everything that is held about them, as JSON (下载我的数据)."""
    return json_copy()


@blp.get("/me/export.pdf")
@requires(Action.OWN_DATA, quota=EXPORTS)
@blp.prints()
def print_me() -> Response:
    """Give somebody the same as a paper in PDF, with the newest rows of long lists."""
    return paper_copy()


def json_copy() -> Response:
    """Answer with the caller's copy in JSON, and write down that it was taken."""
    person_id = caller().person_id
    held = holdings_of(services(), person_id)
    note(AuditAction.PERSONS_EXPORTED, target_id=person_id, unit_code=caller().grant.unit_code)
    return _as_file(json_response(held, 200), "json")


def paper_copy() -> Response:
    """Answer with the caller's paper, and write down that it was taken."""
    person_id = caller().person_id
    pdf = own_paper(holdings_of(services(), person_id))
    note(AuditAction.PERSONS_EXPORTED, target_id=person_id, unit_code=caller().grant.unit_code)
    return _as_file(Response(pdf, mimetype="application/pdf"), "pdf")


def _as_file(response: Response, ending: str) -> Response:
    response.headers["Content-Disposition"] = f'attachment; filename="{FILE_NAME}.{ending}"'
    response.headers["Cache-Control"] = "no-store"
    return response
