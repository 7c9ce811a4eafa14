"""The clerk's notices: what waits, what runs, what is read out over the loudspeaker."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from flask import Response, request, url_for

from api.auth import caller
from api.limits import POSITION_MAX
from api.moral.notice_acting import notice_of, publish
from api.moral.notice_desk import drafts_of, objections_shown
from api.moral.notice_shown import lines_shown
from api.permissions import Action, requires
from api.services import services
from ledger.kernel.clock import local_date
from ledger.kernel.errors import LedgerError
from ledger.moral.notice_errors import NoticeEmptyError
from ledger.moral.notice_kinds import NOTICE_LINES_MAX, NoticeKind
from projections.moral.notices.rows import NoticeRow, NoticeSum
from web import messages_zh
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.forms import form_stamp
from web.moral.loudspeaker import broadcast
from web.moral.notice_words import KINDS, METHODS, notice_shown
from web.rendering import Context, fresh_key, page, see
from web.units import unit_name
from web.volunteering.deadlines import answer_deadline

pages = Pages("notice_desk")

SHOWN = 50
TABS = {"": "进行中", "objections": "异议", "over": "已结束"}


@pages.get("/notices/drafts")
@requires(Action.PUBLISH_NOTICE)
@fresh
def drafts() -> Response:
    """List what the panel has passed, by the kind of notice it goes on (待公示)."""
    return _drafts(None)


@pages.post("/notices/drafts")
@requires(Action.PUBLISH_NOTICE)
def publish_drafts() -> Response:
    """Publish the chosen acts on one notice (发布公示)."""
    unit, form = caller().grant.unit_code, request.form
    try:
        month = form.get("month", "")
        known = month if month in (it["value"] for it in _months()) else ""
        recorded = publish(form_stamp(), unit, _chosen(), known)
    except LedgerError as no:
        return _drafts(no)
    notice_id = recorded.answer["notice_id"]
    return see("pages_notices.notice", notice_id=notice_id, after=recorded.position)


@pages.get("/desk/notices")
@requires(Action.PUBLISH_NOTICE)
@fresh
def desk() -> Response:
    """Show the notices of the village on the desk (公示)."""
    tab = request.args.get("tab", "")
    chosen = tab if tab in TABS else ""
    unit, views = caller().grant.unit_code, services().views
    before = request.args.get("before", type=int)
    known = before if before is not None and 0 < before <= POSITION_MAX else None
    rows = views.notices.page(unit, SHOWN, known) if chosen == "over" else []
    running = views.notices.running(unit, SHOWN)
    ids = {it.notice_id for it in running}
    shown = [it for it in rows if it.notice_id not in ids] if chosen == "over" else running
    waiting = objections_shown(views.objections.waiting(unit, SHOWN))
    full = len(rows) == SHOWN
    return page(
        "notices_desk.html",
        tab=chosen,
        tabs=[
            {
                "name": it,
                "words": said,
                "address": url_for(".desk", tab=it or None),
                "count": {"": len(running), "objections": len(waiting)}.get(it, 0),
            }
            for it, said in TABS.items()
        ],
        notices=_desk_rows(shown) if chosen != "objections" else [],
        objections=[_objection(it) for it in waiting],
        counts={
            "/desk/notices": len(running),
            "/notices/drafts": len(views.notices.ready(unit, NOTICE_LINES_MAX)),
            "/deliveries": len(views.notices.deductions_on(unit, SHOWN)),
        },
        next_address=url_for(".desk", tab="over", before=rows[-1].position) if full else "",
    )


@pages.get("/desk/notices/<uuid:notice_id>/broadcast")
@requires(Action.PUBLISH_NOTICE)
@fresh
def loudspeaker(notice_id: UUID) -> Response:
    """Show what is read out, to be read from the screen (广播稿)."""
    row = _own(notice_id)
    return page(
        "broadcast.html",
        notice=notice_shown(row),
        lines=_text(row).splitlines(),
        plain=url_for(".plain_text", notice_id=notice_id),
    )


@pages.get("/desk/notices/<uuid:notice_id>/broadcast.txt")
@requires(Action.PUBLISH_NOTICE)
@fresh
def plain_text(notice_id: UUID) -> Response:
    """Give it as plain text (广播稿)."""
    response = Response(_text(_own(notice_id)), mimetype="text/plain")
    response.headers["Cache-Control"] = "no-store"
    return response


def _own(notice_id: UUID) -> NoticeRow:
    row = notice_of(notice_id)
    caller().require_unit(row.unit_code)
    return row


def _text(row: NoticeRow) -> str:
    now = services().clock()
    return broadcast(unit_name(row.unit_code), row, lines_shown(row, None, now))


def _chosen() -> list[UUID]:
    try:
        return [UUID(it) for it in request.form.getlist("claim_id")]
    except ValueError:
        raise NoticeEmptyError(lines_max=NOTICE_LINES_MAX) from None


def _drafts(no: LedgerError | None) -> Response:
    unit = caller().grant.unit_code
    rows = drafts_of(services().views.notices.ready(unit, NOTICE_LINES_MAX))
    return page(
        "notice_drafts.html",
        status_of_page(no),
        kinds=[
            {
                "name": KINDS[kind],
                "value": kind.value,
                "is_deduction": kind is NoticeKind.DEDUCTIONS,
                "rows": [it for it in rows if it["kind"] == kind.value],
                "key": fresh_key(),
            }
            for kind in NoticeKind
        ],
        waiting=len(rows),
        months=_months(),
        lines_max=NOTICE_LINES_MAX,
        refusal=None if no is None else messages_zh.refusal(no.code),
    )


def _months() -> list[Context]:
    """Return the month that is over, whose list is out by the third."""
    today = local_date(services().clock())
    last = today.replace(day=1) - timedelta(days=1)
    return [{"value": f"{last:%Y-%m}", "words": f"{last.month}月清单（{_third(today)}前张贴）"}]


def _third(today: date) -> str:
    return f"{today.month}月3日"


def _desk_rows(rows: Sequence[NoticeRow]) -> list[Context]:
    """Return notices for the clerk, who sees how many households each is about."""
    sums, now = services().views.notices.sums(it.notice_id for it in rows), services().clock()
    return [
        notice_shown(row)
        | {
            "households": sums[row.notice_id].households,
            "figure": f"{'−' if row.kind == NoticeKind.DEDUCTIONS else '+'}{row.points}",
            "state": _state(now, sums[row.notice_id]),
            "broadcast": f"/desk/notices/{row.notice_id}/broadcast",
        }
        for row in rows
    ]


def _state(now: datetime, it: NoticeSum) -> tuple[str, str]:
    if it.objected:
        return f"异议 {it.objected} 条，停", "late"
    if it.sealed:
        return f"{it.sealed} 户没送到", "soon"
    if not it.open:
        return "已结束", "ok"
    left = (local_date(it.ends - timedelta(seconds=1)) - local_date(now)).days if it.ends else 0
    return (f"余 {left} 天" if left > 0 else "今天期满"), "soon"


def _objection(it: Context) -> Context:
    return {
        "title": it["title"],
        "number": it["household_number"],
        "line": it["line"],
        "objected_at": it["objected_at"],
        "method": METHODS[it["method"]],
        "deadline": answer_deadline(it["answer_due_on"], services().clock()),
        "address": f"/notices/{it['notice_id']}",
    }
