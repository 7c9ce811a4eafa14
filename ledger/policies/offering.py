"""Handlers of the catalogue: what is offered for points is judged before it is written (4.5)."""

from ledger.kernel.commands import Answer, handles
from ledger.kernel.session import Session
from ledger.policies.offers import refuse_offer
from ledger.shop.amounts import require_price
from ledger.shop.commands import ChangeItem, ListItem
from ledger.shop.errors import ShopNotFoundError
from ledger.shop.handlers import item_of
from ledger.shop.item import Item
from ledger.shop.shop import Shop


@handles(ListItem, streams=lambda c: [c.shop_id, Item.create_id(c.shop_id, c.name)])
def list_item(session: Session, command: ListItem) -> Answer:
    """Offer an item; the same name again stays as it is."""
    require_price(command.price_points)
    refuse_offer(command.name, command.offer)
    shop = session.find(Shop, command.shop_id)
    if shop is None:
        raise ShopNotFoundError(shop_id=command.shop_id)
    item_id = Item.create_id(command.shop_id, command.name)
    if session.find(Item, item_id) is None:
        item = Item(
            shop_id=command.shop_id,
            unit_code=shop.unit_code,
            name=command.name,
            price_points=command.price_points,
            offer=command.offer,
        )
        session.add(item)
    return {"item_id": item_id}


@handles(ChangeItem, streams=lambda c: [c.item_id])
def change_item(session: Session, command: ChangeItem) -> Answer:
    """Ask another price or say something else; vouchers keep what they were promised."""
    item = item_of(session, command.item_id)
    if command.price_points is not None:
        require_price(command.price_points)
    if command.offer is not None:
        refuse_offer(item.name, command.offer)
    if command.price_points is not None:
        item.reprice(command.price_points, command.changed_by, command.at)
    if command.offer is not None:
        item.describe(command.offer, command.changed_by, command.at)
    return {"item_id": item.id, "price_points": item.price_points}
