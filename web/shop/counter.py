"""The keeper's counter: who is it or which voucher, what they take, hand over, slip."""

import re
from uuid import UUID

from flask import Response, request, url_for

from api.auth import caller
from api.permissions import Action, requires
from api.refusals import CounterTicketOverError
from api.request_log import note_refusal
from api.scans.answering import answer_scan
from api.scans.scan import Outcome, Scan
from api.services import services
from api.shop.shops import shop_of
from api.shop.vouchers import by_digits
from ledger.households.errors import HouseholdNotFoundError
from ledger.kernel.errors import LedgerError
from ledger.shop.errors import VoucherNotFoundError
from qr.flaws import InvalidTokenError
from web.blueprints import Pages, after, fresh
from web.errors import facts_of
from web.forms import form_stamp
from web.messages_zh import refusal
from web.rendering import moved
from web.shop.counter_basket import basket_of_form, changed, draw_basket
from web.shop.counter_confirming import draw_basket_confirm, draw_voucher_confirm
from web.shop.counter_drawing import desk, draw, own_shop
from web.shop.counter_finding import KNOWN, of_number, who_is_it
from web.shop.counter_receipt import draw_receipt
from web.shop.tickets import KnownBy, Ticket, opened, sealed

pages = Pages("counter")

TOKEN_LENGTH_MAX = 200
_FOUR_DIGITS = re.compile(r"[0-9]{4}")
TICKET_LENGTH_MAX = 300
NUMBER_LENGTH_MAX = 10


@pages.get("/shop/counter")
@requires(Action.COLLECT_VOUCHER)
def own_counter() -> Response:
    """Lead a keeper to the counter of the own shop, to a voucher if one was scanned."""
    voucher_id = request.args.get("voucher", type=UUID)
    return moved(url_for(".counter", shop_id=own_shop(), voucher=voucher_id, after=after()))


@pages.get("/shops/<uuid:shop_id>/counter")
@requires(Action.COLLECT_VOUCHER)
@fresh
def counter(shop_id: UUID) -> Response:
    """Wait for the next code, show a found voucher, or the slip of one handed over (发货)."""
    caller().require_place(shop_id)
    voucher_id = request.args.get("voucher", type=UUID)
    if voucher_id is not None:
        return draw_voucher_confirm(shop_id, voucher_id)
    handed_over = request.args.get("done", type=UUID)
    if handed_over is not None:
        return draw_receipt(shop_id, handed_over)
    return desk(shop_id)


@pages.post("/shops/<uuid:shop_id>/counter")
@requires(Action.COLLECT_VOUCHER)
def look_up(shop_id: UUID) -> Response:
    """Look for who or what was scanned or typed (查)."""
    caller().require_place(shop_id)
    if "token" in request.form:
        return _scanned(shop_id, request.form["token"][:TOKEN_LENGTH_MAX])
    return _typed(shop_id, request.form.get("number", "")[:NUMBER_LENGTH_MAX])


@pages.post("/shops/<uuid:shop_id>/counter/basket")
@requires(Action.COLLECT_VOUCHER)
def choose(shop_id: UUID) -> Response:
    """Put one more in, take one out, go on with a voucher or with the basket (点选物品)."""
    caller().require_place(shop_id)
    text = request.form.get("ticket", "")[:TICKET_LENGTH_MAX]
    ticket = ticket_of(shop_id, text)
    if ticket is None:
        return desk(shop_id, CounterTicketOverError())
    card = request.form.get("card", "")[:TOKEN_LENGTH_MAX]
    voucher_id = request.form.get("voucher", type=UUID)
    if voucher_id is not None:
        return draw_voucher_confirm(shop_id, voucher_id, ticket=ticket, text=text, card=card)
    basket = changed(basket_of_form())
    if basket and "go" in request.form:
        return draw_basket_confirm(shop_id, ticket, text, basket, card=card)
    unit_code = shop_of(shop_id).unit_code
    return draw_basket(shop_id, unit_code, ticket, text, basket, card=card)


def ticket_of(shop_id: UUID, text: str) -> Ticket | None:
    """Return what a ticket of this keeper says, if it still holds."""
    given = services()
    keeper_id = caller().person_id
    return opened(given, text, shop_id=shop_id, keeper_id=keeper_id, now=given.clock())


def _basket(shop_id: UUID, ticket: Ticket, card: str = "") -> Response:
    text = sealed(services(), ticket, shop_id=shop_id, keeper_id=caller().person_id)
    unit_code = shop_of(shop_id).unit_code
    return draw_basket(shop_id, unit_code, ticket, text, card=card)


def _typed(shop_id: UUID, number: str) -> Response:
    """Show the household of a number; or the voucher whose digits its owner read out."""
    given, unit_code = services(), shop_of(shop_id).unit_code
    try:
        return _basket(shop_id, of_number(given, number, unit_code, given.clock()))
    except HouseholdNotFoundError:
        pass
    except LedgerError as no:
        return desk(shop_id, no)
    try:
        found = _by_digits(shop_id, number)
    except LedgerError as no:
        return desk(shop_id, no)
    # Drawn at once: digits that prove something must not travel in an address.
    return draw_voucher_confirm(shop_id, found, digits=number)


def _by_digits(shop_id: UUID, typed: str) -> UUID:
    """Return the open voucher that has these digits; many guesses lead to a pause.

    Of two with the same digits neither is shown: their codes tell them apart.
    """
    if not _FOUR_DIGITS.fullmatch(typed):
        raise VoucherNotFoundError
    found = by_digits(shop_id, typed)
    if len(found) != 1:
        raise VoucherNotFoundError
    return found[0].voucher_id


def _scanned(shop_id: UUID, text: str) -> Response:
    """Show whose points may be spent, or the voucher; what is neither is refused and kept."""
    own_stamp, given = form_stamp(), services()
    try:
        token = given.reader.read(text, at=own_stamp["at"])
        if token.kind in KNOWN:
            unit_code = shop_of(shop_id).unit_code
            ticket = who_is_it(given, token, unit_code, own_stamp["at"])
            return _basket(shop_id, ticket, text if ticket.known_by is KnownBy.CARD else "")
    except InvalidTokenError:
        pass  # the scan's own answer says why, and keeps it
    except LedgerError as no:
        return desk(shop_id, no)
    outcome = answer_scan(given, caller(), Scan(text, None, None, None), own_stamp)
    if "voucher" in outcome.body:
        voucher_id = outcome.body["voucher"]["voucher_id"]
        return moved(url_for(".counter", shop_id=shop_id, voucher=voucher_id))
    return _refused_scan(shop_id, outcome)


def _refused_scan(shop_id: UUID, outcome: Outcome) -> Response:
    code = outcome.body["code"]
    note_refusal(code)
    said, facts = refusal(code), facts_of(outcome.body)
    response = draw("counter_scan.html", shop_id, 1, refusal=said, refusal_facts=facts)
    response.status_code = outcome.status
    return response
