"""The second step: what they take, with the sums before the button."""

import re
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask import Response, request

from api.services import Services, services
from api.shop.paying import wallet_for
from api.shop.shelves import of_today
from ledger.kernel.clock import day_end, local_date
from ledger.kernel.errors import LedgerError
from ledger.shop.amounts import QUANTITY_PER_VOUCHER_MAX
from ledger.shop.errors import (
    ItemElsewhereError,
    ItemNotFoundError,
    ItemWithdrawnError,
    OutOfStockError,
)
from ledger.shop.voucher import State
from ledger.shop.voucher_commands import Basket
from ledger.wallets.redeeming import REDEEM_DAY_POINTS_MAX, REDEEM_QUARTER_POINTS_MAX
from ledger.wallets.wallet import WalletKind
from projections.shop.views import ItemRow
from projections.wallets.views import Balance
from web.shop.counter_drawing import Refusal, draw
from web.shop.counter_words import household_number, open_shown, owner_words
from web.shop.tickets import KnownBy, Ticket

WARES_MAX = 200
"""Kinds of things that one shop's counter shows."""
QUANTITY = "q-"
"""Begins the names of fields that say how many pieces."""
_QUANTITY = re.compile(rf"^{QUANTITY}([0-9a-f-]{{36}})$")
_KNOWN_BY = {
    KnownBy.PERSONAL_CODE: "本人码有效",
    KnownBy.CARD: "服务卡有效",
    KnownBy.GATE: "门牌码有效",
    KnownBy.NUMBER: "按户号找到",
}


def basket_of_form() -> Basket:
    """Return what a form says is in the basket; what is no quantity is none."""
    chosen = []
    for name, value in request.form.items():
        found = _QUANTITY.match(name)
        if found and value.isascii() and value.isdigit() and int(value) > 0:
            chosen.append((_uuid(found[1]), min(int(value), QUANTITY_PER_VOUCHER_MAX)))
    return tuple((item_id, quantity) for item_id, quantity in chosen if item_id)


def changed(basket: Basket) -> Basket:
    """Return the basket after the + or − that was pressed."""
    wanted = dict(basket)
    for name, step in (("more", 1), ("less", -1)):
        item_id = _uuid(request.form.get(name, ""))
        if item_id:
            wanted[item_id] = min(wanted.get(item_id, 0) + step, QUANTITY_PER_VOUCHER_MAX)
    return tuple((it, quantity) for it, quantity in wanted.items() if quantity > 0)


def wares_of(shop_id: UUID) -> list[ItemRow]:
    """Return what can be had at a shop now."""
    found = services().views.items.of_shop(shop_id, WARES_MAX, offered_only=True)
    return [it for it in of_today(found) if it.free]


def refuse_missing(shop_id: UUID, basket: Basket, wares: list[ItemRow]) -> None:
    """Refuse a basket with what cannot be had here now: nothing is left out without a word."""
    offered = {it.item_id for it in wares}
    for item_id in dict(basket):
        if item_id in offered:
            continue
        item = services().views.items.of(item_id)
        if item is None:
            raise ItemNotFoundError(item_id=item_id)
        if item.shop_id != shop_id:
            raise ItemElsewhereError(item_id=item_id)
        if not item.is_offered:
            raise ItemWithdrawnError(item_id=item_id)
        raise OutOfStockError(item_id=item_id, available=0)


def draw_basket(
    shop_id: UUID,
    unit_code: str,
    ticket: Ticket,
    text: str,
    basket: Basket = (),
    no: Refusal | None = None,
    *,
    card: str = "",
) -> Response:
    """Draw the shelf, what is in the basket, and what it does to points and limits."""
    given, wanted = services(), dict(basket)
    wallet, shelf = wallet_for(given, ticket.owner_id, unit_code), wares_of(shop_id)
    try:
        refuse_missing(shop_id, basket, shelf)
    except LedgerError as missing:
        no = no or missing
    wares = [_ware(it, wanted.get(it.item_id, 0)) for it in shelf]
    amount = sum(it["price"] * it["wanted"] for it in wares)
    return draw(
        "counter_basket.html",
        shop_id,
        2,
        no,
        ticket=text,
        card=card,
        person={
            "masked_name": owner_words(given, ticket.owner_id),
            "number": household_number(given, ticket.owner_id),
            "known_by": _KNOWN_BY[ticket.known_by],
        },
        vouchers=[open_shown(it) for it in _open_of(given, ticket, shop_id)],
        wares=wares,
        sums=_sums(given, wallet, amount, given.clock()),
        day_limit=REDEEM_DAY_POINTS_MAX,
        quarter_limit=REDEEM_QUARTER_POINTS_MAX,
    )


def _open_of(given: Services, ticket: Ticket, shop_id: UUID) -> list[Any]:
    """Return what waits here for the owner, and for who stands here where that is another."""
    owners = {ticket.owner_id, ticket.person_id or ticket.owner_id}
    found = [it for owner in owners for it in given.views.vouchers.of_owner(owner)]
    return [it for it in found if it.shop_id == shop_id and it.state == State.RESERVED.value]


def _ware(item: ItemRow, wanted: int) -> dict[str, Any]:
    most = min(item.free, QUANTITY_PER_VOUCHER_MAX, item.quarter_max or QUANTITY_PER_VOUCHER_MAX)
    return {
        "item_id": item.item_id,
        "name": item.name,
        "price": item.price_points,
        "unit": item.measure,
        "in_stock": item.free,
        "wanted": min(wanted, most),
        "most": most,
    }


def _sums(given: Services, wallet: Balance, amount: int, now: datetime) -> dict[str, Any]:
    """Return points now, this time and after; limits only where there are any."""
    lots = given.views.lots.of(wallet.wallet_id)
    first = {"year": lots[0].expires_on.year, "amount": lots[0].amount} if lots else None
    limits = dict.fromkeys(("day_before", "quarter_before", "day_left", "quarter_left"))
    if wallet.kind == WalletKind.HOUSEHOLD:
        limits = _limits(given, wallet, amount, now)
    left = wallet.available - amount
    return {"available": wallet.available, "amount": amount, "left": left, "first_lot": first} | (
        limits
    )


def _limits(given: Services, wallet: Balance, amount: int, now: datetime) -> dict[str, Any]:
    today = local_date(now)
    quarter = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    since = given.views.redeemed.since
    starts = {it: day_end(it - timedelta(days=1)) for it in (today, quarter)}
    had = {it: since(wallet.owner_id, wallet.wallet_id, moment) for it, moment in starts.items()}
    day = max(REDEEM_DAY_POINTS_MAX - had[today], 0)
    quarter_left = max(REDEEM_QUARTER_POINTS_MAX - had[quarter], 0)
    return {
        "day_before": day,
        "quarter_before": quarter_left,
        "day_left": day - amount,
        "quarter_left": quarter_left - amount,
    }


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
