"""Handlers of the counter: hand over, redeem at once, take back, take along."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from ledger.kernel.clock import local_date
from ledger.kernel.commands import Answer, handles
from ledger.kernel.ids import derive
from ledger.kernel.session import Session
from ledger.registry.proxy import Consent
from ledger.shop.errors import ItemElsewhereError, VillageMismatchError
from ledger.shop.hand_over import Collector, chosen, moment_within
from ledger.shop.item import Item
from ledger.shop.kinds import HandedOut
from ledger.shop.voucher import AT_COUNTER_HOURS_MAX, Voucher
from ledger.shop.voucher_commands import (
    Basket,
    CollectVoucher,
    GiveVoucherBack,
    RedeemAtCounter,
    TakeVoucherAlong,
    UndoHandOver,
)
from ledger.shop.voucher_handlers import (
    in_basket,
    parts_of,
    reserve,
    told,
    voucher_id_of,
    voucher_of,
)
from ledger.wallets.handlers import wallet_of
from ledger.wallets.lots import Part, expiry_of_day
from ledger.wallets.wallet import Reason, Wallet


def hand_over(  # noqa: PLR0913 - a hand-over has as many facts
    voucher: Voucher,
    items: list[Item],
    wallet: Wallet,
    *,
    keeper_id: UUID,
    collector: Collector,
    basket: Basket | None,
    at: datetime,
    consent: Consent | None = None,
    counter_id: UUID | None = None,
) -> None:
    """Let things leave the shop: held points are spent, what nobody takes goes back."""
    wanted = None if basket is None else dict(basket)
    lines = {it.item_id: it for it in chosen(voucher.lines, wanted)}
    # All is checked before a wallet or an item changes, or they are spoilt for the whole batch.
    voucher.require_collectable(at, counter_id)
    voucher.require_hands(keeper_id, collector)
    for item in items:
        if item.id in lines:
            item.refuse_gone_off(lines[item.id].quantity, at)
    rest = voucher.amount - sum(it.points for it in lines.values())
    reserved = {it.item_id: it.quantity for it in voucher.lines}
    if rest:
        wallet.release_part(voucher.id, rest, at=at, held_at=voucher.reserved_at)
    parts = wallet.capture(voucher.id, at=at)
    handed = []
    for item in items:
        line = lines.get(item.id)
        left = reserved[item.id] - (line.quantity if line else 0)
        if left:
            item.release(voucher.id, left)
        if line:
            portions = item.issue(voucher.id, at)
            handed.append(HandedOut(item.id, line.quantity, line.points, portions))
    voucher.collect(keeper_id, collector, handed, parts, at, consent=consent, counter_id=counter_id)


@handles(CollectVoucher, streams=lambda c: [c.voucher_id])
def collect_voucher(session: Session, command: CollectVoucher) -> Answer:
    """Hand over what a voucher reserved.

    What a counter handed out without a network counts from the moment it did so, if the counter
    had the voucher along then and that moment is not in the future.
    """
    voucher = voucher_of(session, command.voucher_id)
    if voucher.shop_id != command.shop_id:
        raise VillageMismatchError
    items, wallet = parts_of(session, voucher, voucher.wallet_id)
    taken_along = command.counter_id is not None and voucher.counter_id == command.counter_id
    at = command.at
    if taken_along and command.handed_at is not None:
        at = moment_within(voucher.leases, command.handed_at, command.at)
    hand_over(
        voucher,
        items,
        wallet,
        keeper_id=command.keeper_id,
        collector=command.collector,
        basket=command.basket,
        at=at,
        consent=command.consent,
        counter_id=command.counter_id,
    )
    return _handed(voucher, items, wallet, at)


def _streams(command: RedeemAtCounter) -> Iterable[UUID]:
    return [*dict(command.basket), command.wallet_id, voucher_id_of(command)]


@handles(RedeemAtCounter, streams=_streams)
def redeem_at_counter(session: Session, command: RedeemAtCounter) -> Answer:
    """Reserve and hand over at once: one round trip for a household at the counter."""
    wallet = wallet_of(session, command.wallet_id)
    items = in_basket(session, command.basket, wallet)
    if items[0].shop_id != command.shop_id:
        raise ItemElsewhereError
    voucher = reserve(
        session,
        voucher_id=voucher_id_of(command),
        wallet=wallet,
        items=items,
        quantities=dict(command.basket),
        at=command.at,
    )
    hand_over(
        voucher,
        items,
        wallet,
        keeper_id=command.keeper_id,
        collector=command.collector,
        basket=None,
        at=command.at,
        consent=command.consent,
    )
    return _handed(voucher, items, wallet, command.at)


@handles(UndoHandOver, streams=lambda c: [c.voucher_id])
def undo_hand_over(session: Session, command: UndoHandOver) -> Answer:
    """Take a hand-over back: pieces to the batches they came from, points to their lots."""
    voucher = voucher_of(session, command.voucher_id)
    items, wallet = parts_of(session, voucher, command.wallet_id or voucher.wallet_id)
    voucher.undo(
        command.undone_by,
        command.at,
        collector=command.collector,
        text_id=command.text_id,
        by_committee=command.by_committee,
    )
    handed = {it.item_id: it for it in voucher.handed}
    for item in items:
        if back := handed.get(item.id):
            item.take_back(
                voucher.id, back.portions, voucher.wallet_id, voucher.reserved_on, command.at
            )
    is_own = wallet.id == voucher.wallet_id
    wallet.refund(
        voucher.id,
        _spent(voucher),
        entry_id=derive("refund", voucher.id),
        spent_on=voucher.reserved_on if is_own else None,
        reason=Reason.HAND_OVER_UNDONE,
        at=command.at,
        held_at=voucher.reserved_at if is_own else None,
    )
    return told(voucher) | {"available": wallet.available(command.at)}


@handles(TakeVoucherAlong, streams=lambda c: [c.voucher_id])
def take_voucher_along(session: Session, command: TakeVoucherAlong) -> Answer:
    """Bind a voucher to a counter, no longer than a market day."""
    voucher = voucher_of(session, command.voucher_id)
    if voucher.shop_id != command.shop_id:
        raise VillageMismatchError
    until = min(command.until, command.at + timedelta(hours=AT_COUNTER_HOURS_MAX))
    voucher.take_along(command.counter_id, until, command.taken_by, command.at)
    return told(voucher) | {"until": until.isoformat()}


@handles(GiveVoucherBack, streams=lambda c: [c.voucher_id])
def give_voucher_back(session: Session, command: GiveVoucherBack) -> Answer:
    """Let any counter hand it out again."""
    voucher = voucher_of(session, command.voucher_id)
    if voucher.shop_id != command.shop_id:
        raise VillageMismatchError
    voucher.give_back(command.counter_id, command.given_by, command.at)
    return told(voucher)


def _spent(voucher: Voucher) -> list[Part]:
    """Return the lots a hand-over spent; before they were written down, one that lives longest."""
    if voucher.parts is not None:
        return voucher.parts
    return [Part(expiry_of_day(voucher.reserved_on), voucher.amount)]


def _handed(voucher: Voucher, items: list[Item], wallet: Wallet, at: datetime) -> Answer:
    """Say what the slip says."""
    parts = voucher.parts or []
    return told(voucher) | {
        "amount": sum(it.points for it in voucher.handed),
        "available": wallet.available(at),
        "parts": [{"expires_on": it.expires_on.isoformat(), "amount": it.amount} for it in parts],
        "left": {str(it.id): it.free_on(local_date(at)) for it in items},
    }
