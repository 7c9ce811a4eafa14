"""Doors of vouchers: reserve, show, hand over, take back."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Response

from api.answers import pages_of
from api.auth import caller
from api.doors import Doors
from api.execution import carry_out, execute, told
from api.households.owning import may_stand_for, points_owner, refuse_own_household
from api.idempotency import stamp
from api.paging import page
from api.permissions import Action, requires
from api.pictures import svg_response
from api.reading import EmptySchema, ReadQuery, settled
from api.refusals import OutsideUnitError
from api.scans.cards import person_behind
from api.services import services
from api.shop.schemas import (
    CollectVoucherSchema,
    ReserveVoucherSchema,
    ShopVouchersQuery,
    VoucherAnswer,
    VoucherEnded,
    VoucherReserved,
    VoucherRowAnswer,
)
from ledger.kernel.ids import subject_of
from ledger.registry.proxy import Consent
from ledger.registry.unit import contains
from ledger.shop.commands import CancelVoucher, CollectVoucher, ReserveVoucher
from ledger.shop.errors import ItemNotFoundError, VillageMismatchError, VoucherNotFoundError
from ledger.shop.voucher import State
from ledger.wallets.errors import WalletNotFoundError
from people.roles import Role
from projections.shop.views import VoucherRow
from qr.images import svg
from qr.kinds import Kind
from qr.tokens import url

blp = Doors("vouchers", "Redemption: vouchers from reservation to hand-over")


@blp.post("/vouchers")
@requires(Action.RESERVE_VOUCHER)
@blp.commands(ReserveVoucherSchema, VoucherReserved)
def reserve_voucher(loaded: dict[str, Any]) -> Response:
    """Set points and pieces aside for oneself (兑换); the wallet that fits the shop is found."""
    own_stamp = stamp()
    wallet_id = own_wallet(loaded["item_id"], loaded["wallet_id"])
    command = ReserveVoucher(
        **own_stamp, item_id=loaded["item_id"], wallet_id=wallet_id, quantity=loaded["quantity"]
    )
    recorded = carry_out(services(), command)
    code = code_of(UUID(recorded.answer["voucher_id"]))
    return told(recorded, 201, **code)


@blp.get("/vouchers/<uuid:voucher_id>")
@requires(Action.SEE_VOUCHER)
@blp.reads(ReadQuery, VoucherAnswer)
def see_voucher(_asked: dict[str, Any], voucher_id: UUID) -> Any:
    """Show a voucher to its owner, with its code, or to the keeper of its shop (兑换券)."""
    voucher = voucher_of(voucher_id)
    views = services().views
    item, shop = views.items.of(voucher.item_id), views.shops.of(voucher.shop_id)
    names = {"item_name": item.name if item else "", "shop_name": shop.name if shop else ""}
    shown = _is_owner(voucher) and voucher.state == State.RESERVED
    code = code_of(voucher_id) if shown else {"token": None, "url": None}
    return {**asdict(voucher), **names, **code}


@blp.get("/vouchers/<uuid:voucher_id>/qr.svg")
@requires(Action.SEE_VOUCHER)
@blp.draws()
def draw_voucher_code(voucher_id: UUID) -> Response:
    """Draw the code of one's own voucher (兑换券二维码)."""
    voucher = voucher_of(voucher_id)
    if not _is_owner(voucher) or voucher.state != State.RESERVED:
        raise VoucherNotFoundError
    return svg_response(svg(code_of(voucher_id)["url"], title="兑换券"))


@blp.post("/vouchers/<uuid:voucher_id>/collection")
@requires(Action.COLLECT_VOUCHER)
@blp.commands(CollectVoucherSchema, VoucherEnded, status=200)
def collect_voucher(loaded: dict[str, Any], voucher_id: UUID) -> Response:
    """Hand over what a voucher reserved, at the keeper's own shop (发货).

    With the owner's scanned `card` the act says that the owner was present with it.
    """
    shop_id = caller().grant.place_id
    if shop_id is None:
        raise OutsideUnitError(unit_code=caller().grant.unit_code)
    own_stamp = stamp()
    command = CollectVoucher(
        **own_stamp,
        voucher_id=voucher_id,
        shop_id=shop_id,
        keeper_id=caller().person_id,
        consent=consent_by_card(voucher_id, loaded["card"], own_stamp["at"]),
    )
    return execute(command, 200)


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
    found = services().views.vouchers.open_in_shop(shop_id, asked["pickup_code"], asked["limit"])
    return page(found, None)


def consent_by_card(voucher_id: UUID, card: str | None, at: datetime) -> Consent | None:
    """Return the consent of a voucher's owner whose card was scanned; refuse another's card.

    A keeper of the household that owns it is refused with or without one.
    """
    given = services()
    found = given.views.vouchers.of(voucher_id)
    if found is not None:
        refuse_own_household(given, caller().person_id, found.owner_id)
    if card is None:
        return None
    holder = person_behind(given, given.reader.read(card, at=at, kinds={Kind.CARD}), at)
    voucher = settled(given, lambda: given.views.vouchers.of(voucher_id))
    if voucher is None or not may_stand_for(given, holder, voucher.owner_id):
        raise VoucherNotFoundError
    return Consent.PRESENT_WITH_CARD


def voucher_of(voucher_id: UUID) -> VoucherRow:
    """Return a voucher of the caller's or of the caller's shop; a stranger's is not found."""
    voucher = settled(services(), lambda: services().views.vouchers.of(voucher_id))
    if voucher is None or not (_is_owner(voucher) or _is_keeper(voucher)):
        raise VoucherNotFoundError
    return voucher


def code_of(voucher_id: UUID) -> dict[str, str]:
    """Make the code that the owner shows."""
    given = services()
    token = given.maker.make(Kind.VOUCHER, subject_of(voucher_id))
    return {"token": token, "url": url(given.public_host, token)}


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
