"""Doors of vouchers: reserve, show, hand over, take back."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from flask import Response

from api.answers import pages_of
from api.auth import caller
from api.doors import Doors
from api.execution import carry_out, execute, told
from api.households.owning import points_owner
from api.idempotency import stamp
from api.paging import page, read_cursor
from api.permissions import Action, requires
from api.pictures import svg_response
from api.rates.quotas import PAPERS
from api.reading import EmptySchema, ReadQuery, settled, wait_for
from api.refusals import OutsideUnitError
from api.services import services
from api.shop.collecting import came_of
from api.shop.confirming import shown_of
from api.shop.guessing import count_guess
from api.shop.handing import collect
from api.shop.receipts import fingerprint_of, number_of, receipt_pdf
from api.shop.schemas import (
    CollectVoucherSchema,
    ReceiptQuery,
    ReserveVoucherSchema,
    ShopVouchersQuery,
    VoucherAnswer,
    VoucherEnded,
    VoucherReserved,
    VoucherRowAnswer,
)
from ledger.kernel.ids import subject_of
from ledger.registry.unit import contains
from ledger.shop.errors import (
    EmptyBasketError,
    ItemNotFoundError,
    VillageMismatchError,
    VoucherNotFoundError,
)
from ledger.shop.voucher import State
from ledger.shop.voucher_commands import (
    Basket,
    CancelVoucher,
    ReserveVoucher,
)
from ledger.wallets.errors import WalletNotFoundError
from people.roles import Role
from projections.reader import PAGE_MAX
from projections.shop.views import VoucherRow
from qr.images import svg
from qr.kinds import Kind
from qr.tokens import url

MISSES_MAX = 20
"""Guesses of digits in a row by one keeper, until typing pauses."""
OPEN_TRIED_MAX = 1_000
"""Vouchers that wait in a shop and are tried for the digits somebody reads out."""

blp = Doors("vouchers", "Redemption: vouchers from reservation to hand-over")


@blp.post("/vouchers")
@requires(Action.RESERVE_VOUCHER)
@blp.commands(ReserveVoucherSchema, VoucherReserved)
def reserve_voucher(loaded: dict[str, Any]) -> Response:
    """Set points and pieces aside for oneself (兑换); the wallet that fits the shop is found."""
    own_stamp, basket = stamp(), basket_of(loaded)
    wallet_id = own_wallet(basket[0][0], loaded["wallet_id"])
    command = ReserveVoucher(**own_stamp, basket=basket, wallet_id=wallet_id)
    recorded = carry_out(services(), command)
    return told(recorded, 201, **code_of(UUID(recorded.answer["voucher_id"])))


def basket_of(loaded: dict[str, Any]) -> Basket:
    """Return what was asked for; the same thing twice is no basket."""
    lines = loaded["basket"] or [loaded]
    basket = tuple((it["item_id"], it["quantity"]) for it in lines if it["item_id"])
    if len(dict(basket)) != len(lines):
        raise EmptyBasketError
    return basket


@blp.get("/vouchers/<uuid:voucher_id>")
@requires(Action.SEE_VOUCHER)
@blp.reads(ReadQuery, VoucherAnswer)
def see_voucher(_asked: dict[str, Any], voucher_id: UUID) -> Any:
    """Show a voucher to its owner, with its code, or to the keeper of its shop (兑换券)."""
    voucher = voucher_of(voucher_id)
    views = services().views
    shop = views.shops.of(voucher.shop_id)
    shown = _is_owner(voucher) and voucher.state == State.RESERVED
    code = code_of(voucher_id) if shown else dict.fromkeys(("token", "url", "pickup_code"))
    said = {"fingerprint": fingerprint_of(voucher), **code}
    return {**asdict(voucher), "shop_name": shop.name if shop else "", **said}


@blp.get("/vouchers/<uuid:voucher_id>/qr.svg")
@requires(Action.SEE_VOUCHER)
@blp.draws()
def draw_voucher_code(voucher_id: UUID) -> Response:
    """Draw the code of one's own voucher (兑换券二维码)."""
    voucher = voucher_of(voucher_id)
    if not _is_owner(voucher) or voucher.state != State.RESERVED:
        raise VoucherNotFoundError
    return svg_response(svg(code_of(voucher_id)["url"], title="兑换券"))


@blp.get("/vouchers/<uuid:voucher_id>/receipt.pdf")
@requires(Action.SEE_VOUCHER, quota=PAPERS)
@blp.prints(ReceiptQuery)
def print_receipt(asked: dict[str, Any], voucher_id: UUID) -> Response:
    """Give the owner, or the keeper of its shop, the slip of a hand-over (兑换小票)."""
    wait_for(services(), asked["after"])
    voucher = voucher_of(voucher_id)
    address = code_of(voucher_id)["url"]
    pdf = receipt_pdf(services(), voucher, paper=asked["paper"], address=address)
    response = Response(pdf, mimetype="application/pdf")
    name = f"receipt-{number_of(voucher_id)}.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


