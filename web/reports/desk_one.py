"""One report on the desk: its pictures, its story, and the step that comes next."""

from collections.abc import Callable
from datetime import datetime
from typing import Final
from uuid import UUID

from flask import Response, request

from api.auth import caller
from api.permissions import Action, may, requires
from api.photos.keeping import PHOTO_FIELD, keep_photo, takes_photos
from api.reach import today
from api.refusals import RequestInvalidError
from api.reports import acting
from api.reports.desk import ALIKE_SHOWN
from api.reports.finding import Seen, report_to_handle, report_to_see
from api.reports.reporter import PURPOSES_OF_REPORTS, read_reporter
from api.reports.shown import report_shown, reports_shown
from api.reports.words_zh import REASON_NAMES, templates_of
from api.services import services
from ledger.kernel.errors import LedgerError
from ledger.kernel.receipts import Recorded
from ledger.reports.categories import Category, Hazard, facts_of
from ledger.reports.errors import ReportNotFoundError
from ledger.reports.kinds import RejectReason
from ledger.reports.parameters import PHOTOS_MAX
from people.errors import PeopleError
from people.purposes import PURPOSES, purpose_words
from people.texts import TEXT_LENGTH_MAX
from web import messages_zh
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.forms import form_key, form_stamp
from web.persons.pages import FACT_WORDS
from web.rendering import Context, fresh_key, page, see
from web.reports.desk import tab_of
from web.reports.words import report_shown as in_words
from web.reports.words import steps_shown

pages = Pages("report_desk_one")

KEYS: Final = ("step", "reject", "reply", "forward", "merge")
"""Forms of the page."""
SHOWS: Final = {"seen": "上报的", "confirmed": "又拍到的", "resolved": "办好以后"}


@pages.get("/desk/reports/<uuid:report_id>")
@requires(Action.SEE_REPORT_DESK)
@fresh
def report(report_id: UUID) -> Response:
    """Show one report with what can be done about it (办这一条)."""
    return _one(report_at_desk(report_id), None)


@pages.post("/desk/reports/<uuid:report_id>/acceptance")
@requires(Action.HANDLE_REPORTS)
def accept_report(report_id: UUID) -> Response:
    """Take it on (受理)."""
    return _after(report_id, lambda: acting.accept(form_stamp(), report_id))


@pages.post("/desk/reports/<uuid:report_id>/rejection")
@requires(Action.HANDLE_REPORTS)
def reject_report(report_id: UUID) -> Response:
    """Say why nothing is done about it (不受理)."""
    reason = request.form.get("reason", "")

    def carry() -> Recorded:
        if reason not in set(RejectReason):
            raise RequestInvalidError({"reason": ["Not a reason."]})
        return acting.reject(form_stamp(), report_id, reason, _words())

    return _after(report_id, carry)


@pages.post("/desk/reports/<uuid:report_id>/merging")
@requires(Action.HANDLE_REPORTS)
def merge_report(report_id: UUID) -> Response:
    """Let it join an earlier one of the same thing (并到一起办)."""

    def carry() -> Recorded:
        try:
            into_id = UUID(request.form.get("into", ""))
        except ValueError:
            raise RequestInvalidError({"into": ["Not a report."]}) from None
        return acting.merge(form_stamp(), report_id, into_id)

    return _after(report_id, carry)


@pages.post("/desk/reports/<uuid:report_id>/verification")
@requires(Action.HANDLE_REPORTS)
def verify_report(report_id: UUID) -> Response:
    """Say that somebody looked and it is so (核实)."""
    is_major = bool(request.form.get("major"))
    return _after(
        report_id, lambda: acting.verify(form_stamp(), report_id, is_major_hazard=is_major)
    )


@pages.post("/desk/reports/<uuid:report_id>/resolution")
@requires(Action.HANDLE_REPORTS)
@takes_photos
def resolve_report(report_id: UUID) -> Response:
    """Say that it is put right, with a photo of how it is now (办结)."""

    def carry() -> Recorded:
        report_to_handle(report_id)
        return acting.resolve(form_stamp(), report_id, _photos(), _words())

    return _after(report_id, carry)


@pages.post("/desk/reports/<uuid:report_id>/replies")
@requires(Action.HANDLE_REPORTS)
def reply_to_report(report_id: UUID) -> Response:
    """Write to whoever reported it: own words, or else a sentence of the list (答复)."""

    def carry() -> Recorded:
        said = _words() or request.form.get("sentence", "").strip()[:TEXT_LENGTH_MAX]
        if not said:
            raise RequestInvalidError({"words": ["Nothing is said."]})
        return acting.reply(form_stamp(), report_id, said)

    return _after(report_id, carry)


@pages.post("/desk/reports/<uuid:report_id>/forwarding")
@requires(Action.FORWARD_REPORT)
def forward_report(report_id: UUID) -> Response:
    """Hand it to the unit where it is (转交)."""
    unit_code = request.form.get("unit", "")[:12]
    try:
        recorded = acting.forward(form_stamp(), report_id, unit_code)
    except LedgerError as no:
        return _one(report_at_desk(report_id), no)
    return see("pages_report_desk.desk", after=recorded.position)


