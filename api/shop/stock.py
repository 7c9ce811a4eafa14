"""Doors of the catalogue and of stock: change, receive, count, write off, move (库存)."""

from typing import Any
from uuid import UUID

from flask import Response

from api.answers import pages_of
from api.doors import Doors
from api.execution import told
from api.idempotency import stamp
from api.paging import PageQuery, page, read_cursor
from api.permissions import Action, requires
from api.reading import EmptySchema
from api.services import services
from api.shop import stock_acting as acting
from api.shop import stock_schemas as shapes
from api.shop.shops import shop_of

blp = Doors("stock", "Stock of points shops: what comes in, is counted, breaks or moves")


@blp.post("/items/<uuid:item_id>/changes")
@requires(Action.KEEP_CATALOGUE)
@blp.commands(shapes.ChangeItemSchema, shapes.ItemChanged)
def change_item(loaded: dict[str, Any], item_id: UUID) -> Response:
    """Ask another price or say something else of an item (改兑换品); vouchers keep theirs."""
    return told(acting.change(stamp(), item_id, loaded), 201)


@blp.post("/items/<uuid:item_id>/withdrawal")
@requires(Action.KEEP_CATALOGUE)
@blp.commands(EmptySchema, shapes.ItemOffered)
def withdraw_item(_loaded: dict[str, Any], item_id: UUID) -> Response:
    """Offer an item no more (下架)."""
    return told(acting.set_offered(stamp(), item_id, offered=False), 201)


@blp.post("/items/<uuid:item_id>/relisting")
@requires(Action.KEEP_CATALOGUE)
@blp.commands(EmptySchema, shapes.ItemOffered)
def relist_item(_loaded: dict[str, Any], item_id: UUID) -> Response:
    """Offer an item again (重新上架)."""
    return told(acting.set_offered(stamp(), item_id, offered=True), 201)


@blp.post("/items/<uuid:item_id>/receipts")
@requires(Action.RECEIVE_STOCK)
@blp.commands(shapes.ReceiveStockSchema, shapes.StockReceived)
def receive_stock(loaded: dict[str, Any], item_id: UUID) -> Response:
    """Take a batch into stock (收货)."""
    return told(acting.receive(stamp(), item_id, loaded), 201)


@blp.post("/items/<uuid:item_id>/counts")
@requires(Action.COUNT_STOCK)
@blp.commands(shapes.CountStockSchema, shapes.StockCounted)
def count_stock(loaded: dict[str, Any], item_id: UUID) -> Response:
    """Say what was counted (盘点)."""
    return told(acting.count(stamp(), item_id, loaded), 201)


@blp.post("/counts/<uuid:count_id>/decision")
@requires(Action.DECIDE_COUNT)
@blp.commands(shapes.DecideCountSchema, shapes.StockLeft)
def decide_count(loaded: dict[str, Any], count_id: UUID) -> Response:
    """Agree to a count or have it counted again, as somebody else (同意/重盘)."""
    return told(acting.decide(stamp(), count_id, agrees=loaded["agrees"]), 201)


@blp.post("/items/<uuid:item_id>/write-offs")
@requires(Action.WRITE_OFF_STOCK)
@blp.commands(shapes.WriteOffSchema, shapes.StockLeft)
def write_off_stock(loaded: dict[str, Any], item_id: UUID) -> Response:
    """Take pieces off the book that broke, spoilt or got lost (报损)."""
    return told(acting.write_off(stamp(), item_id, loaded), 201)


@blp.post("/items/<uuid:item_id>/transfers")
@requires(Action.TRANSFER_STOCK)
@blp.commands(shapes.TransferSchema, shapes.StockSent)
def transfer_stock(loaded: dict[str, Any], item_id: UUID) -> Response:
    """Send pieces to the same kind of item of another shop (调拨)."""
    return told(acting.transfer(stamp(), item_id, loaded), 201)


@blp.get("/items/<uuid:item_id>/moves")
@requires(Action.SEE_STOCK)
@blp.reads(PageQuery, pages_of(shapes.MoveAnswer))
def list_moves(asked: dict[str, Any], item_id: UUID) -> Any:
    """List what came and went of an item, newest first (出入库)."""
    item, limit = acting.own_item(item_id), asked["limit"]
    before = read_cursor(asked["cursor"], tuple[int, int])
    found = services().views.stock.moves(item_id=item.item_id, limit=limit, before=before)
    last = found[-1] if len(found) == limit else None
    return page(found, (last.position, last.line) if last else None)


@blp.get("/shops/<uuid:shop_id>/counts")
@requires(Action.SEE_STOCK)
@blp.reads(shapes.CountsQuery, pages_of(shapes.CountAnswer))
def list_counts(asked: dict[str, Any], shop_id: UUID) -> Any:
    """List the counts of a shop, newest first (盘点记录)."""
    shop, limit = shop_of(shop_id), asked["limit"]
    acting.require_stock(shop.shop_id, shop.unit_code)
    found = services().views.stock.counts(
        shop_id=shop_id,
        waiting=asked["waiting"],
        limit=limit,
        before=read_cursor(asked["cursor"], int),
    )
    return page(found, found[-1].position if len(found) == limit else None)
