"""Handlers of reservations: set aside, take back, let run out."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from ledger.kernel.commands import Answer, handles
from ledger.kernel.ids import derive_subject
from ledger.kernel.session import Session
from ledger.registry.proxy import Consent, check_proxy
from ledger.registry.unit import contains
from ledger.shop.errors import ItemElsewhereError, VillageMismatchError, VoucherNotFoundError
from ledger.shop.hand_over import require_basket
from ledger.shop.handlers import item_of
from ledger.shop.item import Item
from ledger.shop.kinds import Line
from ledger.shop.voucher import Voucher, collect_by
from ledger.shop.voucher_commands import (
    Basket,
    CancelVoucher,
    ExpireVoucher,
    RedeemAtCounter,
    ReserveVoucher,
)
from ledger.wallets.handlers import wallet_of
from ledger.wallets.wallet import Reason, Wallet


def reserve(
    session: Session,
    *,
    voucher_id: UUID,
    wallet: Wallet,
    items: list[Item],
    quantities: dict[UUID, int],
    at: datetime,
    operator_id: UUID | None = None,
    consent: Consent | None = None,
) -> Voucher:
    """Hold the points, reserve the pieces and write the voucher: all of it or nothing (A14)."""
    lines = [Line(it.id, quantities[it.id], it.price_points * quantities[it.id]) for it in items]
    # All is checked before an item changes: a poor buyer must not spoil it for the whole batch.
    for it in items:
        it.refuse_unless_free(quantities[it.id], at)
        it.refuse_over_limit(wallet.id, quantities[it.id], at)
    amount = sum(it.points for it in lines)
    wallet.hold(hold_id=voucher_id, amount=amount, reason=Reason.REDEMPTION, at=at)
    for it in items:
        it.reserve(voucher_id, quantities[it.id], wallet.id, at)
    session.find(Voucher, voucher_id)
    voucher = Voucher._create(  # noqa: SLF001 - its ID follows from the key, which no event holds
        Voucher.Reserved,
        id=voucher_id,
        shop_id=items[0].shop_id,
        wallet_id=wallet.id,
        owner_id=wallet.owner_id,
        lines=lines,
        amount=amount,
        collect_by=collect_by(at),
        occurred_at=at,
        operator_id=operator_id,
        consent=consent,
    )
    session.add(voucher)
    return voucher


def in_basket(session: Session, basket: Basket, wallet: Wallet) -> list[Item]:
    """Load what is in a basket: of one shop, where the wallet may be spent (A16)."""
    require_basket(dict(basket))
    items = [item_of(session, item_id) for item_id in dict(basket)]
    if not contains(wallet.unit_code, items[0].unit_code):
        raise VillageMismatchError
    if {it.shop_id for it in items} != {items[0].shop_id}:
        raise ItemElsewhereError
    return items


def voucher_id_of(command: ReserveVoucher | RedeemAtCounter) -> UUID:
    """Return the ID of the voucher that a command will write."""
    return derive_subject("voucher", command.key)


def _streams(command: ReserveVoucher) -> Iterable[UUID]:
    return [*dict(command.basket), command.wallet_id, voucher_id_of(command)]


@handles(ReserveVoucher, streams=_streams)
def reserve_voucher(session: Session, command: ReserveVoucher) -> Answer:
    """Set points and pieces aside for seven days."""
    wallet = wallet_of(session, command.wallet_id)
    items = in_basket(session, command.basket, wallet)
    check_proxy(wallet.owner_id, command.operator_id, command.consent)
    voucher = reserve(
        session,
        voucher_id=voucher_id_of(command),
        wallet=wallet,
        items=items,
        quantities=dict(command.basket),
        at=command.at,
        operator_id=command.operator_id,
        consent=command.consent,
    )
    return {
        "voucher_id": voucher.id,
        "quantity": sum(it.quantity for it in voucher.lines),
        "amount": voucher.amount,
        "collect_by": voucher.collect_by.isoformat(),
        "available": wallet.available(command.at),
    }


def voucher_of(session: Session, voucher_id: UUID) -> Voucher:
    """Load a voucher, or refuse."""
    voucher = session.find(Voucher, voucher_id)
    if voucher is None:
        raise VoucherNotFoundError
    return voucher


def parts_of(session: Session, voucher: Voucher, wallet_id: UUID) -> tuple[list[Item], Wallet]:
    """Load the items and the wallet that a voucher binds together, in one round trip."""
    session.require(*(it.item_id for it in voucher.lines), wallet_id)
    items = [item_of(session, it.item_id) for it in voucher.lines]
    return items, wallet_of(session, wallet_id)


@handles(CancelVoucher, streams=lambda c: [c.voucher_id])
def cancel_voucher(session: Session, command: CancelVoucher) -> Answer:
    """Take a reservation back: points and pieces return."""
    voucher = voucher_of(session, command.voucher_id)
    items, wallet = parts_of(session, voucher, voucher.wallet_id)
    voucher.cancel(command.cancelled_by, command.at)
    _void(wallet, voucher, Reason.CANCELLATION, command.at)
    for item in items:
        item.release(voucher.id)
    return told(voucher)


@handles(ExpireVoucher, streams=lambda c: [c.voucher_id])
def expire_voucher(session: Session, command: ExpireVoucher) -> Answer:
    """Let a voucher run out: points return with grace (A15), pieces go back to the shelf."""
    voucher = voucher_of(session, command.voucher_id)
    items, wallet = parts_of(session, voucher, voucher.wallet_id)
    voucher.expire(command.at)
    _void(wallet, voucher, Reason.TIMEOUT, command.at)
    for item in items:
        item.release(voucher.id)
    return told(voucher)


def _void(wallet: Wallet, voucher: Voucher, reason: Reason, at: datetime) -> None:
    wallet.void(voucher.id, reason=reason, at=at, held_at=voucher.reserved_at)


def told(voucher: Voucher) -> Answer:
    """Say what became of a voucher."""
    return {"voucher_id": voucher.id, "state": voucher.state, "amount": voucher.amount}
