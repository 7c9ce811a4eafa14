"""The desk: changing somebody's number with four eyes, and notices of the unit."""

from uuid import UUID

from flask import Response, request

from api.auth import caller
from api.errors import problem_of
from api.permissions import Action, requires
from api.refusals import UnknownAddressError
from api.request_log import note_refusal
from api.services import services
from api.signin import desk
from ledger.kernel.errors import LedgerError
from people.desk_notices import Notice
from people.errors import IdNumberInvalidError, PeopleError, UnknownPersonError
from people.formats import clean_id_number
from people.masks import mask_name
from people.phone_tables import REASON_LENGTH_MAX
from web.blueprints import Pages
from web.messages_zh import refusal
from web.rendering import Context, moved, page

pages = Pages("desk")

ADDRESS = "/desk/rebinding"
NUMBER_LENGTH_MAX = 64
_DONE = {"proposed": "提出了，请同事来确认", "confirmed": "换好了，旧号不能再登录"}
_NOTHING = {"who": "", "phone": "", "reason": ""}


@pages.get(ADDRESS)
@requires(Action.REBIND_PHONE)
def rebinding() -> Response:
    """Show what waits, the form, and what was noticed (换绑手机号)."""
    return _page(_NOTHING, done=_DONE.get(request.args.get("done", ""), ""))


@pages.post(ADDRESS)
@requires(Action.REBIND_PHONE)
def propose_rebinding() -> Response:
    """Propose another number, or say no beside all that was typed (提出换绑)."""
    typed = {name: request.form.get(name, "").strip() for name in _NOTHING}
    try:
        desk.propose(_person(typed["who"]), typed["phone"], typed["reason"])
    except (PeopleError, LedgerError) as error:
        return _refused(error, typed)
    return moved(f"{ADDRESS}?done=proposed")


@pages.post(ADDRESS + "/confirm")
@requires(Action.REBIND_PHONE)
def confirm_rebinding() -> Response:
    """Confirm what a colleague has proposed (确认换绑)."""
    try:
        desk.confirm(_id("rebinding_id"))
    except (PeopleError, LedgerError) as error:
        return _refused(error, _NOTHING)
    return moved(f"{ADDRESS}?done=confirmed")


@pages.post("/desk/notices/seen")
@requires(Action.SEE_DESK_NOTICES)
def see_notice() -> Response:
    """Note that somebody has looked (知道了)."""
    desk.mark_seen(_id("notice_id"))
    return moved(ADDRESS + "#notices")


def _page(typed: Context, *, status: int = 200, code: str = "", done: str = "") -> Response:
    given, who = services(), caller()
    found = given.phone.notices.list_of(desk.reach_of(caller()))
    waiting = [it | {"own": it["proposed_by"] == who.grant.person_id} for it in desk.waiting()]
    return page(
        "rebinding.html",
        status,
        typed=typed,
        reason_length_max=REASON_LENGTH_MAX,
        refusal=refusal(code) if code else None,
        done=done,
        waiting=waiting,
        notices=[_shown(it) for it in found],
    )


def _refused(error: Exception, typed: Context) -> Response:
    problem = problem_of(error)
    note_refusal(problem.code)
    return _page(typed, status=problem.status, code=problem.code)


def _shown(it: Notice) -> Context:
    person = services().directory.find(it.person_id)
    name = mask_name(person.display_name) if person else ""
    return {
        "notice_id": it.notice_id,
        "name": name,
        "noticed_at": it.noticed_at,
        "seen": it.seen_at is not None,
    }


def _person(typed: str) -> UUID:
    """Return who has a number on a card, or an ID number; nobody and several look alike."""
    views, number = services().views, typed[:NUMBER_LENGTH_MAX].upper()
    for known in (views.volunteers.by_number(number), views.riders.by_number(number)):
        if known is not None:
            return known.person_id
    try:
        found = services().directory.find_by_id_number(clean_id_number(number))
    except IdNumberInvalidError:
        found = []
    if len(found) != 1:
        raise UnknownPersonError("nobody, or not only one, is known by this number")
    return found[0]


def _id(name: str) -> UUID:
    try:
        return UUID(request.form.get(name, ""))
    except ValueError:
        raise UnknownAddressError from None
