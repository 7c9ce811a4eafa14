"""The desk's page of guardians: who waits, and linking two people who stand there."""

from typing import Final
from uuid import UUID

from flask import Response, request

from api.auth import caller
from api.consents import desk
from api.consents.naming import person_meant
from api.limits import NUMBER_LENGTH_MAX
from api.permissions import Action, requires
from api.services import services
from ledger.kernel.errors import LedgerError
from people.errors import PeopleError, UnknownPersonError
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.forms import form_stamp
from web.messages_zh import refusal
from web.rendering import fresh_key, page, see

pages = Pages("guardians")

REQUESTS_SHOWN: Final = 50


@pages.get("/desk/guardians")
@requires(Action.LINK_GUARDIAN)
@fresh
def guardians() -> Response:
    """Show who asked to be a guardian, and a form for two people at the desk (监护关系)."""
    return _page()


@pages.post("/desk/guardians")
@requires(Action.LINK_GUARDIAN)
def link_by_number() -> Response:
    """Link the holders of two cards who are both there (登记监护人)."""
    typed = {name: request.form.get(name, "") for name in ("child", "guardian")}
    own_stamp = form_stamp()
    try:
        child, guardian = (_meant(typed[name]) for name in ("child", "guardian"))
        desk.link(own_stamp, child, guardian)
    except (LedgerError, PeopleError) as no:
        return _page(typed, no)
    return _again()


@pages.post("/desk/guardians/<uuid:person_id>/<uuid:guardian_id>/link")
@requires(Action.LINK_GUARDIAN)
def link_request(person_id: UUID, guardian_id: UUID) -> Response:
    """Link what was asked for by phone (两人都到了，登记)."""
    try:
        desk.link(form_stamp(), person_id, guardian_id)
    except (LedgerError, PeopleError) as no:
        return _page(None, no)
    return _again()


@pages.post("/desk/guardians/<uuid:person_id>/<uuid:guardian_id>/end")
@requires(Action.LINK_GUARDIAN)
def turn_down(person_id: UUID, guardian_id: UUID) -> Response:
    """Turn a request down (退回)."""
    desk.end(form_stamp(), person_id, guardian_id)
    return _again()


def _meant(number: str) -> UUID:
    given = services()
    found = person_meant(given, number, given.clock())
    if found is None:
        raise UnknownPersonError("nobody has this number")
    return found


def _again() -> Response:
    after = services().ledger.recorder.max_notification_id()
    return see(".guardians", after=after, done=1)


def _page(
    typed: dict[str, str] | None = None, no: LedgerError | PeopleError | None = None
) -> Response:
    return page(
        "desk_guardians.html",
        status_of_page(no),
        requests=desk.requests_in(caller().grant.unit_code, REQUESTS_SHOWN),
        typed=typed or {"child": "", "guardian": ""},
        refusal=None if no is None else refusal(no.code),
        done="done" in request.args and no is None,
        number_length_max=NUMBER_LENGTH_MAX,
        key=fresh_key(),
    )
