"""The working-day calendar: a year at a glance, and loading one from its notice by two people."""

from typing import Any

from flask import Response, request, url_for

from api.auth import caller
from api.calendar.doors import require_year
from api.calendar.notice import NOTICE_LENGTH_MAX, ReadNotice, read_notice
from api.execution import answer_of, carry_out
from api.permissions import Action, may, requires
from api.reach import today
from api.services import services
from ledger.kernel.errors import LedgerError
from ledger.registry.calendar_commands import ApproveHolidays, ProposeHolidays, RejectHolidays
from ledger.registry.errors import CalendarNoticeInvalidError
from ledger.registry.holiday_year import SOURCE_LENGTH_MAX, YEAR_MAX, YEAR_MIN, refuse_invalid
from ledger.registry.working_days import YearDays, built_in
from projections.registry.calendar import YearRow
from web import messages_zh
from web.blueprints import Pages, fresh
from web.calendar.flaws import flaws_in_words
from web.calendar.months import in_words, months
from web.errors import status_of_page
from web.forms import form_stamp
from web.rendering import Context, fresh_key, page, see

pages = Pages("calendar")

PAGED_YEARS_BACK, PAGED_YEARS_AHEAD = 3, 2
"""How far from this year one pages: the next notice, and what running deadlines began in.

Other years open by their address; a thousand pages one after another led visitors and search
engines nowhere.
"""


@pages.get("/calendar")
@requires(Action.SEE_CALENDAR)
@fresh
def calendar() -> Response:
    """Show a year: days off, make-up days at work, and what was loaded by whom (工作日历)."""
    return _drawn(_asked_year(), None)


@pages.post("/calendar/preview")
@requires(Action.PROPOSE_CALENDAR)
def preview() -> Response:
    """Show what was pasted as it would be, before it is proposed (预览)."""
    year = _asked_year()
    notice = read_notice(_typed()["notice"])
    try:
        _require_fitting(year, notice)
    except LedgerError as no:
        return _drawn(year, no)
    return _drawn(year, None, notice)


@pages.post("/calendar")
@requires(Action.PROPOSE_CALENDAR)
def propose() -> Response:
    """Propose a year as it was previewed; another administrator looks at it (提交核对)."""
    year = _asked_year()
    notice = read_notice(_typed()["notice"])
    command = ProposeHolidays(
        **form_stamp(),
        year=year,
        holidays=notice.holidays,
        workdays=notice.workdays,
        source=_typed()["source"],
        proposed_by=caller().person_id,
    )
    try:
        _require_fitting(year, notice)
        recorded = carry_out(services(), command)
    except LedgerError as no:
        return _drawn(year, no)
    return see(".calendar", after=answer_of(recorded)["position"], year=year)


@pages.post("/calendar/<int:year>/<int:version>/approval")
@requires(Action.APPROVE_CALENDAR)
def approve(year: int, version: int) -> Response:
    """Let a version count (核对通过)."""
    require_year(year, version)
    by = caller().person_id
    return _decided(ApproveHolidays(**form_stamp(), year=year, version=version, approved_by=by))


@pages.post("/calendar/<int:year>/<int:version>/rejection")
@requires(Action.APPROVE_CALENDAR)
def reject(year: int, version: int) -> Response:
    """Let a version never count (退回)."""
    require_year(year, version)
    by = caller().person_id
    return _decided(RejectHolidays(**form_stamp(), year=year, version=version, rejected_by=by))


def _decided(command: ApproveHolidays | RejectHolidays) -> Response:
    recorded = carry_out(services(), command)
    return see(".calendar", after=answer_of(recorded)["position"], year=command.year)


def _asked_year() -> int:
    asked = request.values.get("year", type=int)
    return asked if asked and YEAR_MIN <= asked <= YEAR_MAX else today().year


def _typed() -> dict[str, str]:
    form = request.form
    notice = form.get("notice", "")[: NOTICE_LENGTH_MAX + 1]
    return {"notice": notice, "source": form.get("source", "").strip()}


def _require_fitting(year: int, notice: ReadNotice) -> None:
    """Refuse lines that make no sense, and days that cannot be the notice of the year."""
    if notice.unread:
        raise CalendarNoticeInvalidError(year=year, lines=list(notice.unread))
    refuse_invalid(year, list(notice.holidays), list(notice.workdays), _typed()["source"])


def _drawn(year: int, no: LedgerError | None, previewed: ReadNotice | None = None) -> Response:
    known, role = services().views.calendar, caller().role
    days: YearDays | None = None
    if previewed is not None:
        days = YearDays(frozenset(previewed.holidays), frozenset(previewed.workdays))
    elif known.working_days().knows(year):
        days = known.working_days().year(year)
    versions = known.versions(year)
    names = _names(versions)
    this_year = today().year
    return page(
        "calendar.html",
        status_of_page(no),
        year=year,
        earlier=_link_to(year - 1) if year > this_year - PAGED_YEARS_BACK else "",
        later=_link_to(year + 1) if year < this_year + PAGED_YEARS_AHEAD else "",
        known=days is not None,
        built_in=built_in(year) is not None and not any(it.state == "approved" for it in versions),
        months=months(year, days),
        lines=in_words(days) if days else [],
        previewed=previewed is not None,
        versions=[_shown(it, names) for it in versions],
        waiting=[{"year": it.year, "version": it.version} for it in known.waiting()],
        typed=_typed(),
        key=fresh_key(),
        refusal=None if no is None else messages_zh.refusal(no.code),
        flaws=[] if no is None else flaws_in_words(no.facts),
        may_propose=may(role, Action.PROPOSE_CALENDAR),
        may_approve=may(role, Action.APPROVE_CALENDAR),
        source_length_max=SOURCE_LENGTH_MAX,
        notice_length_max=NOTICE_LENGTH_MAX,
    )


def _link_to(year: int) -> str:
    return url_for(".calendar", year=year) if YEAR_MIN <= year <= YEAR_MAX else ""


def _names(versions: list[YearRow]) -> dict[Any, str]:
    ids = {it for row in versions for it in (row.proposed_by, row.decided_by) if it}
    return services().directory.masked_names(ids)


def _shown(row: YearRow, names: dict[Any, str]) -> Context:
    return {
        "version": row.version,
        "state": row.state,
        "state_words": messages_zh.CALENDAR_STATES[row.state],
        "lines": in_words(row.days),
        "source": row.source,
        "proposed_by": names.get(row.proposed_by, "已注销"),
        "proposed_at": row.proposed_at,
        "decided_by": names.get(row.decided_by, "已注销") if row.decided_by else "",
        "decided_at": row.decided_at,
        "own": row.proposed_by == caller().person_id,
        "approve_key": fresh_key(),
        "reject_key": fresh_key(),
    }
