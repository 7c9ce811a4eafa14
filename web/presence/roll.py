"""The live roll of an activity, ticking somebody on it, and the end of its paperwork."""

from typing import Any
from uuid import UUID

from flask import Response, make_response, render_template, request, url_for

from api.auth import caller
from api.errors import problem_of
from api.execution import carry_out
from api.permissions import Action, may, requires
from api.rates.quotas import SCANS
from api.request_log import note_refusal
from api.scans.answering import undo_until
from api.scans.undoing import answer_under
from api.services import services
from api.volunteering.activities import activity_of, all_rows, roll_need
from api.volunteering.recording import record_of
from api.volunteering.ticking import Tick, require_listed, tick
from ledger.kernel.clock import local_date
from ledger.kernel.errors import LedgerError
from ledger.kernel.ids import subject_of
from ledger.volunteering.errors import RecordIncompleteError
from people.purposes import PURPOSES, Purpose
from projections.volunteering.activities.rows import ActivityRow
from qr.kinds import Kind
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.forms import form_key, form_stamp
from web.messages_zh import RESULTS, refusal
from web.presence.rolling import ALL, FILTERS, Roll, figures, lines, tasks_of
from web.rendering import Context, code_picture, fresh_key, page, see
from web.session import masked_name_of

pages = Pages("roll")

WITNESSES_SHOWN = 100


@pages.get("/activities/<uuid:activity_id>/roll")
@requires(Action.SEE_ROLL)
@fresh
def roll(activity_id: UUID) -> Response:
    """Show who is here now; full names only to the leader of this very activity (签到册)."""
    return _drawn(_activity(activity_id))


@pages.get("/activities/<uuid:activity_id>/roll/live")
@requires(Action.SEE_ROLL)
def live(activity_id: UUID) -> Response:
    """Give the part of the roll that changes, or say that it is still the same."""
    body = render_template("_roll.html", **_live(Roll.of(_activity(activity_id))))
    response = make_response(body)
    response.headers["Cache-Control"] = "private, no-cache"
    response.add_etag()
    response.make_conditional(request)
    return response


@pages.get("/activities/<uuid:activity_id>/tick")
@requires(Action.RECORD_PRESENCE)
@fresh
def tick_form(activity_id: UUID) -> Response:
    """Ask for a witness before somebody is ticked (点名)."""
    return _asking(_activity(activity_id), request.args.get("person", type=UUID))


@pages.post("/activities/<uuid:activity_id>/tick")
@requires(Action.RECORD_PRESENCE, quota=SCANS)
def tick_list(activity_id: UUID) -> Response:
    """Tick somebody in or out with a witness (点名签到、签退)."""
    found, typed = _activity(activity_id), request.form
    person_id = _person(found, typed)
    witness_id = typed.get("witness", type=UUID)
    if person_id is None or witness_id is None:
        code = "person_not_found" if person_id is None else "witness_required"
        note_refusal(code)
        return _asking(found, person_id, code)
    companion = typed.get("companion", "").strip() or None
    ticked = Tick(person_id, witness_id, companion)
    try:
        outcome = tick(services(), caller(), activity_id, ticked, form_stamp())
    except LedgerError as no:
        note_refusal(no.code)
        return _asking(found, person_id, no.code, problem_of(no).status)
    if told := outcome.body.get("code"):
        note_refusal(told)
        return _asking(found, person_id, told, outcome.status)
    position = outcome.body["position"]
    return see(".roll", activity_id=activity_id, after=position, ticked=form_key())


@pages.post("/activities/<uuid:activity_id>/record")
@requires(Action.RECORD_PRESENCE)
def record(activity_id: UUID) -> Response:
    """Say that everything is recorded, or show what is still open (记完了)."""
    found = _activity(activity_id)
    try:
        recorded = carry_out(services(), record_of(services(), caller(), activity_id, form_stamp()))
    except RecordIncompleteError as no:
        return _drawn(found, no)
    return see(".roll", activity_id=activity_id, after=recorded.position)


