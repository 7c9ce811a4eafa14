"""The basket on the phone: several things, one reservation, and every "no" on the same page."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask import Response, request, url_for

from api.auth import caller
from api.execution import carry_out
from api.households.owning import points_owner
from api.permissions import Action, requires
from api.services import services
from api.shop.shelves import of_today
from api.shop.shops import shop_of
from api.shop.vouchers import own_wallet
from ledger.kernel.clock import day_end, local_date
from ledger.kernel.errors import ConflictError, LedgerError, NotFoundError, RuleError
from ledger.registry.unit import contains
from ledger.shop.amounts import QUANTITY_PER_VOUCHER_MAX
from ledger.shop.errors import (
    EmptyBasketError,
    ItemQuarterLimitError,
    ItemWithdrawnError,
    OutOfStockError,
)
from ledger.shop.voucher import collect_by
from ledger.shop.voucher_commands import ReserveVoucher
from ledger.wallets.redeeming import REDEEM_DAY_POINTS_MAX, REDEEM_QUARTER_POINTS_MAX
from ledger.wallets.wallet import WalletKind
from projections.shop.views import ItemRow
from projections.wallets.views import Balance
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.forms import form_stamp
from web.messages_zh import refusal
from web.rendering import fresh_key, moved, page
from web.shop.wares import item_shown, last_moment, shop_shown

pages = Pages("baskets")

WARES_MAX = 100
"""Kinds of things that one basket page shows."""
_QUANTITY = re.compile(r"^q-([0-9a-f-]{36})$")
Wanted = dict[UUID, int]


@dataclass(frozen=True, slots=True)
class Room:
    """Points that a household may still redeem today and in this quarter (VP-15)."""

    day: int
    quarter: int


@pages.get("/shops/<uuid:shop_id>/basket")
@requires(Action.RESERVE_VOUCHER)
@fresh
def basket(shop_id: UUID) -> Response:
    """Show what can be put into one basket, with the sums (一次换几样)."""
    return _draw(shop_id, wanted_in(request.args))


@pages.post("/shops/<uuid:shop_id>/basket")
@requires(Action.RESERVE_VOUCHER)
def reserve_basket(shop_id: UUID) -> Response:
    """Set all of it aside at once, or count with + and − where there is no script (占住)."""
    wanted = wanted_in(request.form)
    if "go" not in request.form:
        return _draw(shop_id, _pressed(wanted))
    own_stamp = form_stamp()
    try:
        if not wanted:
            raise EmptyBasketError
        wallet_id = own_wallet(next(iter(wanted)), None)
        command = ReserveVoucher(**own_stamp, basket=tuple(wanted.items()), wallet_id=wallet_id)
        recorded = carry_out(services(), command)
    except (ConflictError, RuleError, NotFoundError) as no:
        return _draw(shop_id, wanted, no)
    voucher_id = recorded.answer["voucher_id"]
    place = url_for("pages_shop.voucher", voucher_id=voucher_id, after=recorded.position, fresh=1)
    return moved(place)


def wanted_in(fields: Any) -> Wanted:
    """Return how many pieces of what are wanted; what is no quantity is none."""
    wanted: Wanted = {}
    for name, value in fields.items():
        found = _QUANTITY.match(name)
        if found and value.isascii() and value.isdigit() and int(value[:3]) > 0:
            try:
                wanted[UUID(found[1])] = min(int(value[:3]), QUANTITY_PER_VOUCHER_MAX)
            except ValueError:
                continue
    return wanted


def room_of(wallet: Balance | None, now: datetime) -> Room | None:
    """Return what the limits leave a household; others have no limits."""
    if wallet is None or wallet.kind != WalletKind.HOUSEHOLD:
        return None
    today = local_date(now)
    quarter = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    since = services().views.redeemed.since

    def had(first: Any) -> int:
        return since(wallet.owner_id, wallet.wallet_id, day_end(first - timedelta(days=1)))

    return Room(
        day=max(REDEEM_DAY_POINTS_MAX - had(today), 0),
        quarter=max(REDEEM_QUARTER_POINTS_MAX - had(quarter), 0),
    )


def paying(unit_code: str) -> Balance | None:
    """Return one's wallet that is spent at a shop of a unit: of several the fullest."""
    found = services().views.balances.of_owner(points_owner(services(), caller()))
    fitting = [it for it in found if contains(it.unit_code, unit_code)]
    return max(fitting, key=lambda it: (it.available, it.kind), default=None)


