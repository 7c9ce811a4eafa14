"""Reports on the phone: file one, see where each stands, rate it, say it is not resolved."""

from uuid import UUID

from flask import Response, request

from api.auth import caller
from api.permissions import Action, may, requires
from api.photos.keeping import takes_photos
from api.refusals import RequestInvalidError
from api.reports.filing import file, rate, reopen
from api.reports.finding import Seen, report_to_see
from api.reports.schemas import PLACE_LENGTH_MAX
from api.reports.shown import own_shown, report_shown
from api.services import services
from ledger.kernel.errors import LedgerError
from ledger.reports.errors import EmergencyCallFirstError
from ledger.reports.parameters import PHOTOS_MAX, STARS_MAX
from people.errors import PeopleError
from people.texts import TEXT_LENGTH_MAX
from web import messages_zh
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.forms import form_stamp
from web.headers import may_ask_for_place
from web.rendering import Context, fresh_key, page, see
from web.reports.form import asked, places, typed
from web.reports.words import CALLS, earned, steps_shown, tiles
from web.reports.words import report_shown as in_words

pages = Pages("reports")

SHOWN = 30


@pages.get("/reports/new")
@requires(Action.FILE_REPORT)
@fresh
def new_report() -> Response:
    """Offer to report what is wrong in the street (随手拍)."""
    return _form(None)


@pages.post("/reports")
@requires(Action.FILE_REPORT)
@takes_photos
def file_report() -> Response:
    """File it, with its pictures (上报)."""
    try:
        recorded = file(form_stamp(), asked())
    except (LedgerError, PeopleError) as no:
        return _form(no)
    return see(".report", report_id=recorded.answer["report_id"], after=recorded.position)


@pages.get("/reports")
@requires(Action.FILE_REPORT)
@fresh
def reports() -> Response:
    """List what one reported or confirmed, the latest first (我的上报)."""
    before = request.args.get("before", type=int)
    found = services().views.reports.of_person(caller().person_id, SHOWN, before)
    now = services().clock()
    full = len(found) == SHOWN
    return page(
        "reports.html",
        rows=[in_words(it, now) | {"earned": earned(it)} for it in own_shown(found)],
        next_address=f"/reports?before={found[-1].place}" if full else "",
    )


@pages.get("/reports/<uuid:report_id>")
@requires(Action.SEE_REPORT)
@fresh
def report(report_id: UUID) -> Response:
    """Show one with its steps and their times (上报进度)."""
    return _one(report_to_see(report_id), None)


@pages.post("/reports/<uuid:report_id>/rating")
@requires(Action.FILE_REPORT)
def rate_report(report_id: UUID) -> Response:
    """Say by one to five stars how it was handled (评价)."""
    stars = request.form.get("stars", type=int) or 0
    try:
        if not 1 <= stars <= STARS_MAX:
            raise RequestInvalidError({"stars": ["Not a number of stars."]})
        recorded = rate(form_stamp(), report_id, stars)
    except LedgerError as no:
        return _one(report_to_see(report_id), no)
    return see(".report", report_id=report_id, after=recorded.position)


@pages.post("/reports/<uuid:report_id>/reopening")
@requires(Action.FILE_REPORT)
def reopen_report(report_id: UUID) -> Response:
    """Say that it is not resolved; once, within seven days (还没解决)."""
    words = request.form.get("words", "").strip()[:TEXT_LENGTH_MAX]
    try:
        recorded = reopen(form_stamp(), report_id, words)
    except LedgerError as no:
        return _one(report_to_see(report_id), no)
    return see(".report", report_id=report_id, after=recorded.position)


def _form(no: LedgerError | PeopleError | None) -> Response:
    response = page(
        "report_new.html",
        status_of_page(no),
        tiles=tiles(),
        places=places(),
        calls=CALLS,
        typed=typed(),
        photos_max=PHOTOS_MAX,
        place_length_max=PLACE_LENGTH_MAX,
        length_max=TEXT_LENGTH_MAX,
        must_call=isinstance(no, EmergencyCallFirstError),
        refusal=None if no is None else messages_zh.refusal(no.code),
        key=fresh_key(),
    )
    return may_ask_for_place(response)


def _one(seen: Seen, no: LedgerError | None) -> Response:
    told, now = report_shown(seen), services().clock()
    photos: list[Context] = [it for it in map(_photo, told["photos"]) if it["address"]]
    return page(
        "report.html",
        status_of_page(no),
        report=in_words(told, now),
        earned=earned(told) if seen.is_first is not None else "",
        said=told["words"] or "",
        steps=steps_shown(told["steps"]),
        photos=photos,
        stars_max=STARS_MAX,
        is_own=seen.is_first is not None,
        desk=seen.is_desk and may(caller().role, Action.SEE_REPORT_DESK),
        length_max=TEXT_LENGTH_MAX,
        refusal=None if no is None else messages_zh.refusal(no.code),
        key=fresh_key(),
    )


def _photo(it: Context) -> Context:
    """Return where a photo is seen: the original, or what is public of another's."""
    words = "办好以后" if it["shows"] == "resolved" else "上报的照片"
    photo_id = it["photo_id"] or it["redacted_id"]
    return {"address": f"/api/v1/photos/{photo_id}" if photo_id else "", "words": words}
