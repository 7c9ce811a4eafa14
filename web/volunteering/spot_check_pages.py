"""Pages of spot checks: draw, look at what was drawn, print it, take it along."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask import Response, request, url_for

from api.auth import caller
from api.permissions import Action, requires
from api.reach import scope_of, today
from api.refusals import PurposeRequiredError, RequestInvalidError
from api.services import services
from api.volunteering.sampling import shown
from api.volunteering.spot_checks import again, check_of, draw_with, sheet
from api.words_zh import GRADES, RECORDERS
from ledger.kernel.errors import LedgerError
from ledger.volunteering.spot_check import RECORDS_MAX, RECORDS_MIN, SEED_MAX
from people.purposes import Purpose
from projections.volunteering.files.spot_checks import SpotCheckRow
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.forms import form_stamp
from web.messages_zh import refusal
from web.rendering import Context, fresh_key, page, see
from web.session import masked_name_of
from web.units import unit_name

pages = Pages("spot_checks")

SHOWN = 20
LIKELY_RECORDS = 20
LIKELY_DAYS = 90
_FIELDS = ("first_day", "last_day", "records", "seed")


@pages.get("/spot-checks")
@requires(Action.SPOT_CHECK)
@fresh
def spot_checks() -> Response:
    """List what was drawn, and offer to draw again (抽查)."""
    last = today()
    first = last - timedelta(days=LIKELY_DAYS)
    likely = {"first_day": first.isoformat(), "last_day": last.isoformat()}
    return _list(likely | {"records": str(LIKELY_RECORDS), "seed": ""})


@pages.post("/spot-checks")
@requires(Action.SPOT_CHECK)
def draw() -> Response:
    """Draw (抽取)."""
    typed, own_stamp = {it: request.form.get(it, "").strip() for it in _FIELDS}, form_stamp()
    try:
        recorded = draw_with(_load(typed), own_stamp)
    except LedgerError as no:
        return _list(typed, no)
    check_id = UUID(recorded.answer["check_id"])
    return see(".spot_check", check_id=check_id, after=recorded.position)


@pages.get("/spot-checks/<uuid:check_id>")
@requires(Action.SPOT_CHECK)
@fresh
def spot_check(check_id: UUID) -> Response:
    """Show the drawn records, to be looked at or printed (抽查结果)."""
    check = check_of(check_id)
    sample = again(check)
    return page(
        "spot_check.html",
        check=_check(check),
        same=sample.digest == check.digest,
        drawn_from_now=sample.drawn_from,
        rows=[_row(it) for it in shown(services(), sample.ids)],
    )


@pages.post("/spot-checks/<uuid:check_id>/sheet")
@requires(Action.SPOT_CHECK)
def take(check_id: UUID) -> Response:
    """Hand the records out as CSV; full names for the stated purpose only (下载)."""
    check, in_full = check_of(check_id), "in_full" in request.form
    if in_full and request.form.get("purpose") != Purpose.SPOT_CHECK:
        raise PurposeRequiredError
    return sheet(check, Purpose.SPOT_CHECK.value if in_full else None)


def _load(typed: dict[str, str]) -> dict[str, Any]:
    records, seed = typed["records"], typed["seed"]
    known = seed.isascii() and seed.isdecimal() and int(seed) <= SEED_MAX
    if not (records.isascii() and records.isdecimal() and (known or not seed)):
        raise RequestInvalidError({"records": ["Not a number."]})
    if not RECORDS_MIN <= int(records) <= RECORDS_MAX:
        raise RequestInvalidError({"records": ["Too few or too many."]})
    try:
        days = {it: date.fromisoformat(typed[it]) for it in ("first_day", "last_day")}
    except ValueError:
        raise RequestInvalidError({"first_day": ["Not a day."]}) from None
    seed_given = int(seed) if seed else None
    return {"unit_code": None, "records": int(records), "seed": seed_given, **days}


def _list(typed: dict[str, str], no: LedgerError | None = None) -> Response:
    after_id = request.args.get("after_id", type=UUID)
    scope = scope_of(caller().grant.unit_code)
    found = services().views.spot_checks.page(scope, SHOWN, after_id)
    full = len(found) == SHOWN
    return page(
        "spot_checks.html",
        status_of_page(no),
        checks=[_check(it) for it in found],
        typed=typed,
        refusal=None if no is None else refusal(no.code),
        key=fresh_key(),
        records_max=RECORDS_MAX,
        next_address=url_for(".spot_checks", after_id=found[-1].check_id) if full else "",
    )


def _check(it: SpotCheckRow) -> Context:
    return {
        "check_id": it.check_id,
        "unit_name": unit_name(it.unit_code),
        "first_day": it.first_day,
        "last_day": it.last_day,
        "seed": f"{it.seed:08d}",
        "records": it.records,
        "drawn_from": it.drawn_from,
        "digest": it.digest,
        "read_to": it.read_to,
        "drawn_at": it.drawn_at,
        "drawn_by": masked_name_of(it.drawn_by),
    }


def _row(it: dict[str, Any]) -> Context:
    flags = (("is_supplementary", "补录"), ("is_late", "逾期"), ("is_correction", "更正过"))
    return {
        "number": it["attendance_id"].hex[:8],
        "name": it["display_name"] or "已注销",
        "title": it["title"],
        "served_on": it["served_on"],
        "minutes": it["minutes"],
        "grade": GRADES.get(it["evidence"], it["evidence"] or ""),
        "recorded_by": RECORDERS.get(it["recorded_by"], ""),
        "marks": [words for name, words in flags if it[name]],
    }
