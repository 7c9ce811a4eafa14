"""Handlers of shops, items and their stock."""

from uuid import UUID

from ledger.kernel.commands import Answer, handles
from ledger.kernel.ids import derive
from ledger.kernel.session import Session
from ledger.shop.commands import (
    CountStock,
    DecideCount,
    OpenShop,
    ReceiveStock,
    RelistItem,
    TransferStock,
    WithdrawItem,
    WriteOffStock,
)
from ledger.shop.errors import ItemNotFoundError, TransferToItselfError
from ledger.shop.item import Item
from ledger.shop.shop import Shop


@handles(OpenShop, streams=lambda c: [Shop.create_id(c.unit_code, c.name)])
def open_shop(session: Session, command: OpenShop) -> Answer:
    """Open a shop; the same one again stays as it is."""
    shop_id = Shop.create_id(command.unit_code, command.name)
    if session.find(Shop, shop_id) is None:
        session.add(Shop(unit_code=command.unit_code, name=command.name))
    return {"shop_id": shop_id}


def item_of(session: Session, item_id: UUID) -> Item:
    """Load an item, or refuse."""
    item = session.find(Item, item_id)
    if item is None:
        raise ItemNotFoundError(item_id=item_id)
    return item


@handles(WithdrawItem, streams=lambda c: [c.item_id])
def withdraw_item(session: Session, command: WithdrawItem) -> Answer:
    """Offer it no more."""
    item = item_of(session, command.item_id)
    item.withdraw(command.withdrawn_by, command.at)
    return {"item_id": item.id, "is_offered": item.is_offered}


@handles(RelistItem, streams=lambda c: [c.item_id])
def relist_item(session: Session, command: RelistItem) -> Answer:
    """Offer it again."""
    item = item_of(session, command.item_id)
    item.relist(command.relisted_by, command.at)
    return {"item_id": item.id, "is_offered": item.is_offered}


@handles(ReceiveStock, streams=lambda c: [c.item_id])
def receive_stock(session: Session, command: ReceiveStock) -> Answer:
    """Take a batch into stock."""
    item = item_of(session, command.item_id)
    batch_id = derive("batch", command.key)
    item.receive(
        command.quantity,
        batch_id=batch_id,
        source=command.source,
        received_by=command.received_by,
        at=command.at,
        cost_fen=command.cost_fen,
        best_before=command.best_before,
        donor_text_id=command.donor_text_id,
        thanks_donor=command.thanks_donor,
    )
    return {"item_id": item.id, "batch_id": batch_id, "on_hand": item.on_hand}


@handles(CountStock, streams=lambda c: [c.item_id])
def count_stock(session: Session, command: CountStock) -> Answer:
    """Say what was counted: it agrees with the book, or waits for a second person."""
    item = item_of(session, command.item_id)
    count_id, book = derive("count", command.key), item.on_hand
    item.count(
        command.counted,
        count_id=count_id,
        reason=command.reason,
        text_id=command.text_id,
        photo_id=command.photo_id,
        by=command.counted_by,
        at=command.at,
    )
    return {
        "item_id": item.id,
        "count_id": count_id,
        "book": book,
        "counted": command.counted,
        "waits": item.pending is not None,
    }


@handles(DecideCount, streams=lambda c: [c.item_id])
def decide_count(session: Session, command: DecideCount) -> Answer:
    """Let the book follow a count, or have it counted again."""
    item = item_of(session, command.item_id)
    decide = item.settle if command.agrees else item.reject
    decide(command.count_id, command.decided_by, command.at)
    return {"item_id": item.id, "on_hand": item.on_hand}


@handles(WriteOffStock, streams=lambda c: [c.item_id])
def write_off_stock(session: Session, command: WriteOffStock) -> Answer:
    """Take pieces off the book that nobody had."""
    item = item_of(session, command.item_id)
    item.damage(
        command.quantity,
        command.reason,
        damage_id=derive("damage", command.key),
        photo_id=command.photo_id,
        by=command.recorded_by,
        at=command.at,
    )
    return {"item_id": item.id, "on_hand": item.on_hand}


@handles(TransferStock, streams=lambda c: [c.item_id, c.to_item_id])
def transfer_stock(session: Session, command: TransferStock) -> Answer:
    """Send pieces to another shop: both books change, or neither."""
    item, other = item_of(session, command.item_id), item_of(session, command.to_item_id)
    if item.shop_id == other.shop_id or item.name != other.name:
        raise TransferToItselfError
    transfer_id = derive("transfer", command.key)
    portions = item.send(
        command.quantity,
        transfer_id=transfer_id,
        to_item_id=other.id,
        by=command.sent_by,
        at=command.at,
    )
    other.arrive(
        portions,
        transfer_id=transfer_id,
        from_item_id=item.id,
        by=command.sent_by,
        at=command.at,
    )
    return {"transfer_id": transfer_id, "on_hand": item.on_hand, "arrived": other.on_hand}