@pages.post("/desk/reports/<uuid:report_id>/reporter")
@requires(Action.READ_REPORTER)
def reporter(report_id: UUID) -> Response:
    """Show whom to ring for a stated purpose; the read is written down by then (看是谁报的)."""
    purpose = request.form.get("purpose", "")
    try:
        facts = read_reporter(report_id, purpose)
    except (LedgerError, PeopleError) as no:
        return _one(report_at_desk(report_id), no)
    told = [(FACT_WORDS[it], str(value or "没有登记")) for it, value in facts.items()]
    return _one(report_at_desk(report_id), None, (purpose_words(purpose), told))


def report_at_desk(report_id: UUID) -> Seen:
    """Return a report of the unit one works in; one's own is seen on the phone."""
    seen = report_to_see(report_id)
    if not seen.is_desk:
        raise ReportNotFoundError
    return seen


def _after(report_id: UUID, carry: Callable[[], Recorded]) -> Response:
    try:
        recorded = carry()
    except (LedgerError, PeopleError) as no:
        report_to_handle(report_id)
        return _one(report_at_desk(report_id), no)
    return see(".report", report_id=report_id, after=recorded.position)


def _one(
    seen: Seen,
    no: LedgerError | PeopleError | None,
    read: tuple[str, list[tuple[str, str]]] | None = None,
) -> Response:
    """Show the page; ``read`` is what was opened of the reporter, and what for."""
    told, now = report_shown(seen), services().clock()
    shown = in_words(told, now)
    photos = [_photo(it, shown) for it in told["photos"]]
    return page(
        "report_desk.html",
        status_of_page(no),
        report=shown,
        said=told["words"] or "",
        position=_position(told["position"]),
        steps=steps_shown(told["steps"]),
        photos=photos,
        unredacted=sum(not it["redacted"] for it in photos),
        back=tab_of(told),
        reasons=[{"value": it.value, "words": words} for it, words in REASON_NAMES.items()],
        sentences=templates_of(Category(told["category"])),
        may_read=may(caller().role, Action.READ_REPORTER) and told["may_handle"],
        purposes=[{"value": it.value, "words": PURPOSES[it].chinese} for it in PURPOSES_OF_REPORTS],
        read=None if read is None else {"purpose": read[0], "facts": read[1]},
        may_be_major=facts_of(told["category"]).hazard is Hazard.GRAVE,
        units=_units(told["unit_code"]),
        alike=_alike(seen, now) if told["may_handle"] and told["is_open"] else [],
        photos_max=PHOTOS_MAX,
        length_max=TEXT_LENGTH_MAX,
        typed={"words": _words(), "reason": request.form.get("reason", "")},
        keys={it: fresh_key() for it in KEYS},
        refusal=None if no is None else messages_zh.refusal(no.code),
    )


def _alike(seen: Seen, now: datetime) -> list[Context]:
    """Return what may be the same, without what the caller reported: nobody handles that."""
    found = services().views.reports.alike(seen.row, ALIKE_SHOWN)
    mine = caller().person_id
    return [in_words(it, now) for it in reports_shown([r for r in found if r.reporter_id != mine])]


def _photo(it: Context, shown: Context) -> Context:
    return {
        "address": f"/api/v1/photos/{it['photo_id']}",
        "redacting": f"{shown['desk_address']}/photos/{it['photo_id']}",
        "redacted": f"/api/v1/photos/{it['redacted_id']}" if it["redacted_id"] else "",
        "words": SHOWS[it["shows"]],
    }


def _position(it: dict[str, float] | None) -> str:
    """Say a position in words a navigation app takes."""
    return f"北纬 {it['latitude']:.4f}°，东经 {it['longitude']:.4f}°" if it else ""


def _units(unit_code: str) -> list[Context]:
    """Return where a report can be handed on: its neighbours, and the unit above them."""
    views, day = services().views.units, today()
    path = views.path(unit_code, day)
    if len(path) < 2:  # noqa: PLR2004 - the top has nothing above it
        return [{"value": it.code, "words": it.name} for it in views.children(unit_code, as_of=day)]
    above = path[-2]
    around = [above, *views.children(above.code, as_of=day), *views.children(unit_code, as_of=day)]
    return [{"value": it.code, "words": it.name} for it in around if it.code != unit_code]


def _words() -> str:
    return request.form.get("words", "").strip()[:TEXT_LENGTH_MAX]


def _photos() -> list[UUID]:
    sent = [it for it in request.files.getlist(PHOTO_FIELD) if it.filename][:PHOTOS_MAX]
    key = form_key()
    # What somebody photographs at work is not about them.
    return [keep_photo(it, f"{key}-{n}", about=None).photo.photo_id for n, it in enumerate(sent)]
