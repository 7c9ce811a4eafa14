"""Pages of buyers: the shelf, and one thing on it."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import Response, request

from api.auth import caller
from api.execution import carry_out
from api.households.owning import points_owner
from api.permissions import Action, may, requires
from api.photos.doors import shown_picture
from api.reach import scope_of
from api.services import services
from api.shop.shelves import of_today
from api.shop.shops import item_of
from api.shop.vouchers import own_wallet
from ledger.kernel.errors import ConflictError, LedgerError, NotFoundError, RuleError
from ledger.shop.errors import ItemQuarterLimitError, OutOfStockError
from ledger.shop.kinds import ItemKind
from ledger.shop.voucher import collect_by
from ledger.shop.voucher_commands import ReserveVoucher
from ledger.wallets.errors import InsufficientPointsError
from ledger.wallets.wallet import WalletKind
from people.roles import Role
from projections.shop.views import ItemRow, ShopRow
from projections.wallets.views import Balance
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.forms import form_stamp
from web.messages_zh import refusal
from web.rendering import fresh_key, page, see
from web.shop.baskets import paying, room_of, why_of
from web.shop.wares import category_words, item_shown, last_moment, shop_shown
from web.wallets.points import available_of, expiring_soon, own_balance

pages = Pages("shelf")

SHOPS_SHOWN = 20
ITEMS_SHOWN = 100
CITY = "city"
"""``?scope=``: the shops of the city, where riders spend; else those of one's own village."""
_SECTIONS = {
    ItemKind.HONOUR.value: ("荣誉", "评上的人家才换，挂在家里、写进档案"),
    ItemKind.PRIORITY.value: ("优先", "条件一样时排在前面，不占困难户的名额"),
    ItemKind.WELFARE_BONUS.value: ("公益金奖励", "从公益金里出，名单要公示"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the shelf somebody wants to see."""

    scope: str
    category: str


@pages.get("/items")
@requires(Action.SEE_SHOPS)
@fresh
def items() -> Response:
    """Show what can be had for points, what one can afford first (兑换)."""
    given, asked = services(), _asked()
    wallet = _wallet(asked.scope)
    shops = given.views.shops.page(
        scope_of(wallet.unit_code if wallet else caller().grant.unit_code), SHOPS_SHOWN
    )
    chosen = _chosen(shops)
    items = given.views.items
    found = items.of_shop(chosen.shop_id, ITEMS_SHOWN, offered_only=True) if chosen else []
    shelf = of_today(found)
    available = available_of(wallet)
    return page(
        "items.html",
        available=available,
        expiring=expiring_soon(wallet, given.clock()),
        shops=[
            {"name": it.name, "chosen": it is chosen, "address": _address(it, asked.scope)}
            for it in shops
        ],
        shop=shop_shown(chosen.shop_id) if chosen else None,
        owner=may(caller().role, Action.RESERVE_VOUCHER),
        categories=_categories(shelf, chosen, asked),
        **_sorted([it for it in shelf if asked.category in ("", it.category)], available),
    )


@pages.get("/items/<uuid:item_id>")
@requires(Action.SEE_SHOPS)
@fresh
def item(item_id: UUID) -> Response:
    """Show one thing, to be set aside (占住一件)."""
    return _item_page(item_id)


@pages.get("/items/<uuid:item_id>/picture")
@requires(Action.SEE_SHOPS)
def picture(item_id: UUID) -> Response:
    """Show the picture a shop put beside a thing, in a small size (照片).

    The way leads by the thing: whoever may see the shelf may see it, and no photo that is not on
    a shelf can be reached.
    """
    return shown_picture(item_of(item_id).picture_id)


@pages.post("/items/<uuid:item_id>/vouchers")
@requires(Action.RESERVE_VOUCHER)
def reserve(item_id: UUID) -> Response:
    """Set points and one piece aside; refused, say why on the same page (占住)."""
    own_stamp = form_stamp()
    try:
        wallet_id = own_wallet(item_id, None)
        command = ReserveVoucher(**own_stamp, basket=((item_id, 1),), wallet_id=wallet_id)
        recorded = carry_out(services(), command)
    except (ConflictError, RuleError, NotFoundError) as no:
        return _item_page(item_id, no)
    voucher_id = UUID(recorded.answer["voucher_id"])
    return see("pages_shop.voucher", voucher_id=voucher_id, after=recorded.position, fresh=1)


def _asked() -> Asked:
    scope = CITY if request.args.get("scope") == CITY or caller().role is Role.RIDER else ""
    return Asked(scope, request.args.get("category", "")[:40])


def _wallet(scope: str) -> Balance | None:
    """Return the wallet of the hat worn; a rider's, where somebody asks for the city's shops."""
    wallet = own_balance(caller())
    if scope != CITY or (wallet and wallet.kind == WalletKind.RIDER):
        return wallet
    found = services().views.balances.of_owner(points_owner(services(), caller()))
    return next((it for it in found if it.kind == WalletKind.RIDER), wallet)


def _chosen(shops: list[ShopRow]) -> ShopRow | None:
    wanted = request.args.get("shop", type=UUID)
    return next((it for it in shops if it.shop_id == wanted), shops[0] if shops else None)


def _address(shop: ShopRow, scope: str, category: str = "") -> str:
    asked = {"shop": str(shop.shop_id), "scope": scope, "category": category}
    return "/items?" + urlencode({name: it for name, it in asked.items() if it})


def _categories(shelf: list[ItemRow], shop: ShopRow | None, asked: Asked) -> list[dict[str, Any]]:
    """Return the categories on the shelf as links; one alone needs no choice."""
    names = list(dict.fromkeys(it.category for it in shelf))
    if shop is None or len(names) < 2:  # noqa: PLR2004 - a choice is between two
        return []
    return [
        {
            "words": category_words(it) if it else "全部",
            "chosen": it == asked.category,
            "address": _address(shop, asked.scope, it),
        }
        for it in ("", *names)
    ]


def _sorted(shelf: list[ItemRow], available: int) -> dict[str, Any]:
    """Return what can be had, what costs more than there is, what is out, and the rest apart."""
    shown = [item_shown(it) for it in shelf]
    things = [it for it in shown if it["kind"] not in _SECTIONS]
    here = [it for it in things if it["in_stock"]]
    return {
        "affordable": [it for it in here if it["price"] <= available],
        "beyond": [it for it in here if it["price"] > available],
        "gone": [it for it in things if not it["in_stock"]],
        "sections": [
            {"title": title, "words": words, "wares": wares}
            for kind, (title, words) in _SECTIONS.items()
            if (wares := [it for it in shown if it["kind"] == kind])
        ],
    }


def _item_page(item_id: UUID, no: LedgerError | None = None) -> Response:
    found, now = item_of(item_id), services().clock()
    wallet = paying(found.unit_code)
    shown, available = item_shown(found), available_of(wallet)
    # The refusal knows better than read models that may be a moment behind.
    if isinstance(no, InsufficientPointsError):
        available = int(str(no.facts["available"]))
    elif isinstance(no, OutOfStockError):
        shown["in_stock"] = no.facts["available"]
    owner = may(caller().role, Action.RESERVE_VOUCHER)
    return page(
        "item.html",
        status_of_page(no),
        item=shown | {"is_offered": found.is_offered},
        shop=shop_shown(found.shop_id),
        available=available,
        room=room_of(wallet, now),
        collect_by=last_moment(collect_by(now)),
        key=fresh_key(),
        owner=owner,
        watched=owner and _is_watched(item_id),
        refusal=None if no is None else refusal(no.code),
        why=why_of(no, [found]) if isinstance(no, ItemQuarterLimitError) else "",
    )


def _is_watched(item_id: UUID) -> bool:
    return item_id in services().views.messages.watched_by(caller().person_id)
