"""Old balances: the clerk hands a file in, the supervisor approves, the report adds up."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from flask import Response, request, url_for

from api.auth import caller
from api.csv_files import csv_text
from api.idempotency import Stamp
from api.limits import POSITION_MAX
from api.moral.opening_acting import approve, drop, file_of, hand_in
from api.moral.opening_files import OPENING_BYTES_MAX
from api.permissions import Action, may, requires
from api.persons.names import names_for
from api.reach import scope_of
from api.services import services
from ledger.kernel.errors import LedgerError
from ledger.kernel.receipts import Recorded
from ledger.moral.opening_errors import OpeningFileInvalidError
from ledger.moral.opening_rows import OPENING_LINES_MAX, Differs, Platform
from projections.moral.openings.projection import APPROVED, DROPPED, REPLACED, WAITING
from projections.moral.openings.views import OpeningFileRow, OpeningLineRow
from web import messages_zh
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.forms import form_stamp
from web.rendering import Context, fresh_key, page, see
from web.units import unit_name

pages = Pages("openings")

SHOWN = 20
ERASED = "已注销"
PLATFORMS: Final = {Platform.HELIN: "掌上和林", Platform.DUOPING: "多评", Platform.PAPER: "纸账"}
STATES: Final = {
    WAITING: "等批准",
    APPROVED: "已入账",
    DROPPED: "已作废",
    REPLACED: "已被新文件替换",
}
REASONS: Final = {
    Differs.UNREADABLE: "户号、积分或日期读不出来",
    Differs.OTHER_VILLAGE: "是别的村的户",
    Differs.UNKNOWN_HOUSEHOLD: "没有这个户号",
    Differs.CLOSED_HOUSEHOLD: "这一户已经销户或并户",
    Differs.TWICE: "户号重复，按第一行算",
    Differs.NO_POINTS: "没有积分，或是欠分，欠分不带过来",
    Differs.TOO_MANY: "积分大得不合常理",
    Differs.EXPIRED: "积分已经过期",
    Differs.KNOWN: "这一户从这个平台带过积分了",
}


@pages.get("/desk/openings")
@requires(Action.SEE_OPENINGS)
@fresh
def openings() -> Response:
    """List the files of the own village and below (期初导入)."""
    return _listed()


@pages.post("/desk/openings")
@requires(Action.IMPORT_OPENINGS)
def hand_in_openings() -> Response:
    """Hand a file in; nothing moves yet (上传)."""
    chosen, platform = request.files.get("file"), request.form.get("platform", "")
    raw = chosen.read(OPENING_BYTES_MAX + 1) if chosen is not None else b""
    try:
        if platform not in set(Platform):
            raise OpeningFileInvalidError(lines_max=OPENING_LINES_MAX)
        recorded = hand_in(form_stamp(), Platform(platform), raw)
    except LedgerError as no:
        return _listed(no)
    return see(".openings", after=recorded.position)


@pages.get("/desk/openings/<uuid:book_id>/<int:number>")
@requires(Action.SEE_OPENINGS)
@fresh
def opening(book_id: UUID, number: int) -> Response:
    """Show the reconciliation of one file (对账表)."""
    return _drawn(file_of(book_id, number))


@pages.get("/desk/openings/<uuid:book_id>/<int:number>/report.csv")
@requires(Action.SEE_OPENINGS)
def opening_report(book_id: UUID, number: int) -> Response:
    """Hand the reconciliation out as a table."""
    file = file_of(book_id, number)
    rows: list[tuple[object, ...]] = [
        (it["line"], it["household"], it["points"], it["said"], it["expires_on"] or "")
        for it in _lines(services().views.openings.lines(book_id, number))
    ]
    rows.append(("", "导入", file.taken_points, f"{file.taken} 户", ""))
    rows.append(("", "没有导入", file.remaining_points, f"{file.remaining} 行", ""))
    rows.append(("", "文件合计", file.total_points, f"{file.taken + file.remaining} 行", ""))
    text = csv_text(["行", "户号", "积分", "结果", "有效期至"], rows)
    name = f"opening-{file.platform}-{number}.csv"
    headers = {"Content-Disposition": f"attachment; filename={name}"}
    return Response(text, mimetype="text/csv", headers=headers)


@pages.post("/desk/openings/<uuid:book_id>/<int:number>/approval")
@requires(Action.APPROVE_OPENINGS)
def approve_opening(book_id: UUID, number: int) -> Response:
    """Let the points come in (批准入账)."""
    return _decided(file_of(book_id, number), approve)


@pages.post("/desk/openings/<uuid:book_id>/<int:number>/drop")
@requires(Action.SEE_OPENINGS)
def drop_opening(book_id: UUID, number: int) -> Response:
    """Let the file come to nothing (作废)."""
    return _decided(file_of(book_id, number), drop)


def _decided(file: OpeningFileRow, decide: Callable[[Stamp, OpeningFileRow], Recorded]) -> Response:
    try:
        recorded = decide(form_stamp(), file)
    except LedgerError as no:
        return _drawn(file, no)
    place: Context = {"book_id": file.book_id, "number": file.number}
    return see(".opening", after=recorded.position, **place)


def _listed(no: LedgerError | None = None) -> Response:
    before = request.args.get("before", type=int)
    known = before if before is not None and 0 < before <= POSITION_MAX else None
    found = services().views.openings.files(scope_of(caller().grant.unit_code), SHOWN, known)
    full = len(found) == SHOWN
    return page(
        "openings.html",
        status_of_page(no),
        files=[_file(it) for it in found],
        next_address=url_for(".openings", before=found[-1].position) if full else "",
        imports=may(caller().role, Action.IMPORT_OPENINGS),
        platforms=[{"value": it.value, "words": PLATFORMS[it]} for it in Platform],
        lines_max=OPENING_LINES_MAX,
        key=fresh_key(),
        refusal=None if no is None else messages_zh.refusal(no.code),
    )


def _drawn(file: OpeningFileRow, no: LedgerError | None = None) -> Response:
    lines = _lines(services().views.openings.lines(file.book_id, file.number))
    waits, role = file.state == WAITING, caller().role
    own = file.imported_by == caller().person_id
    return page(
        "opening.html",
        status_of_page(no),
        file=_file(file),
        differences=[it for it in lines if it["reason"]],
        lines=[it for it in lines if not it["reason"]],
        approves=waits and not own and may(role, Action.APPROVE_OPENINGS),
        drops=waits,
        key=fresh_key(),
        refusal=None if no is None else messages_zh.refusal(no.code),
    )


def _file(it: OpeningFileRow) -> Context:
    names = names_for(who for who in (it.imported_by, it.decided_by) if who)
    return {
        "address": f"/desk/openings/{it.book_id}/{it.number}",
        "number": it.number,
        "platform": PLATFORMS[Platform(it.platform)],
        "unit_name": unit_name(it.unit_code),
        "state": it.state,
        "state_words": STATES[it.state],
        "taken": it.taken,
        "taken_points": it.taken_points,
        "remaining": it.remaining,
        "remaining_points": it.remaining_points,
        "total_points": it.total_points,
        "by": names.get(it.imported_by, ERASED),
        "at": it.imported_at,
        "decided_by": names.get(it.decided_by, ERASED) if it.decided_by else "",
        "decided_at": it.decided_at,
    }


def _lines(found: list[OpeningLineRow]) -> list[Context]:
    return [
        {
            "line": -it.place if it.reason else "",
            "household": it.household,
            "points": it.points,
            "reason": it.reason,
            "said": REASONS[Differs(it.reason)] if it.reason else "导入",
            "expires_on": it.expires_on,
        }
        for it in found
    ]
