"""Doors of whoever handles reports: what waits, and each step with it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Response

from api.answers import pages_of
from api.auth import asked_unit
from api.doors import Doors
from api.execution import told
from api.idempotency import stamp
from api.paging import page, read_cursor
from api.permissions import Action, requires
from api.reach import scope_of
from api.reading import EmptySchema, ReadQuery
from api.reports.acting import accept, forward, merge, redact, reject, reply, resolve, verify
from api.reports.answers import (
    AlikeAnswer,
    RedactedAnswer,
    ReportAnswer,
    ReporterAnswer,
    ReportMergedAnswer,
    ReportStateAnswer,
    TemplatesAnswer,
)
from api.reports.finding import report_to_handle
from api.reports.reporter import read_reporter
from api.reports.schemas import (
    ForwardingSchema,
    MergingSchema,
    RedactionSchema,
    RejectionSchema,
    ReplySchema,
    ReporterSchema,
    ResolutionSchema,
    TemplatesQuery,
    VerificationSchema,
    WaitingQuery,
)
from api.reports.shown import reports_shown
from api.reports.words_zh import templates_of
from api.services import services
from ledger.reports.categories import Category
from ledger.reports.kinds import ReportState

ALIKE_SHOWN = 20
"""Reports among which one is found that may be the same."""

blp = Doors("report-desk", "Handling reports")


@blp.get("/report-desk")
@requires(Action.SEE_REPORT_DESK)
@blp.reads(WaitingQuery, pages_of(ReportAnswer))
def list_waiting_reports(asked: dict[str, Any]) -> Any:
    """List the reports of the own unit in a state, what is due soonest first (待办上报)."""
    limit, after = asked["limit"], read_cursor(asked["cursor"], tuple[datetime, UUID])
    scope = scope_of(asked_unit(asked["unit"]))
    state, named = ReportState(asked["state"]), asked["category"]
    category = Category(named) if named else None
    found = services().views.reports.triage(scope, state, limit, after, category)
    last = (found[-1].due_at, found[-1].report_id) if len(found) == limit else None
    return page(reports_shown(found), last)


@blp.get("/report-templates")
@requires(Action.HANDLE_REPORTS)
@blp.reads(TemplatesQuery, TemplatesAnswer)
def list_report_templates(asked: dict[str, Any]) -> Any:
    """List sentences to answer a report of a category with (答复模板)."""
    return {"items": templates_of(Category(asked["category"]))}


@blp.post("/reports/<uuid:report_id>/acceptance")
@requires(Action.HANDLE_REPORTS)
@blp.commands(EmptySchema, ReportStateAnswer)
def accept_report(_loaded: dict[str, Any], report_id: UUID) -> Response:
    """Take a report on (受理)."""
    return told(accept(stamp(), report_id), 201)


@blp.post("/reports/<uuid:report_id>/rejection")
@requires(Action.HANDLE_REPORTS)
@blp.commands(RejectionSchema, ReportStateAnswer)
def reject_report(loaded: dict[str, Any], report_id: UUID) -> Response:
    """Say why nothing is done about it (不受理)."""
    return told(reject(stamp(), report_id, loaded["reason"], loaded["words"]), 201)


@blp.post("/reports/<uuid:report_id>/forwarding")
@requires(Action.FORWARD_REPORT)
@blp.commands(ForwardingSchema, ReportStateAnswer)
def forward_report(loaded: dict[str, Any], report_id: UUID) -> Response:
    """Hand a report to the unit where it is (转交)."""
    return told(forward(stamp(), report_id, loaded["unit_code"]), 201)


@blp.get("/reports/<uuid:report_id>/alike")
@requires(Action.HANDLE_REPORTS)
@blp.reads(ReadQuery, AlikeAnswer)
def list_alike_reports(_asked: dict[str, Any], report_id: UUID) -> Any:
    """List what may be the same: open, of its unit and category, filed before (可能是同一件)."""
    row = report_to_handle(report_id)
    return {"items": reports_shown(services().views.reports.alike(row, ALIKE_SHOWN))}


@blp.post("/reports/<uuid:report_id>/merging")
@requires(Action.HANDLE_REPORTS)
@blp.commands(MergingSchema, ReportMergedAnswer)
def merge_report(loaded: dict[str, Any], report_id: UUID) -> Response:
    """Let a report join an earlier one of the same thing (并到一起办)."""
    return told(merge(stamp(), report_id, loaded["into_id"]), 201)


@blp.post("/reports/<uuid:report_id>/verification")
@requires(Action.HANDLE_REPORTS)
@blp.commands(VerificationSchema, ReportStateAnswer)
def verify_report(loaded: dict[str, Any], report_id: UUID) -> Response:
    """Say that somebody looked and it is so (核实)."""
    is_major_hazard = loaded["is_major_hazard"]
    return told(verify(stamp(), report_id, is_major_hazard=is_major_hazard), 201)


@blp.post("/reports/<uuid:report_id>/resolution")
@requires(Action.HANDLE_REPORTS)
@blp.commands(ResolutionSchema, ReportStateAnswer)
def resolve_report(loaded: dict[str, Any], report_id: UUID) -> Response:
    """Say that it is put right, with a photo of how it is now (办结)."""
    return told(resolve(stamp(), report_id, loaded["photo_ids"], loaded["words"]), 201)


@blp.post("/reports/<uuid:report_id>/replies")
@requires(Action.HANDLE_REPORTS)
@blp.commands(ReplySchema, ReportStateAnswer)
def reply_to_report(loaded: dict[str, Any], report_id: UUID) -> Response:
    """Write to whoever reported it (答复)."""
    return told(reply(stamp(), report_id, loaded["words"]), 201)


@blp.post("/reports/<uuid:report_id>/reporter-reading")
@requires(Action.READ_REPORTER)
@blp.commands(ReporterSchema, ReporterAnswer, status=200)
def read_report_reporter(loaded: dict[str, Any], report_id: UUID) -> Any:
    """Read name and number of the reporter for a stated purpose; the reporter sees it (看是谁报的).

    Each request is a read of its own and written down, as at `POST /persons/{person_id}/reading`.
    """
    stamp()
    facts = read_reporter(report_id, loaded["purpose"])
    told_of = {it.value: value for it, value in facts.items()}
    return {"report_id": report_id, "purpose": loaded["purpose"], **told_of}


@blp.post("/reports/<uuid:report_id>/photos/<uuid:photo_id>/redaction")
@requires(Action.HANDLE_REPORTS)
@blp.commands(RedactionSchema, RedactedAnswer)
def redact_report_photo(loaded: dict[str, Any], report_id: UUID, photo_id: UUID) -> Response:
    """Make faces and plates unreadable; only the new picture is public, from now on (打码)."""
    return told(redact(stamp(), report_id, photo_id, loaded["areas"]), 201)
