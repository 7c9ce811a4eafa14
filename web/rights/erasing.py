"""注销: what is lost, taking one's data along, agreeing to lose points, taking it back."""

from uuid import UUID

from flask import Response, request, url_for

from api.auth import caller
from api.permissions import Action, requires
from api.persons.reading import person_in_reach
from api.rights.asking import Wish, ask, take_back
from api.rights.erasing import ERASURE_DAYS, loss_of
from api.services import services
from ledger.kernel.errors import LedgerError
from ledger.registry.erasure import Asked
from people.masks import mask_name
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.forms import form_stamp
from web.messages_zh import refusal
from web.rendering import fresh_key, page, see
from web.session import close_session
from web.templating import Frame

pages = Pages("erasing")

PROXY = (Asked.WITH_CARD, Asked.ON_PAPER)


@pages.get("/me/erase")
@requires(Action.OWN_DATA)
@fresh
def erase() -> Response:
    """Tell what would be lost, and ask (注销)."""
    return _own()


@pages.post("/me/erase")
@requires(Action.OWN_DATA)
def ask_for_me() -> Response:
    """Record the wish; whoever chose now is forgotten when this answers."""
    person_id = caller().person_id
    try:
        told, recorded = ask(person_id, _wish(Asked.IN_PERSON), form_stamp())
    except LedgerError as no:
        return _own(no)
    if not told["erased"]:
        return see(".erase", after=recorded.position)
    response = page("erased.html", frame=Frame())
    close_session(response)
    return response


@pages.post("/me/erase/withdrawal")
@requires(Action.OWN_DATA)
def keep_me() -> Response:
    """Take it back (撤回注销)."""
    return see(".erase", after=take_back(caller().person_id, form_stamp()).position)


@pages.get("/persons/<uuid:person_id>/erase")
@requires(Action.ERASE_BY_PROXY)
@fresh
def erase_for(person_id: UUID) -> Response:
    """Tell somebody at the desk what would be lost (代办注销)."""
    return _at_desk(person_id)


@pages.post("/persons/<uuid:person_id>/erase")
@requires(Action.ERASE_BY_PROXY)
def ask_for(person_id: UUID) -> Response:
    """Record the wish of somebody at the desk."""
    person_in_reach(person_id)
    said = request.form.get("asked", "")
    asked = Asked(said) if said in set(PROXY) else Asked.WITH_CARD
    try:
        told, recorded = ask(person_id, _wish(asked), form_stamp())
    except LedgerError as no:
        return _at_desk(person_id, no)
    if told["erased"]:
        return see("pages_persons.people", after=recorded.position)
    return see(".erase_for", after=recorded.position, person_id=person_id)


@pages.post("/persons/<uuid:person_id>/erase/withdrawal")
@requires(Action.ERASE_BY_PROXY)
def keep(person_id: UUID) -> Response:
    """Take it back for somebody at the desk."""
    person_in_reach(person_id)
    recorded = take_back(person_id, form_stamp())
    return see(".erase_for", after=recorded.position, person_id=person_id)


def _wish(asked: Asked) -> Wish:
    form = request.form
    return Wish(forfeits="forfeit" in form, at_once=form.get("when") == "now", asked=asked)


def _own(no: LedgerError | None = None) -> Response:
    address = url_for(".erase")
    certify = url_for("pages_certificates.new_certificate", period="all")
    back = url_for("pages_account.me")
    return _page(caller().person_id, address, back=back, certify=certify, whose="", no=no)


def _at_desk(person_id: UUID, no: LedgerError | None = None) -> Response:
    whose = mask_name(person_in_reach(person_id).display_name)
    address = url_for(".erase_for", person_id=person_id)
    back = url_for("pages_persons.person", person_id=person_id)
    certify = url_for("pages_certificate_desk.new_for", person_id=person_id, period="all")
    return _page(person_id, address, back=back, certify=certify, whose=whose, no=no)


def _page(
    person_id: UUID, address: str, *, back: str, certify: str, whose: str, no: LedgerError | None
) -> Response:
    loss = loss_of(services(), person_id)
    return page(
        "erase.html",
        status_of_page(no),
        address=address,
        back=back,
        certify=certify,
        whose=whose,
        loss=loss,
        pending=loss.due_on,
        days=ERASURE_DAYS,
        key=fresh_key(),
        refusal=None if no is None else refusal(no.code),
    )
