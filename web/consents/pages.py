"""What one agrees to, switch by switch, and the notice that says what for."""

from typing import Any, Final
from uuid import UUID

from flask import Response, current_app
from flask import request as asked

from api.auth import caller
from api.consents.ages import age_of
from api.consents.deciding import decide_for_minor, decide_for_oneself
from api.consents.effects import require
from api.consents.guarding import dependants_of, request_link
from api.consents.standing import Standing, standings_of
from api.execution import carry_out
from api.limits import NUMBER_LENGTH_MAX
from api.permissions import Action, may, requires
from api.refusals import UnknownAddressError
from api.services import services
from ledger.kernel.clock import local_date
from ledger.kernel.ids import subject_of
from ledger.registry.consent_commands import EndGuardian
from ledger.registry.consent_purposes import SWITCHES, AgeBand, Purpose
from people.formats import ID_NUMBER_LENGTH, mask_id_number
from people.notices import NOTICES
from projections.consents.views import ConsentRow
from qr.kinds import Kind
from web.blueprints import Pages, fresh
from web.consents.words import PURPOSES, agreed_notes, grouped
from web.forms import form_stamp
from web.rendering import code_picture, fresh_key, page, see
from web.session import visitor

pages = Pages("consents")

PAST_SHOWN: Final = 10
#: Rows at the foot; those whose page is not there are left out.
MORE: Final = (
    ("/me/reads", "eye", "谁看过我的信息"),
    ("/me/export", "saved", "下载我的全部数据"),
    ("/me/erase", "person", "注销，删除个人信息"),
)


@pages.get("/me/consents")
@requires(Action.CONSENT)
@fresh
def consents() -> Response:
    """Show every switch (我同意什么)."""
    given, person_id = services(), caller().person_id
    day = local_date(given.clock())
    standings = standings_of(given, person_id)
    age = age_of(given, person_id, day)
    there = {rule.rule for rule in current_app.url_map.iter_rules()}
    own = frozenset() if age is AgeBand.UNDER_14 else frozenset(SWITCHES)
    return page(
        "consents.html",
        groups=grouped(standings, open_to=own),
        notes=agreed_notes(standings),
        past=[past_row(it) for it in given.views.consents.history(person_id, PAST_SHOWN)],
        id_number=_id_number(standings, person_id),
        id_number_length=ID_NUMBER_LENGTH,
        by_guardian=age is AgeBand.UNDER_14,
        version=NOTICES.in_force(day).number,
        more=[{"address": it[0], "icon": it[1], "words": it[2]} for it in MORE if it[0] in there],
        key=fresh_key(),
    )


@pages.post("/me/consents/<purpose>")
@requires(Action.CONSENT)
def decide(purpose: str) -> Response:
    """Turn one switch (同意、收回)."""
    chosen = _purpose(purpose, SWITCHES)
    recorded = decide_for_oneself(chosen, given="given" in asked.form, stamp=form_stamp())
    return see(".consents", after=recorded.position)


@pages.post("/me/id-number")
@requires(Action.CONSENT)
def keep_id_number() -> Response:
    """Keep one's ID number, sealed, while one agrees to it (留身份证号)."""
    given, person_id = services(), caller().person_id
    require(given, person_id, Purpose.ID_NUMBER)
    given.directory.keep_id_number(person_id, asked.form.get("id_number", ""))
    return see(".consents")


@pages.get("/me/dependants")
@requires(Action.CONSENT)
@fresh
def dependants() -> Response:
    """Show those one is guardian for: their switches and their codes (给家人办)."""
    given = services()
    found = dependants_of(given, caller().person_id)
    return page(
        "dependants.html",
        people=[_dependant(it) for it in found["items"]],
        asked="asked" in asked.args,
        number_length_max=NUMBER_LENGTH_MAX,
        key=fresh_key(),
    )


@pages.post("/me/dependants")
@requires(Action.CONSENT)
def ask_for() -> Response:
    """Ask to be linked as somebody's guardian (添加家人); the page says the same in any case."""
    request_link(services(), form_stamp(), caller().person_id, asked.form.get("number", ""))
    return see(".dependants", asked=1)


@pages.post("/me/dependants/<uuid:person_id>/consents/<purpose>")
@requires(Action.CONSENT)
def decide_for(person_id: UUID, purpose: str) -> Response:
    """Turn a switch of a minor (替家人同意、收回)."""
    chosen = _purpose(purpose, (Purpose.MINOR, *SWITCHES))
    recorded = decide_for_minor(form_stamp(), person_id, chosen, given="given" in asked.form)
    return see(".dependants", after=recorded.position)


@pages.post("/me/dependants/<uuid:person_id>/ending")
@requires(Action.CONSENT)
def end_link(person_id: UUID) -> Response:
    """End being somebody's guardian (不再由我监护)."""
    own = caller().person_id
    ending = EndGuardian(**form_stamp(), person_id=person_id, guardian_id=own, ended_by=own)
    recorded = carry_out(services(), ending)
    return see(".dependants", after=recorded.position)


@pages.get("/privacy")
@pages.get("/privacy/<int:number>")
@requires(Action.PUBLIC)
def privacy(number: int | None = None) -> Response:
    """Show the privacy notice in force, or an older version (个人信息说明)."""
    day = local_date(services().clock())
    newest = NOTICES.in_force(day)
    notice = newest if number is None else NOTICES.of(number, day)
    if notice is None:
        raise UnknownAddressError
    who = visitor()
    decides = who is not None and may(who.role, Action.CONSENT)
    changed = [PURPOSES[it][0] for it in PURPOSES if it.value in notice.changed]
    return page(
        "privacy.html",
        back="/me/consents" if decides else "/help",
        notice=notice,
        newest=newest.number,
        changed=changed,
        versions=NOTICES.known(day),
    )


def _id_number(standings: list[Standing], person_id: UUID) -> str | None:
    """Return the masked number that is kept, "" if it is still to be given, None if not wanted."""
    if not any(it.given and it.purpose == Purpose.ID_NUMBER for it in standings):
        return None
    person = services().directory.find(person_id)
    number = person.id_number if person else None
    return mask_id_number(number) if number else ""


def past_row(row: ConsentRow) -> dict[str, Any]:
    """Return a decision of the past as a page tells it."""
    return {
        "title": PURPOSES[Purpose(row.purpose)][0],
        "given": row.given,
        "at": row.occurred_at,
        "version": row.notice_version,
        "method": row.method,
    }


def _dependant(found: dict[str, Any]) -> dict[str, Any]:
    given, person_id = services(), found["person_id"]
    token = given.maker.make(Kind.PERSON, subject_of(person_id), at=given.clock())
    name = found["display_name"] or ""
    return {
        "person_id": person_id,
        "name": name,
        "groups": grouped(found["consents"], open_to=frozenset((Purpose.MINOR, *SWITCHES))),
        "notes": agreed_notes(found["consents"]),
        "qr_svg": code_picture(token, f"{name}的服务卡"),
    }


def _purpose(name: str, allowed: tuple[Purpose, ...]) -> Purpose:
    found = next((it for it in allowed if it.value == name), None)
    if found is None:
        raise UnknownAddressError
    return found