def _pressed(wanted: Wanted) -> Wanted:
    """Return the basket after the + or − that was pressed."""
    for name, step in (("more", 1), ("less", -1)):
        item_id = request.form.get(name, type=UUID)
        if item_id is not None:
            wanted[item_id] = wanted.get(item_id, 0) + step
    return wanted


def _draw(shop_id: UUID, wanted: Wanted, no: LedgerError | None = None) -> Response:
    shop, now = shop_of(shop_id), services().clock()
    shelf = of_today(services().views.items.of_shop(shop_id, WARES_MAX, offered_only=True))
    wares = [_ware(it, wanted.get(it.item_id, 0), no) for it in shelf]
    wares = [it for it in wares if it["most"] or it["asked"]]
    wallet = paying(shop.unit_code)
    available, room = wallet.available if wallet else 0, room_of(wallet, now)
    amount = sum(it["price"] * it["wanted"] for it in wares)
    return page(
        "basket.html",
        status_of_page(no),
        shop=shop_shown(shop_id),
        wares=wares,
        available=available,
        amount=amount,
        left=available - amount,
        room=room,
        day_limit=REDEEM_DAY_POINTS_MAX,
        quarter_limit=REDEEM_QUARTER_POINTS_MAX,
        collect_by=last_moment(collect_by(now)),
        key=fresh_key(),
        refusal=None if no is None else refusal(no.code),
        why=why_of(no, shelf),
    )


def _ware(item: ItemRow, asked: int, no: LedgerError | None) -> dict[str, Any]:
    """Return a thing as a row; what there is less of than was asked for is counted down."""
    free = _free(item, no)
    most = min(free, QUANTITY_PER_VOUCHER_MAX, item.quarter_max or QUANTITY_PER_VOUCHER_MAX)
    offered = item.is_offered and not _is_withdrawn(item, no)
    most = most if offered else 0
    wanted = min(asked, most)
    row = item_shown(item) | {"in_stock": free, "most": most, "wanted": wanted, "asked": asked}
    return row | {"is_offered": offered}


def _is_withdrawn(item: ItemRow, no: LedgerError | None) -> bool:
    return isinstance(no, ItemWithdrawnError) and no.facts.get("item_id") == item.item_id


def _free(item: ItemRow, no: LedgerError | None) -> int:
    # The refusal knows better than read models that may be a moment behind.
    if isinstance(no, OutOfStockError) and no.facts.get("item_id") == item.item_id:
        return int(str(no.facts["available"]))
    return item.free


def why_of(no: LedgerError | None, shelf: list[ItemRow]) -> str:
    """Name the thing that was refused, and what to do; "" where the sentence says it all."""
    if not isinstance(no, OutOfStockError | ItemQuarterLimitError | ItemWithdrawnError):
        return ""
    item_id = no.facts.get("item_id")
    item = next((it for it in shelf if it.item_id == item_id), None)
    if item is None and isinstance(item_id, UUID):  # what is offered no more is on no shelf
        item = services().views.items.of(item_id)
    if item is None:
        return ""
    if isinstance(no, ItemWithdrawnError):
        return f"{item.name}下架了，已从篮子里拿出，别的都还在。"
    if isinstance(no, ItemQuarterLimitError):
        left = no.facts.get("left", 0)
        limit = f"{item.name}本季每户限 {item.quarter_max} {item.measure}"
        return f"{limit}，您还能换 {left} {item.measure}，请改少一些。"
    free, asked = no.facts["available"], no.facts["requested"]
    if free == 0:
        return f"{item.name}没有了，已从篮子里拿出，别的都还在。"
    return f"{item.name}只剩 {free} {item.measure}，您选了 {asked}，已改成 {free}。"
