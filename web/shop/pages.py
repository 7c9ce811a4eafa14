"""Pages of buyers: the shelf, one item, vouchers."""

from typing import Any
from uuid import UUID

from flask import Response, request

from api.auth import caller
from api.errors import problem_of
from api.execution import carry_out
from api.households.owning import points_owner
from api.permissions import Action, may, requires
from api.reach import scope_of
from api.services import services
from api.shop.shops import item_of
from api.shop.vouchers import code_of, own_wallet, voucher_of
from ledger.kernel.errors import ConflictError, LedgerError, NotFoundError, RuleError
from ledger.shop.errors import OutOfStockError, VoucherNotFoundError
from ledger.shop.voucher import State, collect_by
from ledger.shop.voucher_commands import CancelVoucher, ReserveVoucher
from ledger.wallets.errors import InsufficientPointsError
from projections.shop.views import ShopRow, VoucherRow
from qr.images import svg
from web.blueprints import Pages, after, fresh
from web.cards.helped import helpers_of
from web.errors import refused, status_of_page
from web.forms import form_stamp
from web.messages_zh import refusal
from web.rendering import code_picture, fresh_key, page, see
from web.shop.wares import item_shown, last_moment, shop_shown, voucher_shown
from web.wallets.points import available_of, expiring_soon, own_balance

pages = Pages("shop")

SHOPS_SHOWN = 20
ITEMS_SHOWN = 100
VOUCHERS_SHOWN = 50


@pages.get("/items")
@requires(Action.SEE_SHOPS)
@fresh
def items() -> Response:
    """Show what can be had for points, what one can afford first (兑换)."""
    given, wallet = services(), own_balance(caller())
    scope = scope_of(wallet.unit_code if wallet else caller().grant.unit_code)
    shops = given.views.shops.page(scope, SHOPS_SHOWN)
    chosen = _chosen(shops)
    shelf = given.views.items.of_shop(chosen.shop_id, ITEMS_SHOWN) if chosen else []
    available = available_of(wallet)
    shown = [item_shown(item) for item in sorted(shelf, key=lambda it: (it.free == 0, it.name))]
    return page(
        "items.html",
        available=available,
        expiring=expiring_soon(wallet, given.clock()),
        shops=[{"shop_id": it.shop_id, "name": it.name, "chosen": it is chosen} for it in shops],
        shop=shop_shown(chosen.shop_id) if chosen else None,
        owner=may(caller().role, Action.RESERVE_VOUCHER),
        affordable=[it for it in shown if it["price"] <= available],
        beyond=[it for it in shown if it["price"] > available],
    )


@pages.get("/items/<uuid:item_id>")
@requires(Action.SEE_SHOPS)
@fresh
def item(item_id: UUID) -> Response:
    """Show one thing, to be set aside (占住一件)."""
    return _item_page(item_id, fresh_key())


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
        return _item_page(item_id, fresh_key(), no)
    voucher_id = UUID(recorded.answer["voucher_id"])
    return see(".voucher", voucher_id=voucher_id, after=recorded.position, fresh=1)


@pages.get("/vouchers")
@requires(Action.SEE_VOUCHER)
@fresh
def vouchers() -> Response:
    """List one's vouchers, those to collect first (我的兑换券)."""
    owner_id = points_owner(services(), caller())
    found = services().views.vouchers.of_owner(owner_id, VOUCHERS_SHOWN)
    shown = [voucher_shown(it) for it in found]
    return page(
        "vouchers.html",
        waiting=[it for it in shown if it["state"] == State.RESERVED],
        past=[it for it in shown if it["state"] != State.RESERVED],
    )


@pages.get("/me/vouchers")
@requires(Action.SEE_VOUCHER)
def my_vouchers() -> Response:
    """Lead to one's vouchers from the other address people may know."""
    return see(".vouchers", after=after())


@pages.get("/vouchers/<uuid:voucher_id>")
@requires(Action.SEE_VOUCHER)
@fresh
def voucher(voucher_id: UUID) -> Response:
    """Show one's own voucher with its code (兑换券)."""
    return _voucher_page(own_voucher(voucher_id))


@pages.get("/vouchers/<uuid:voucher_id>/qr.svg")
@requires(Action.SEE_VOUCHER)
def voucher_code(voucher_id: UUID) -> Response:
    """Draw the code of one's own voucher while it can be collected (二维码)."""
    found = own_voucher(voucher_id)
    if found.state != State.RESERVED:
        raise VoucherNotFoundError
    drawing = svg(code_of(voucher_id)["url"], title="兑换券")
    response = Response(drawing, mimetype="image/svg+xml")
    response.headers["Cache-Control"] = "private, no-store"
    return response


@pages.post("/vouchers/<uuid:voucher_id>/cancellation")
@requires(Action.RESERVE_VOUCHER)
def cancel(voucher_id: UUID) -> Response:
    """Take one's reservation back; the points return (退回积分)."""
    own_stamp = form_stamp()
    own_voucher(voucher_id)
    command = CancelVoucher(**own_stamp, voucher_id=voucher_id, cancelled_by=caller().person_id)
    try:
        recorded = carry_out(services(), command)
    except (ConflictError, RuleError) as no:
        return refused(problem_of(no))
    return see(".voucher", voucher_id=voucher_id, after=recorded.position)


def own_voucher(voucher_id: UUID) -> VoucherRow:
    """Return a voucher of whoever is signed in; another's is not found."""
    found = voucher_of(voucher_id)
    if found.owner_id != points_owner(services(), caller()):
        raise VoucherNotFoundError
    return found


def _chosen(shops: list[ShopRow]) -> ShopRow | None:
    wanted = request.args.get("shop", type=UUID)
    return next((it for it in shops if it.shop_id == wanted), shops[0] if shops else None)


def _item_page(item_id: UUID, key: str, no: LedgerError | None = None) -> Response:
    found, now = item_of(item_id), services().clock()
    shown, available = item_shown(found), available_of(own_balance(caller()))
    # The refusal knows better than read models that may be a moment behind.
    if isinstance(no, InsufficientPointsError):
        available = int(str(no.facts["available"]))
    elif isinstance(no, OutOfStockError):
        shown["in_stock"] = no.facts["available"]
    return page(
        "item.html",
        status_of_page(no),
        item=shown,
        shop=shop_shown(found.shop_id),
        available=available,
        collect_by=last_moment(collect_by(now)),
        key=key,
        owner=may(caller().role, Action.RESERVE_VOUCHER),
        refusal=None if no is None else refusal(no.code),
    )


def _voucher_page(found: VoucherRow) -> Response:
    open_ = found.state == State.RESERVED
    code = code_of(found.voucher_id) if open_ else {"token": "", "pickup_code": ""}
    context: dict[str, Any] = {
        "voucher": voucher_shown(found) | {"code4": code["pickup_code"]},
        "qr_svg": code_picture(code["token"], "兑换券") if open_ else "",
        "shop": shop_shown(found.shop_id),
        "available": available_of(own_balance(caller())),
        "helper": helpers_of(found.owner_id).get(found.voucher_id, ""),
        "key": fresh_key(),
        "fresh": "fresh" in request.args and open_,
    }
    return page("voucher.html", **context)
