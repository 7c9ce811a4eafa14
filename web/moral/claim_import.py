"""Importing paper sheets of claims at the desk: choose, look, import (纸单补录)."""

from uuid import UUID

from flask import Response, request

from api.auth import caller
from api.csv_files import csv_text
from api.execution import carry_out
from api.idempotency import without_key
from api.moral.claim_finding import village_of
from api.moral.claim_sheets import ClaimSheet
from api.permissions import Action, requires
from api.services import services
from api.sheets.errors import SheetNotFoundError
from api.sheets.importing import erroneous_lines, import_sheet
from api.sheets.previewing import preview
from api.sheets.sending import drop_sheet, keep_sheet, sent_sheet, shown_sheet, takes_sheet
from ledger.kernel.errors import LedgerError
from ledger.moral.claim_proposal import PAPER_DAYS_AGO_MAX
from web import messages_zh
from web.blueprints import Pages
from web.errors import status_of_page
from web.rendering import Context, fresh_key, page
from web.sheet_words import fault_words, imported_context, preview_context

pages = Pages("claim_import")

EXAMPLE = ("0147", "照看独居老人", "2026-11-18", "2", "李婶", "送了三天饭")


@pages.get("/desk/claims/import")
@requires(Action.IMPORT_CLAIMS)
def choose() -> Response:
    """Offer to choose a file (选表格)."""
    return _page()


@pages.get("/desk/claims/import/template.csv")
@requires(Action.IMPORT_CLAIMS)
def template() -> Response:
    """Give an empty sheet with its columns and one example (模板)."""
    titles = [it.title for it in ClaimSheet.columns]
    return _file(csv_text(titles, [EXAMPLE]), "claims.csv")


@pages.post("/desk/claims/import")
@requires(Action.IMPORT_CLAIMS)
@takes_sheet
@without_key
def look() -> Response:
    """Show what would become of each line; nothing is recorded (先看一遍)."""
    try:
        raw = sent_sheet()
        seen = preview(_importer(), raw)
    except LedgerError as no:
        return _page(no)
    return _page(seen=preview_context(seen, keep_sheet(raw)))


@pages.post("/desk/claims/import/errors.csv")
@requires(Action.IMPORT_CLAIMS)
@without_key
def errors() -> Response:
    """Give the lines with errors as a file, to be put right and sent again (不对的行)."""
    try:
        raw = shown_sheet(_sheet_id())
    except LedgerError as no:
        return _page(no)
    lines = erroneous_lines(_importer(), raw, lambda it: fault_words(it, ClaimSheet.columns))
    return _file("".join(lines), "claims-errors.csv")


@pages.post("/desk/claims/import/lines")
@requires(Action.IMPORT_CLAIMS)
def bring() -> Response:
    """Import exactly the file that was shown (导入)."""
    importer, given = _importer(), services()
    try:
        done = import_sheet(
            importer,
            shown_sheet(_sheet_id()),
            importer.carry_out(lambda it: carry_out(given, it)),
            digest=request.form.get("digest", ""),
            only_good=request.form.get("only_good") == "1",
        )
    except LedgerError as no:
        return _page(no)
    drop_sheet(_sheet_id())
    return _page(done=imported_context(done))


def _importer() -> ClaimSheet:
    return ClaimSheet(village_of(caller()), caller().person_id, services().clock())


def _sheet_id() -> UUID:
    try:
        return UUID(request.form.get("sheet_id", ""))
    except ValueError:
        raise SheetNotFoundError from None


def _file(text: str, name: str) -> Response:
    response = Response(text, mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _page(
    no: LedgerError | None = None,
    *,
    seen: Context | None = None,
    done: Context | None = None,
) -> Response:
    return page(
        "claims_import.html",
        status_of_page(no),
        seen=seen,
        done=done,
        days=PAPER_DAYS_AGO_MAX,
        refusal=None if no is None else messages_zh.refusal(no.code),
        key=fresh_key(),
    )