@blp.post("/vouchers/<uuid:voucher_id>/collection")
@requires(Action.COLLECT_VOUCHER)
@blp.commands(CollectVoucherSchema, VoucherEnded, status=200)
def collect_voucher(loaded: dict[str, Any], voucher_id: UUID) -> Response:
    """Hand over what a voucher reserved, at the keeper's own shop (发货).

    Whoever came shows that it is theirs: by the digits, the own code, a card, or signing.
    """
    shop_id = caller().grant.place_id
    if shop_id is None:
        raise OutsideUnitError(unit_code=caller().grant.unit_code)
    shown, came = shown_of(loaded), came_of(loaded)
    basket = None if loaded["basket"] is None else basket_of(loaded | {"item_id": None})
    of = {"counter_id": loaded["counter_id"], "handed_at": loaded["handed_at"], "basket": basket}
    return told(collect(stamp(), voucher_id, shop_id, shown, came, **of), 200)


@blp.post("/vouchers/<uuid:voucher_id>/cancellation")
@requires(Action.RESERVE_VOUCHER)
@blp.commands(EmptySchema, VoucherEnded, status=200)
def cancel_voucher(_loaded: dict[str, Any], voucher_id: UUID) -> Response:
    """Take one's own reservation back; the points return (取消兑换)."""
    if not _is_owner(voucher_of(voucher_id)):
        raise VoucherNotFoundError
    command = CancelVoucher(**stamp(), voucher_id=voucher_id, cancelled_by=caller().person_id)
    return execute(command, 200)


@blp.get("/shops/<uuid:shop_id>/vouchers")
@requires(Action.SEE_SHOP_VOUCHERS)
@blp.reads(ShopVouchersQuery, pages_of(VoucherRowAnswer))
def list_shop_vouchers(asked: dict[str, Any], shop_id: UUID) -> Any:
    """List what waits at the keeper's shop, or find it by its four digits (待领取)."""
    caller().require_place(shop_id)
    if asked["pickup_code"]:
        return page(by_digits(shop_id, asked["pickup_code"]), None)
    limit, after_id = asked["limit"], read_cursor(asked["cursor"], UUID)
    found = services().views.vouchers.open_in_shop(shop_id, limit, after_id)
    return page(found, found[-1].voucher_id if len(found) == limit else None)


def by_digits(shop_id: UUID, typed: str) -> list[VoucherRow]:
    """Return the open vouchers of a shop that have these digits: their owner read them out.

    No read model knows digits, so those that wait are tried, OPEN_TRIED_MAX at most. Many guesses
    of one keeper lead to a pause.
    """
    given, found, after_id = services(), [], None
    guess = count_guess(given, b"counter-typed" + caller().person_id.bytes, MISSES_MAX)
    for _ in range(OPEN_TRIED_MAX // PAGE_MAX):
        some = given.views.vouchers.open_in_shop(shop_id, PAGE_MAX, after_id)
        holds = given.reader.pickup_holds
        found += [it for it in some if holds(Kind.VOUCHER, subject_of(it.voucher_id), typed)]
        if len(some) < PAGE_MAX:
            break
        after_id = some[-1].voucher_id
    if len(found) == 1:
        guess.was_right()
    return found


def voucher_of(voucher_id: UUID) -> VoucherRow:
    """Return a voucher of the caller's or of the caller's shop; a stranger's is not found."""
    voucher = settled(services(), lambda: services().views.vouchers.of(voucher_id))
    if voucher is None or not (_is_owner(voucher) or _is_keeper(voucher)):
        raise VoucherNotFoundError
    return voucher


def code_of(voucher_id: UUID) -> dict[str, str]:
    """Make the code and the four digits that the owner shows."""
    given = services()
    token = given.maker.make(Kind.VOUCHER, subject_of(voucher_id))
    digits = given.maker.pickup(Kind.VOUCHER, subject_of(voucher_id))
    return {"token": token, "url": url(given.public_host, token), "pickup_code": digits}


def _is_owner(voucher: VoucherRow) -> bool:
    return voucher.owner_id == points_owner(services(), caller())


def _is_keeper(voucher: VoucherRow) -> bool:
    return caller().role is Role.SHOP_KEEPER and voucher.shop_id == caller().grant.place_id


def own_wallet(item_id: UUID, wallet_id: UUID | None) -> UUID:
    """Return the wallet that pays: the one named, or the first that fits the item's unit.

    Of several the one with most points is taken.
    """
    return wallet_of_owner(points_owner(services(), caller()), item_id, wallet_id)


def wallet_of_owner(owner_id: UUID, item_id: UUID, wallet_id: UUID | None) -> UUID:
    """Do what `own_wallet` does for whoever pays."""
    views = services().views
    wallets = settled(services(), lambda: views.balances.of_owner(owner_id) or None) or []
    if wallet_id is not None:
        if wallet_id not in {wallet.wallet_id for wallet in wallets}:
            raise WalletNotFoundError(wallet_id=wallet_id)
        return wallet_id
    if not wallets:
        raise WalletNotFoundError
    item = settled(services(), lambda: views.items.of(item_id))
    if item is None:
        raise ItemNotFoundError(item_id=item_id)
    fitting = [wallet for wallet in wallets if contains(wallet.unit_code, item.unit_code)]
    if not fitting:
        raise VillageMismatchError
    return max(fitting, key=lambda wallet: (wallet.available, wallet.kind)).wallet_id
