"""Doors of shops and their items."""

from typing import Any
from uuid import UUID

from flask import Response

from api.answers import pages_of
from api.auth import caller
from api.doors import Doors
from api.execution import carry_out, execute, told
from api.idempotency import stamp
from api.paging import PageQuery, page, read_cursor
from api.permissions import Action, requires
from api.photos.evidence import keep_as_evidence, sent_photos
from api.reach import scope_of
from api.reading import ReadQuery, settled
from api.refusals import OutsideUnitError
from api.services import services
from api.shop.schemas import (
    ItemAnswer,
    ItemListed,
    OpenShopSchema,
    ShopAnswer,
    ShopOpened,
    ShopsQuery,
)
from api.shop.shelves import of_today
from api.shop.stock_schemas import ListItemSchema
from ledger.shop.commands import ListItem, OpenShop
from ledger.shop.errors import ItemNotFoundError, ShopNotFoundError
from ledger.shop.offer import Offer
from people.roles import Role
from projections.shop.views import ItemRow, ShopRow

blp = Doors("shops", "Points shops and their items")


def shop_of(shop_id: UUID) -> ShopRow:
    """Return a shop, or refuse."""
    shop = settled(services(), lambda: services().views.shops.of(shop_id))
    if shop is None:
        raise ShopNotFoundError(shop_id=shop_id)
    return shop


def item_of(item_id: UUID) -> ItemRow:
    """Return an item as it is on the shelf today, or refuse."""
    item = settled(services(), lambda: services().views.items.of(item_id))
    if item is None:
        raise ItemNotFoundError(item_id=item_id)
    return of_today([item])[0]


def _require_runs(shop_id: UUID, unit_code: str) -> None:
    """Let a keeper act for the own shop only, and a clerk for shops of the unit."""
    if caller().role is Role.SHOP_KEEPER:
        caller().require_place(shop_id)
    elif not caller().reaches(unit_code):
        raise OutsideUnitError(unit_code=caller().grant.unit_code)


@blp.post("/shops")
@requires(Action.OPEN_SHOP)
@blp.commands(OpenShopSchema, ShopOpened)
def open_shop(loaded: dict[str, Any]) -> Response:
    """Open a points shop in a unit (开积分超市); a unit has one of a name."""
    caller().require_unit(loaded["unit_code"])
    return execute(OpenShop(**stamp(), **loaded), 201)


@blp.get("/shops")
@requires(Action.SEE_SHOPS)
@blp.reads(ShopsQuery, pages_of(ShopAnswer))
def list_shops(asked: dict[str, Any]) -> Any:
    """List the shops of a unit and below (积分超市)."""
    unit, limit = asked["unit"] or caller().grant.unit_code, asked["limit"]
    found = services().views.shops.page(scope_of(unit), limit, read_cursor(asked["cursor"], UUID))
    return page(found, found[-1].shop_id if len(found) == limit else None)


@blp.get("/shops/<uuid:shop_id>")
@requires(Action.SEE_SHOPS)
@blp.reads(ReadQuery, ShopAnswer)
def see_shop(_asked: dict[str, Any], shop_id: UUID) -> Any:
    """Show one shop (积分超市)."""
    return shop_of(shop_id)


@blp.post("/shops/<uuid:shop_id>/items")
@requires(Action.LIST_ITEM)
@blp.commands(ListItemSchema, ItemListed)
def list_item(loaded: dict[str, Any], shop_id: UUID) -> Response:
    """Offer an item for points (上架); a shop lists a name once."""
    _require_runs(shop_id, shop_of(shop_id).unit_code)
    name, price_points = loaded.pop("name"), loaded.pop("price_points")
    about = {"name": name, "price_points": price_points, "offer": Offer(**loaded)}
    photos = sent_photos([loaded["picture_id"]] if loaded["picture_id"] else [])
    recorded = carry_out(services(), ListItem(**stamp(), shop_id=shop_id, **about))
    keep_as_evidence([it.photo_id for it in photos])
    return told(recorded, 201)


@blp.get("/shops/<uuid:shop_id>/items")
@requires(Action.SEE_SHOPS)
@blp.reads(PageQuery, pages_of(ItemAnswer))
def list_shop_items(asked: dict[str, Any], shop_id: UUID) -> Any:
    """List what a shop offers (兑换品)."""
    shop, limit = shop_of(shop_id), asked["limit"]
    after = read_cursor(asked["cursor"], UUID)
    found = of_today(services().views.items.of_shop(shop.shop_id, limit, after))
    return page(found, found[-1].item_id if len(found) == limit else None)


@blp.get("/items")
@requires(Action.SEE_SHOPS)
@blp.reads(ShopsQuery, pages_of(ItemAnswer))
def list_items(asked: dict[str, Any]) -> Any:
    """List what the shops of a unit and below offer (兑换品)."""
    unit, limit = asked["unit"] or caller().grant.unit_code, asked["limit"]
    after = read_cursor(asked["cursor"], UUID)
    found = of_today(services().views.items.page(scope_of(unit), limit, after))
    return page(found, found[-1].item_id if len(found) == limit else None)


@blp.get("/items/<uuid:item_id>")
@requires(Action.SEE_SHOPS)
@blp.reads(ReadQuery, ItemAnswer)
def see_item(_asked: dict[str, Any], item_id: UUID) -> Any:
    """Show one item (兑换品)."""
    return item_of(item_id)