def _activity(activity_id: UUID) -> ActivityRow:
    """Return an activity of the caller's unit, or refuse."""
    found = activity_of(activity_id)
    caller().require_unit(found.unit_code)
    return found


def _live(now_there: Roll) -> Context:
    chosen, found = request.args.get("filter", ALL), now_there.activity
    needed = roll_need(found) is not None
    return {
        "activity": {
            "activity_id": found.activity_id,
            "starts_at": found.starts_at,
            "ends_at": found.ends_at,
        },
        "figures": figures(now_there),
        "in_full": needed and caller().role in PURPOSES[Purpose.ACTIVITY_ROLL].roles,
        "records": may(caller().role, Action.RECORD_PRESENCE),
        "at": now_there.now,
        **lines(now_there, chosen if chosen in FILTERS else ALL),
    }


def _drawn(found: ActivityRow, no: LedgerError | None = None) -> Response:
    given, who = services(), caller()
    subject = subject_of(found.activity_id)
    token = given.maker.make(Kind.ACTIVITY, subject, at=given.clock())
    now_there = Roll.of(found)
    is_over = found.ended_at is not None or given.clock() >= found.ends_at
    return page(
        "roll.html",
        status_of_page(no),
        live=_live(now_there),
        title=found.title,
        host=given.public_host,
        qr_svg=code_picture(token, "签到码"),
        digits=given.maker.digits(Kind.ACTIVITY, subject, at=given.clock()),
        shows_code=may(who.role, Action.SHOW_ACTIVITY_CODE) and not is_over,
        scans=may(who.role, Action.SCAN),
        leads=found.led_by == who.grant.person_id,
        ticked=_ticked(),
        tasks=tasks_of(now_there),
        is_over=is_over,
        recorded=found.recorded,
        refusal=None if no is None else refusal(no.code),
        key=fresh_key(),
    )


def _ticked() -> Context | None:
    """Return what the last tick came to, and the form that takes it back while it may be."""
    key = request.args.get("ticked", "")
    told = answer_under(services(), caller(), key)
    if told is None or "scan" not in told:
        return None
    until, now = undo_until(told["scan"]), services().clock()
    return {
        "words": RESULTS[told["result"]][0],
        "name": masked_name_of(UUID(told["scan"]["person_id"])),
        "address": url_for("pages_scans.undo", key=key) if now <= until else "",
        "until": until,
        "key": fresh_key(),
    }


def _person(found: ActivityRow, typed: Any) -> UUID | None:
    """Return who is meant: a line of the roll, or a number that was typed."""
    if (chosen := typed.get("person", type=UUID)) is not None:
        return chosen  # type: ignore[no-any-return]
    del found
    number = typed.get("number", "").strip()
    row = services().views.volunteers.by_number(number) if number else None
    return None if row is None else row.person_id


def _asking(
    found: ActivityRow, person_id: UUID | None, code: str = "", status: int = 422
) -> Response:
    """Ask who is ticked and who was there; with what was wrong, if something was."""
    given = services()
    if person_id is not None and code != "person_not_found":
        require_listed(given, caller(), found, person_id)
    rows = all_rows(found.activity_id)
    mine = next((it for it in rows if it.person_id == person_id), None)
    people = [
        it.person_id
        for it in rows
        if it.came_at is not None and it.person_id not in (person_id, caller().person_id)
    ][:WITNESSES_SHOWN]
    names = given.directory.masked_names(people)
    return page(
        "tick.html",
        status if code else 200,
        activity={"activity_id": found.activity_id, "title": found.title},
        person=None
        if person_id is None or code == "person_not_found"
        else {"person_id": person_id, "name": masked_name_of(person_id)},
        leaving=mine is not None and mine.came_at is not None,
        witnesses=[{"person_id": it, "name": names.get(it, "已注销")} for it in people],
        refusal=refusal(code) if code else None,
        key=fresh_key(),
        back=url_for(".roll", activity_id=found.activity_id),
        today=local_date(given.clock()),
    )
