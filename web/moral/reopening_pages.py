"""Opening a closed month again: one system administrator asks, another does it (重开, A24)."""

from collections.abc import Callable
from uuid import UUID

from flask import Response, request, url_for

from api.auth import caller
from api.moral.period_acting import ask_reopening, reopen
from api.moral.periods import month
from api.permissions import Action, requires
from api.persons.names import names_for
from api.reach import scope_of, today
from api.refusals import RequestInvalidError
from api.services import services
from ledger.kernel.errors import LedgerError
from ledger.kernel.receipts import Recorded
from ledger.moral.period_finding import month_before, month_of
from ledger.moral.score_errors import PeriodNotClosedError
from ledger.registry.unit import UNIT_CODE_LENGTH_MAX
from people.errors import PeopleError
from people.texts import TEXT_LENGTH_MAX
from projections.moral.periods.closings import DRAWN_UP, LOCKED
from projections.moral.periods.views import Closing
from web import messages_zh
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.forms import form_stamp
from web.moral.period_words import STATES, compared, fingerprint_words, month_words, parted
from web.rendering import Context, fresh_key, page, see
from web.units import unit_name

pages = Pages("reopenings")

SHOWN = 50
ERASED = "已注销"
No = LedgerError | PeopleError | None


@pages.get("/reopenings")
@requires(Action.REOPEN_PERIOD)
@fresh
def reopenings() -> Response:
    """List what waits for a second administrator, and villages with their last month (重开月结)."""
    views, scope = services().views.periods, scope_of(caller().grant.unit_code)
    after = request.args.get("after_unit", "")[:UNIT_CODE_LENGTH_MAX]
    villages = views.villages(scope, SHOWN, after)
    full = len(villages) == SHOWN
    return page(
        "reopenings.html",
        waiting=[] if after else [_listed(it) for it in views.asked(scope, SHOWN)],
        villages=[
            {
                "unit_name": unit_name(it.unit_code),
                "month_words": month_words(it.closed_through),
                "address": f"/reopenings/{it.unit_code}/{it.closed_through}",
            }
            for it in villages
        ],
        next_address=url_for(".reopenings", after_unit=villages[-1].unit_code) if full else "",
    )


@pages.get("/reopenings/<unit>/<period>")
@requires(Action.REOPEN_PERIOD)
@fresh
def reopening(unit: str, period: str) -> Response:
    """Show the versions of a month, and what may be done with it (重开一个月)."""
    caller().require_unit(unit)
    return _one(unit, month(period), None)


@pages.post("/reopenings/<unit>/<period>/request")
@requires(Action.REOPEN_PERIOD)
def requesting(unit: str, period: str) -> Response:
    """Ask, and say why (申请重开)."""
    caller().require_unit(unit)
    words = request.form.get("words", "").strip()
    if not words:
        raise RequestInvalidError({"words": ["Say why it must be opened."]})
    return _acted(
        unit, month(period), lambda: ask_reopening(form_stamp(), unit, month(period), words)
    )


@pages.post("/reopenings/<unit>/<period>/approval")
@requires(Action.REOPEN_PERIOD)
def approving(unit: str, period: str) -> Response:
    """Open it as the second administrator (同意重开)."""
    caller().require_unit(unit)
    return _acted(unit, month(period), lambda: reopen(form_stamp(), unit, month(period)))


def _acted(unit: str, period: str, act: Callable[[], Recorded]) -> Response:
    try:
        recorded = act()
    except (LedgerError, PeopleError) as no:
        return _one(unit, period, no)
    return see(".reopening", unit=unit, period=period, after=recorded.position)


