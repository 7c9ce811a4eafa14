"""Closing a month at the desk: the clerk signs, the committee locks (月结)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Response, request

from api.auth import caller
from api.execution import answer_of
from api.moral.period_acting import (
    Looked,
    explain,
    is_signed,
    lock,
    look,
    month_to_close,
    sign,
)
from api.moral.period_checks import CheckState
from api.moral.periods import month
from api.permissions import Action, may, requires
from api.persons.names import names_for
from api.services import services
from ledger.kernel.errors import LedgerError
from ledger.kernel.receipts import Recorded
from ledger.moral.period_finding import month_before, month_end
from people.errors import PeopleError
from people.texts import TEXT_LENGTH_MAX
from projections.moral.periods.closings import LOCKED
from projections.moral.periods.views import Closing
from web import messages_zh
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.forms import form_stamp
from web.moral.account_links import account_state
from web.moral.period_words import STATES, equation, fingerprint_words, month_words, parted
from web.rendering import Context, fresh_key, page, see

pages = Pages("close")

MONTHS_SHOWN = 12
LIST_DUE_DAY = 3
"""The list is out by the third of the next month (VP-6)."""


@pages.get("/desk/close")
@requires(Action.SEE_PERIODS)
@fresh
def close() -> Response:
    """Show the month that is closed next, or another one (月结)."""
    return _drawn(_asked_month(request.args.get("month", "")))


@pages.post("/desk/close/signature")
@requires(Action.SIGN_PERIOD)
def signature() -> Response:
    """Sign as the clerk (送签)."""
    seen = request.form.get("figures_hash", "")
    return _acted(lambda period: sign(form_stamp(), _unit(), period, seen))


@pages.post("/desk/close/lock")
@requires(Action.LOCK_PERIOD)
def locking() -> Response:
    """Sign as the committee, and lock (锁账)."""
    fingerprint = request.form.get("report_hash", "")
    return _acted(lambda period: lock(form_stamp(), _unit(), period, fingerprint))


@pages.post("/desk/close/explanations")
@requires(Action.SIGN_PERIOD)
def explanation() -> Response:
    """Say why a check is not met (写差异原因)."""
    check, words = request.form.get("check", ""), request.form.get("words", "").strip()
    return _acted(lambda period: explain(form_stamp(), _unit(), period, check, words))


def _acted(act: Callable[[str], Recorded]) -> Response:
    period = month(request.form.get("month", ""))
    try:
        recorded = act(period)
    except (LedgerError, PeopleError) as no:
        return _drawn(period, no)
    return see(".close", after=answer_of(recorded)["position"], month=period)


def _asked_month(given: str) -> str:
    return month(given) if given else month_to_close(_unit())


def _unit() -> str:
    return caller().grant.unit_code


def _drawn(period: str, no: LedgerError | PeopleError | None = None) -> Response:
    looked, role = look(_unit(), period), caller().role
    periods = services().views.periods
    closings, first = periods.closings(_unit(), MONTHS_SHOWN), periods.first_month(_unit())
    report = looked.report
    passed = sum(it.state is not CheckState.OPEN for it in looked.checks)
    is_over = services().clock() >= month_end(period)
    is_open = report is None or report.state != LOCKED
    is_closable = is_over and is_open and passed == len(looked.checks)
    return page(
        "close.html",
        status_of_page(no),
        month=period,
        month_words=month_words(period),
        before=month_before(period) if first and first < period else "",
        unit_code=_unit(),
        equation=equation(parted(looked.found)),
        figures=looked.found.figures,
        figures_hash=looked.figures_hash,
        checks=looked.checks,
        passed=passed,
        is_over=is_over,
        is_open=is_open,
        list_due_day=LIST_DUE_DAY,
        signs=is_closable and may(role, Action.SIGN_PERIOD) and not is_signed(looked),
        locks=is_closable and may(role, Action.LOCK_PERIOD) and is_signed(looked),
        explains=is_open and may(role, Action.SIGN_PERIOD),
        report=_signed(looked),
        closings=[_closing(it) for it in closings],
        length_max=TEXT_LENGTH_MAX,
        account=account_state(_unit()),
        key=fresh_key(),
        refusal=None if no is None else messages_zh.refusal(no.code),
    )


def _signed(looked: Looked) -> Context | None:
    """Return who signed the latest report, and its fingerprint."""
    report = looked.report
    if report is None:
        return None
    names: dict[UUID, Any] = names_for(
        it for it in (report.drawn_up_by, report.locked_by) if it is not None
    )
    return {
        "state": report.state,
        "clerk": names.get(report.drawn_up_by, "已注销"),
        "signed_at": report.drawn_up_at,
        "second": names.get(report.locked_by, "已注销") if report.locked_by else "",
        "locked_at": report.locked_at,
        "fingerprint": fingerprint_words(report.report_hash),
        "report_hash": report.report_hash,
        "position": report.position,
    }


def _closing(row: Closing) -> Context:
    return {
        "month": row.period,
        "month_words": month_words(row.period),
        "version": row.version,
        "figures": parted(row),
        "fingerprint": fingerprint_words(row.report_hash, 3),
        "words": STATES[row.state],
        "is_locked": row.state == LOCKED,
    }
