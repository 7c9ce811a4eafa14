"""The third step: read aloud, who came, and how they show that it is theirs to take."""

from typing import Any
from uuid import UUID

from flask import Response

from api.auth import caller
from api.households.owning import refuse_own_household
from api.services import services
from api.shop.receipts import number_of
from api.shop.shops import shop_of
from ledger.kernel.clock import day_end
from ledger.kernel.errors import LedgerError
from ledger.shop.errors import (
    VoucherAlreadyCollectedError,
    VoucherCancelledError,
    VoucherExpiredError,
    VoucherNotFoundError,
)
from ledger.shop.kinds import Confirmation
from ledger.shop.voucher import State
from ledger.shop.voucher_commands import Basket
from web.shop.counter_basket import draw_basket, wares_of
from web.shop.counter_drawing import Refusal, desk, draw
from web.shop.counter_words import HAND_WAYS, lines_of, owner_words
from web.shop.tickets import KnownBy, Ticket

_ENDED: dict[str, type[LedgerError]] = {
    State.COLLECTED.value: VoucherAlreadyCollectedError,
    State.UNDONE.value: VoucherAlreadyCollectedError,
    State.CANCELLED.value: VoucherCancelledError,
    State.EXPIRED.value: VoucherExpiredError,
}


def draw_voucher_confirm(
    shop_id: UUID,
    voucher_id: UUID,
    no: Refusal | None = None,
    *,
    ticket: Ticket | None = None,
    text: str = "",
    card: str = "",
    digits: str = "",
    photo_id: UUID | None = None,
) -> Response:
    """Draw a voucher to be handed out; one that is over says so, and has no button."""
    given = services()
    voucher = given.views.vouchers.of(voucher_id)
    if voucher is None or voucher.shop_id != shop_id:
        return desk(shop_id, VoucherNotFoundError())
    try:
        refuse_own_household(given, caller().person_id, voucher.owner_id)
    except LedgerError as own:
        return desk(shop_id, own)
    ended = _ENDED.get(voucher.state)
    return draw(
        "counter_confirm.html",
        shop_id,
        3,
        no or (ended() if ended else None),
        address=f"/vouchers/{voucher_id}/collection",
        voucher={"voucher_id": voucher_id, "number": number_of(voucher_id)},
        ticket=text,
        card=card,
        photo_id=photo_id,
        lines=lines_of(voucher),
        quantity=voucher.quantity,
        amount=voucher.amount,
        owner=_owner(voucher.owner_id),
        collect_by=day_end(voucher.collect_by),
        digits=digits,
        ways=_ways(ticket, voucher=True),
        ended=ended is not None,
    )


def draw_basket_confirm(
    shop_id: UUID,
    ticket: Ticket,
    text: str,
    basket: Basket,
    no: Refusal | None = None,
    *,
    card: str = "",
    photo_id: UUID | None = None,
) -> Response:
    """Draw a basket to be handed out at once."""
    wanted, shelf = dict(basket), wares_of(shop_id)
    wares = [it for it in shelf if it.item_id in wanted]
    if len(wares) < len(wanted) or not wares:
        unit_code = shop_of(shop_id).unit_code
        return draw_basket(shop_id, unit_code, ticket, text, basket, no, card=card)
    lines = [
        {
            "item_id": it.item_id,
            "name": it.name,
            "quantity": wanted[it.item_id],
            "unit": it.measure,
            "points": it.price_points * wanted[it.item_id],
        }
        for it in wares
    ]
    return draw(
        "counter_confirm.html",
        shop_id,
        3,
        no,
        address=f"/shops/{shop_id}/redemptions",
        voucher=None,
        ticket=text,
        card=card,
        photo_id=photo_id,
        lines=lines,
        quantity=sum(wanted[it.item_id] for it in wares),
        amount=sum(it.price_points * wanted[it.item_id] for it in wares),
        owner=_owner(ticket.owner_id),
        collect_by=None,
        digits="",
        ways=_ways(ticket, voucher=False),
        ended=False,
    )


def _owner(owner_id: UUID) -> dict[str, Any]:
    """Name the owner masked; a person's file has the full name."""
    given = services()
    known = given.directory.find(owner_id) is not None
    return {"masked_name": owner_words(given, owner_id), "owner_id": owner_id if known else None}


def _ways(ticket: Ticket | None, *, voucher: bool) -> list[tuple[str, str]]:
    """Return how they may confirm, the strongest first."""
    ways = [Confirmation.DIGITS] if voucher else []
    if ticket and ticket.known_by is KnownBy.PERSONAL_CODE:
        ways.append(Confirmation.PERSONAL_CODE)
    if ticket and ticket.known_by is KnownBy.CARD:
        ways.append(Confirmation.CARD_DIGITS)
    ways.append(Confirmation.SIGNATURE)
    return [(it.value, HAND_WAYS[it.value]) for it in ways]
