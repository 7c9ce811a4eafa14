"""Handing over and taking back at the counter, from plain forms."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Response, request, url_for

from api.auth import caller
from api.execution import carry_out
from api.households.owning import refuse_own_household
from api.idempotency import Stamp
from api.permissions import Action, requires
from api.photos.evidence import keep_as_evidence
from api.photos.keeping import PHOTO_FIELD, keep_photo
from api.refusals import CounterTicketOverError
from api.services import Services, services
from api.shop.collecting import Came, collector_of
from api.shop.confirming import Confirmed, Shown, confirm
from api.shop.redeeming import brought_back, handed_out, undoing
from api.shop.shops import shop_of
from ledger.kernel.errors import LedgerError, NotFoundError
from ledger.shop.errors import RelationRequiredError, VillageMismatchError, VoucherNotFoundError
from ledger.shop.hand_over import Collector
from ledger.shop.kinds import Confirmation, Relation
from ledger.shop.voucher_commands import (
    Basket,
    CollectVoucher,
    RedeemAtCounter,
)
from projections.shop.views import VoucherRow
from qr.flaws import InvalidTokenError
from web.blueprints import Pages
from web.forms import form_key, form_stamp
from web.rendering import moved
from web.shop.counter import TICKET_LENGTH_MAX, TOKEN_LENGTH_MAX, ticket_of
from web.shop.counter_basket import basket_of_form, draw_basket
from web.shop.counter_confirming import draw_basket_confirm, draw_voucher_confirm
from web.shop.counter_drawing import desk, own_shop
from web.shop.counter_finding import wallet_for
from web.shop.counter_receipt import draw_receipt
from web.shop.tickets import KnownBy, Ticket

pages = Pages("counter_handing")

NAME_LENGTH_MAX = 40


@pages.post("/vouchers/<uuid:voucher_id>/collection")
@requires(Action.COLLECT_VOUCHER)
def collect(voucher_id: UUID) -> Response:
    """Hand over a voucher; points are spent and the pieces leave the shelf (交付)."""
    shop_id, own_stamp, given = own_shop(), form_stamp(), services()
    text, card = _field("ticket", TICKET_LENGTH_MAX), _field("card", TOKEN_LENGTH_MAX)
    ticket = ticket_of(shop_id, text)
    try:
        voucher = _own_voucher(given, shop_id, voucher_id)
        came = _confirmed(given, ticket, voucher.owner_id, voucher_id, own_stamp["at"])
        command = CollectVoucher(
            **own_stamp,
            voucher_id=voucher_id,
            shop_id=shop_id,
            keeper_id=caller().person_id,
            collector=_collector(given, came, voucher.owner_id, own_stamp),
            basket=_partly(voucher),
            consent=came.consent,
            counter_id=request.form.get("counter_id", type=UUID),
        )
        recorded = _carried_out(given, command)
    except (VoucherNotFoundError, VillageMismatchError) as no:
        return desk(shop_id, no)
    except LedgerError as no:
        shown: dict[str, Any] = {"ticket": ticket, "text": text, "card": card}
        return draw_voucher_confirm(shop_id, voucher_id, no, **shown)
    return _done(shop_id, voucher_id, recorded.position)


@pages.post("/shops/<uuid:shop_id>/redemptions")
@requires(Action.COLLECT_VOUCHER)
def redeem(shop_id: UUID) -> Response:
    """Reserve and hand over at once to whoever stands at the counter (当面兑换)."""
    caller().require_place(shop_id)
    own_stamp, given = form_stamp(), services()
    text, card = _field("ticket", TICKET_LENGTH_MAX), _field("card", TOKEN_LENGTH_MAX)
    ticket, basket = ticket_of(shop_id, text), basket_of_form()
    if ticket is None:
        return desk(shop_id, CounterTicketOverError())
    unit_code = shop_of(shop_id).unit_code
    try:
        refuse_own_household(given, caller().person_id, ticket.owner_id)
        came = _confirmed(given, ticket, ticket.owner_id, None, own_stamp["at"])
        command = RedeemAtCounter(
            **own_stamp,
            shop_id=shop_id,
            wallet_id=wallet_for(given, ticket.owner_id, unit_code).wallet_id,
            basket=basket,
            keeper_id=caller().person_id,
            collector=_collector(given, came, ticket.owner_id, own_stamp),
            consent=came.consent,
        )
        recorded = _carried_out(given, command)
    except LedgerError as no:
        if _is_about_goods(no):
            return draw_basket(shop_id, unit_code, ticket, text, basket, no, card=card)
        return draw_basket_confirm(shop_id, ticket, text, basket, no, card=card)
    return _done(shop_id, UUID(str(recorded.answer["voucher_id"])), recorded.position)


@pages.post("/vouchers/<uuid:voucher_id>/undo")
@requires(Action.COLLECT_VOUCHER)
def undo(voucher_id: UUID) -> Response:
    """Take a hand-over back within 15 minutes; who came agrees once more (整单撤回)."""
    shop_id, own_stamp, given = own_shop(), form_stamp(), services()
    try:
        voucher = _own_voucher(given, shop_id, voucher_id)
        came = _confirmed(given, None, voucher.owner_id, voucher_id, own_stamp["at"])
        by = brought_back(voucher, came)
        recorded = carry_out(given, undoing(own_stamp, voucher, collector=by))
    except NotFoundError as no:
        return desk(shop_id, no)
    except LedgerError as no:
        return draw_receipt(shop_id, voucher_id, no)
    return _done(shop_id, voucher_id, recorded.position)


def _own_voucher(given: Services, shop_id: UUID, voucher_id: UUID) -> VoucherRow:
    voucher = handed_out(given, voucher_id)
    if voucher.shop_id != shop_id:
        raise VillageMismatchError
    refuse_own_household(given, caller().person_id, voucher.owner_id)
    return voucher


def _confirmed(
    given: Services,
    ticket: Ticket | None,
    owner_id: UUID,
    voucher_id: UUID | None,
    at: datetime,
) -> Confirmed:
    """Return how whoever came showed that it is theirs, as the form says they would."""
    way, digits = _field("confirmation", 20), _field("digits", 4)
    by_code = ticket is not None and ticket.known_by is KnownBy.PERSONAL_CODE
    if way == Confirmation.PERSONAL_CODE and ticket is not None and by_code:
        return Confirmed(Confirmation.PERSONAL_CODE, ticket.person_id)
    shown = Shown(digits=digits)
    if way == Confirmation.CARD_DIGITS:
        shown = Shown(token=_field("card", TOKEN_LENGTH_MAX), card_digits=digits)
    elif way == Confirmation.SIGNATURE:
        shown = Shown(signed=True)
    try:
        return confirm(given, shown, owner_id=owner_id, voucher_id=voucher_id, at=at)
    except InvalidTokenError:
        raise VoucherNotFoundError from None


def _collector(given: Services, came: Confirmed, owner_id: UUID, own_stamp: Stamp) -> Collector:
    """Say who came; a name that nobody here knows is kept outside the log."""
    try:
        relation = Relation(_field("relation", 20))
    except ValueError:
        relation = Relation.SELF
    said = Came(
        relation,
        _field("collector_code", TOKEN_LENGTH_MAX).strip(),
        _field("collector_name", NAME_LENGTH_MAX).strip(),
        _photo(),
    )
    try:
        return collector_of(given, said, came, owner_id=owner_id, own_stamp=own_stamp)
    except InvalidTokenError:
        raise RelationRequiredError from None


def _photo() -> UUID | None:
    """Keep the picture of the goods, if one was taken."""
    sent = request.files.get(PHOTO_FIELD)
    if sent is None or not sent.filename:
        return None
    return keep_photo(sent, f"{form_key()}:goods", about=None).photo.photo_id


def _partly(voucher: VoucherRow) -> Basket | None:
    """Return what of a voucher is taken, or None for all of it."""
    wanted = basket_of_form()
    whole = {it.item_id: it.quantity for it in voucher.lines}
    return None if not wanted or dict(wanted) == whole else wanted


def _carried_out(given: Services, command: CollectVoucher | RedeemAtCounter) -> Any:
    recorded = carry_out(given, command)
    if command.collector.photo_id:
        keep_as_evidence([command.collector.photo_id])
    return recorded


def _is_about_goods(no: LedgerError) -> bool:
    """Tell whether something else in the basket would help."""
    return no.code in _ABOUT_GOODS


_ABOUT_GOODS = {
    "out_of_stock",
    "item_withdrawn",
    "item_quarter_limit",
    "insufficient_points",
    "redeem_day_limit",
    "redeem_quarter_limit",
    "basket_empty",
    "village_mismatch",
}


def _field(name: str, length: int) -> str:
    return request.form.get(name, "")[:length]


def _done(shop_id: UUID, voucher_id: UUID, position: int | None) -> Response:
    address = url_for("pages_counter.counter", shop_id=shop_id, done=voucher_id, after=position)
    return moved(address)