def _one(unit: str, period: str, no: No) -> Response:
    given, me = services(), caller()
    reports = [it for it in given.views.periods.reports(unit, period) if it.state != DRAWN_UP]
    if not reports:
        raise PeriodNotClosedError(period=period)
    latest, names = reports[0], _names(reports)
    village = given.views.periods.village(unit)
    is_last = village is not None and village.closed_through == period
    texts = given.texts.read(it.reopening_text_id for it in reports if it.reopening_text_id)
    now = given.views.periods.figures(unit, period)
    is_open = latest.state != LOCKED
    before = reports[min(1, len(reports) - 1)]
    sides = (parted(latest), parted(now)) if is_open else (parted(before), parted(latest))
    return page(
        "reopening.html",
        status_of_page(no),
        unit_name=unit_name(unit),
        address=f"/reopenings/{unit}/{period}",
        report_address=f"/periods/{unit}/{period}",
        month_words=month_words(period),
        versions=[_version(it, names, texts) for it in reports],
        is_open=is_open,
        compared=compared(*sides) if is_open or len(reports) > 1 else [],
        columns=_columns(reports, is_open=is_open),
        asks=not is_open and is_last and not latest.is_asked,
        approves=latest.is_asked and latest.reopening_by != me.person_id,
        is_asked=latest.is_asked,
        is_last=is_last,
        length_max=TEXT_LENGTH_MAX,
        key=fresh_key(),
        refusal=None if no is None else messages_zh.refusal(no.code),
    )


def _columns(reports: list[Closing], *, is_open: bool) -> tuple[str, str]:
    """Name what is compared: the last two versions, or the last one with the books as they are."""
    last = f"第 {reports[0].version} 版"
    if is_open:
        return last, "账上现在"
    return (f"第 {reports[1].version} 版" if len(reports) > 1 else last), last


def _names(reports: list[Closing]) -> dict[UUID, str]:
    hands = ("drawn_up_by", "locked_by", "reopening_by", "reopened_by")
    return names_for(by for it in reports for name in hands if (by := getattr(it, name)))


def _version(it: Closing, names: dict[UUID, str], texts: dict[UUID, str]) -> Context:
    def named(by: UUID | None) -> str:
        return names.get(by, ERASED) if by else ""

    return {
        "version": it.version,
        "words": STATES[it.state],
        "figures": it.figures,
        "fingerprint": fingerprint_words(it.report_hash, 4),
        "clerk": named(it.drawn_up_by),
        "second": named(it.locked_by),
        "locked_at": it.locked_at,
        "asked_by": named(it.reopening_by),
        "asked_at": it.reopening_at,
        "reason": texts.get(it.reopening_text_id, "说明已删除") if it.reopening_text_id else "",
        "reopened_by": named(it.reopened_by),
        "reopened_at": it.reopened_at,
    }


def _listed(it: Closing) -> Context:
    return {
        "unit_name": unit_name(it.unit_code),
        "month_words": month_words(it.period),
        "address": f"/reopenings/{it.unit_code}/{it.period}",
        "is_own": it.reopening_by == caller().person_id,
        "asked_at": it.reopening_at,
    }


@pages.get("/closings")
@requires(Action.SEE_CLOSINGS)
@fresh
def closings() -> Response:
    """List villages whose last month is not closed, or those that are in time (各村月结)."""
    views, scope = services().views.periods, scope_of(caller().grant.unit_code)
    after = request.args.get("after_unit", "")[:UNIT_CODE_LENGTH_MAX]
    is_late = request.args.get("tab") != "closed"
    due = month_before(month_of(services().clock()))
    found = views.villages(scope, SHOWN, after, due if is_late else "")
    tab: Context = {} if is_late else {"tab": "closed"}
    full = len(found) == SHOWN
    return page(
        "closings.html",
        is_late=is_late,
        due_words=month_words(due),
        late_days=today().day,
        late_count=views.count_late(scope, due),
        rows=[
            {
                "unit_name": unit_name(it.unit_code),
                "closed": month_words(it.closed_through) if it.closed_through else "",
                "address": f"/periods/{it.unit_code}/{it.closed_through}"
                if it.closed_through
                else "",
            }
            for it in found
        ],
        next_address=url_for(".closings", after_unit=found[-1].unit_code, **tab) if full else "",
    )
