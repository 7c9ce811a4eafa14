"""Handing over and taking back at the counter, from plain forms."""

from typing import Any
from uuid import UUID

from flask import Response, request, url_for

from api.auth import caller
from api.permissions import Action, requires
from api.photos.keeping import PHOTO_FIELD, keep_photo, takes_photo
from api.refusals import CounterTicketOverError
from api.shop.collecting import Came
from api.shop.confirming import Shown
from api.shop.handing import collect as collect_at
from api.shop.handing import redeem as redeem_at
from api.shop.redeeming import undo_at_counter
from api.shop.shops import shop_of
from ledger.kernel.errors import LedgerError, NotFoundError
from ledger.shop.errors import VillageMismatchError, VoucherNotFoundError
from ledger.shop.kinds import Confirmation, Relation
from ledger.shop.voucher_commands import Basket
from people.errors import PeopleError
from qr.flaws import InvalidTokenError
from web.blueprints import Pages
from web.forms import form_key, form_stamp
from web.rendering import moved
from web.shop.counter import TICKET_LENGTH_MAX, TOKEN_LENGTH_MAX, ticket_of
from web.shop.counter_basket import QUANTITY, basket_of_form, draw_basket
from web.shop.counter_confirming import draw_basket_confirm, draw_voucher_confirm
from web.shop.counter_drawing import Refusal, desk, own_shop
from web.shop.counter_receipt import draw_receipt
from web.shop.tickets import KnownBy, Ticket

pages = Pages("counter_handing")

NAME_LENGTH_MAX = 40


@pages.post("/vouchers/<uuid:voucher_id>/collection")
@requires(Action.COLLECT_VOUCHER)
@takes_photo
def collect(voucher_id: UUID) -> Response:
    """Hand over a voucher; points are spent and the pieces leave the shelf (交付)."""
    shop_id, own_stamp = own_shop(), form_stamp()
    text, card = _field("ticket", TICKET_LENGTH_MAX), _field("card", TOKEN_LENGTH_MAX)
    ticket = ticket_of(shop_id, text)
    counter_id = request.form.get("counter_id", type=UUID)
    photo_id: UUID | None = None
    try:
        photo_id = _photo()
        of: dict[str, Any] = {"basket": _partly(), "counter_id": counter_id}
        said = _shown(ticket), _came(photo_id)
        recorded = collect_at(own_stamp, voucher_id, shop_id, *said, **of)
    except (VoucherNotFoundError, VillageMismatchError) as no:
        return desk(shop_id, no)
    except (LedgerError, PeopleError, InvalidTokenError) as no:
        shown: dict[str, Any] = {"ticket": ticket, "text": text, "card": card}
        shown["photo_id"] = _good(photo_id, no)
        return draw_voucher_confirm(shop_id, voucher_id, no, **shown)
    return _done(shop_id, voucher_id, recorded.position)


@pages.post("/shops/<uuid:shop_id>/redemptions")
@requires(Action.COLLECT_VOUCHER)
@takes_photo
def redeem(shop_id: UUID) -> Response:
    """Reserve and hand over at once to whoever stands at the counter (当面兑换)."""
    caller().require_place(shop_id)
    own_stamp = form_stamp()
    text, card = _field("ticket", TICKET_LENGTH_MAX), _field("card", TOKEN_LENGTH_MAX)
    ticket, basket = ticket_of(shop_id, text), basket_of_form()
    if ticket is None:
        return desk(shop_id, CounterTicketOverError())
    unit_code = shop_of(shop_id).unit_code
    photo_id: UUID | None = None
    try:
        photo_id = _photo()
        said = _shown(ticket), _came(photo_id)
        recorded = redeem_at(own_stamp, shop_id, ticket.owner_id, *said, basket)
    except VillageMismatchError as no:
        return desk(shop_id, no)
    except (LedgerError, PeopleError, InvalidTokenError) as no:
        if _is_about_goods(no):
            return draw_basket(shop_id, unit_code, ticket, text, basket, no, card=card)
        kept: dict[str, Any] = {"card": card, "photo_id": _good(photo_id, no)}
        return draw_basket_confirm(shop_id, ticket, text, basket, no, **kept)
    return _done(shop_id, UUID(str(recorded.answer["voucher_id"])), recorded.position)


@pages.post("/vouchers/<uuid:voucher_id>/undo")
@requires(Action.COLLECT_VOUCHER)
@takes_photo
def undo(voucher_id: UUID) -> Response:
    """Take a hand-over back within 15 minutes; who came agrees once more (整单撤回)."""
    shop_id, own_stamp = own_shop(), form_stamp()
    photo_id: UUID | None = None
    try:
        photo_id = _photo()
        recorded = undo_at_counter(own_stamp, voucher_id, _shown(None), photo_id)
    except NotFoundError as no:
        return desk(shop_id, no)
    except (LedgerError, PeopleError, InvalidTokenError) as no:
        return draw_receipt(shop_id, voucher_id, no, photo_id=_good(photo_id, no))
    return _done(shop_id, voucher_id, recorded.position)


def _shown(ticket: Ticket | None) -> Shown:
    """Return how whoever came says that it is theirs; a ticket knows whose code was read here."""
    way, digits = _field("confirmation", 20), _field("digits", 4)
    if way == Confirmation.PERSONAL_CODE and ticket and ticket.known_by is KnownBy.PERSONAL_CODE:
        return Shown(seen_id=ticket.person_id)
    if way == Confirmation.CARD_DIGITS:
        return Shown(token=_field("card", TOKEN_LENGTH_MAX), card_digits=digits)
    if way == Confirmation.SIGNATURE:
        return Shown(signed=True)
    return Shown(digits=digits)


def _came(photo_id: UUID | None) -> Came:
    """Return who came, as the form says."""
    try:
        relation = Relation(_field("relation", 20))
    except ValueError:
        relation = Relation.SELF
    code = _field("collector_code", TOKEN_LENGTH_MAX).strip()
    return Came(relation, code, _field("collector_name", NAME_LENGTH_MAX).strip(), photo_id)


def _photo() -> UUID | None:
    """Keep the picture of the goods or of what was signed; one of an earlier try stays good."""
    sent = request.files.get(PHOTO_FIELD)
    if sent is None or not sent.filename:
        return request.form.get("photo_id", type=UUID)
    return keep_photo(sent, f"{form_key()}:goods", about=None).photo.photo_id


def _good(photo_id: UUID | None, no: Refusal) -> UUID | None:
    """Return the picture for the next try; one that is itself the trouble is taken anew."""
    return None if isinstance(no, PeopleError) else photo_id


def _partly() -> Basket | None:
    """Return what of a voucher is taken, or None for all of it, where the form asks for no part."""
    asked = any(it.startswith(QUANTITY) for it in request.form)
    return basket_of_form() if asked else None


def _is_about_goods(no: Refusal) -> bool:
    """Tell whether something else in the basket would help."""
    return no.code in _ABOUT_GOODS


_ABOUT_GOODS = {
    "out_of_stock",
    "item_withdrawn",
    "item_elsewhere",
    "item_not_found",
    "item_quarter_limit",
    "insufficient_points",
    "redeem_day_limit",
    "redeem_quarter_limit",
    "basket_empty",
}


def _field(name: str, length: int) -> str:
    return request.form.get(name, "")[:length]


def _done(shop_id: UUID, voucher_id: UUID, position: int | None) -> Response:
    address = url_for("pages_counter.counter", shop_id=shop_id, done=voucher_id, after=position)
    return moved(address)
