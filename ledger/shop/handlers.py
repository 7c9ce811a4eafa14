"""Handlers of the points shop."""

from uuid import UUID

from ledger.kernel.commands import Answer, handles
from ledger.kernel.ids import derive_subject
from ledger.kernel.session import Session
from ledger.registry.proxy import check_proxy
from ledger.registry.unit import contains
from ledger.shop.commands import (
    CancelVoucher,
    CollectVoucher,
    ExpireVoucher,
    ListItem,
    OpenShop,
    ReceiveStock,
    ReserveVoucher,
)
from ledger.shop.errors import (
    ItemNotFoundError,
    ShopNotFoundError,
    VillageMismatchError,
    VoucherNotFoundError,
)
from ledger.shop.item import Item
from ledger.shop.shop import Shop
from ledger.shop.voucher import Voucher, collect_by, pickup_code
from ledger.wallets.handlers import wallet_of
from ledger.wallets.wallet import Reason, Wallet


@handles(OpenShop, streams=lambda c: [Shop.create_id(c.unit_code, c.name)])
def open_shop(session: Session, command: OpenShop) -> Answer:
    """Open a shop; the same one again stays as it is."""
    shop_id = Shop.create_id(command.unit_code, command.name)
    if session.find(Shop, shop_id) is None:
        session.add(Shop(unit_code=command.unit_code, name=command.name))
    return {"shop_id": shop_id}


@handles(ListItem, streams=lambda c: [c.shop_id, Item.create_id(c.shop_id, c.name)])
def list_item(session: Session, command: ListItem) -> Answer:
    """Offer an item; the same name again stays as it is."""
    shop = session.find(Shop, command.shop_id)
    if shop is None:
        raise ShopNotFoundError(shop_id=command.shop_id)
    item_id = Item.create_id(command.shop_id, command.name)
    if session.find(Item, item_id) is None:
        item = Item._create(  # noqa: SLF001 - the category is for readers only
            Item.Listed,
            shop_id=command.shop_id,
            unit_code=shop.unit_code,
            name=command.name,
            category=command.category,
            price_points=command.price_points,
        )
        session.add(item)
    return {"item_id": item_id}


def item_of(session: Session, item_id: UUID) -> Item:
    """Load an item, or refuse."""
    item = session.find(Item, item_id)
    if item is None:
        raise ItemNotFoundError(item_id=item_id)
    return item


@handles(ReceiveStock, streams=lambda c: [c.item_id])
def receive_stock(session: Session, command: ReceiveStock) -> Answer:
    """Take pieces into stock."""
    item = item_of(session, command.item_id)
    item.receive(command.quantity)
    return {"item_id": item.id, "on_hand": item.on_hand}


def _voucher_id(command: ReserveVoucher) -> UUID:
    return derive_subject("voucher", command.key)


@handles(ReserveVoucher, streams=lambda c: [c.item_id, c.wallet_id, _voucher_id(c)])
def reserve_voucher(session: Session, command: ReserveVoucher) -> Answer:
    """Hold the points, reserve the pieces and write the voucher: all three or nothing (A14)."""
    item = item_of(session, command.item_id)
    wallet = wallet_of(session, command.wallet_id)
    if not contains(wallet.unit_code, item.unit_code):
        raise VillageMismatchError
    check_proxy(wallet.owner_id, command.operator_id, command.consent)
    amount = item.price_points * command.quantity
    voucher_id = _voucher_id(command)
    # Both are checked before the item changes: a poor buyer must not spoil it for the whole batch.
    item.refuse_unless_free(command.quantity)
    wallet.hold(hold_id=voucher_id, amount=amount, reason=Reason.REDEMPTION, at=command.at)
    item.reserve(voucher_id, command.quantity)
    session.find(Voucher, voucher_id)
    voucher = Voucher._create(  # noqa: SLF001 - its ID follows from the key, which no event holds
        Voucher.Reserved,
        id=voucher_id,
        item_id=item.id,
        shop_id=item.shop_id,
        wallet_id=wallet.id,
        owner_id=wallet.owner_id,
        quantity=command.quantity,
        amount=amount,
        collect_by=collect_by(command.at),
        occurred_at=command.at,
        operator_id=command.operator_id,
        consent=command.consent,
    )
    session.add(voucher)
    return {
        "voucher_id": voucher_id,
        "item_id": item.id,
        "quantity": command.quantity,
        "amount": amount,
        "collect_by": voucher.collect_by.isoformat(),
        "pickup_code": pickup_code(voucher_id),
        "available": wallet.available(command.at),
    }


def _voucher_parts(session: Session, voucher_id: UUID) -> tuple[Voucher, Item, Wallet]:
    """Load a voucher with the item and the wallet that it binds together."""
    voucher = session.find(Voucher, voucher_id)
    if voucher is None:
        raise VoucherNotFoundError
    session.require(voucher.item_id, voucher.wallet_id)
    return voucher, item_of(session, voucher.item_id), wallet_of(session, voucher.wallet_id)


@handles(CollectVoucher, streams=lambda c: [c.voucher_id])
def collect_voucher(session: Session, command: CollectVoucher) -> Answer:
    """Hand over: the hold becomes spent and the piece leaves the shelf."""
    voucher, item, wallet = _voucher_parts(session, command.voucher_id)
    if voucher.shop_id != command.shop_id:
        raise VillageMismatchError
    voucher.collect(command.keeper_id, command.at, command.consent)
    wallet.capture(voucher.id, at=command.at)
    item.issue(voucher.id)
    return _told(voucher)


@handles(CancelVoucher, streams=lambda c: [c.voucher_id])
def cancel_voucher(session: Session, command: CancelVoucher) -> Answer:
    """Take a reservation back: points and pieces return."""
    voucher, item, wallet = _voucher_parts(session, command.voucher_id)
    voucher.cancel(command.cancelled_by, command.at)
    wallet.void(voucher.id, reason=Reason.CANCELLATION, at=command.at)
    item.release(voucher.id)
    return _told(voucher)


@handles(ExpireVoucher, streams=lambda c: [c.voucher_id])
def expire_voucher(session: Session, command: ExpireVoucher) -> Answer:
    """Let a voucher run out: points return with grace (A15), pieces go back to the shelf."""
    voucher, item, wallet = _voucher_parts(session, command.voucher_id)
    voucher.expire(command.at)
    wallet.void(voucher.id, reason=Reason.TIMEOUT, at=command.at)
    item.release(voucher.id)
    return _told(voucher)


def _told(voucher: Voucher) -> Answer:
    return {"voucher_id": voucher.id, "state": voucher.state, "amount": voucher.amount}
