"""One item on the desk of stock: what came and went, what is said of it, sending it elsewhere."""

from uuid import UUID

from flask import Response, request

from api.auth import caller
from api.permissions import Action, may, requires
from api.photos.keeping import takes_photo
from api.reach import scope_of
from api.services import services
from api.shop import stock_acting as acting
from api.shop import stock_schemas as shapes
from ledger.kernel.errors import LedgerError
from ledger.kernel.ids import derive
from people.errors import PeopleError
from projections.shop.views import ItemRow, ShopRow
from web import messages_zh
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.forms import form_stamp
from web.rendering import fresh_key, page, see
from web.shop import stock_words as words
from web.shop.stock_desk import SHOPS_SHOWN, done, picture_of_form, read_form

pages = Pages("stock_item")

MOVES_SHOWN = 50
No = LedgerError | PeopleError | None


@pages.get("/desk/stock/<uuid:item_id>")
@requires(Action.SEE_STOCK)
@fresh
def moves(item_id: UUID) -> Response:
    """Show what came and went of an item, newest first (出入库)."""
    return _one(acting.own_item(item_id))


@pages.post("/desk/stock/<uuid:item_id>/changes")
@requires(Action.KEEP_CATALOGUE)
@takes_photo
def change(item_id: UUID) -> Response:
    """Ask another price, or say something else of an item (改内容)."""
    own_stamp, item = form_stamp(), acting.own_item(item_id)
    names = ("category", "kind", "measure", "hint", "low_stock_at", "quarter_max")
    offer = read_form(shapes.OfferSchema(), names)
    offer["picture_id"] = picture_of_form() or item.picture_id
    priced = read_form(shapes.ChangeItemSchema(), ("price_points",))
    told = priced | {"offer": offer}
    return done(item.shop_id, lambda: acting.change(own_stamp, item_id, told))


@pages.post("/desk/stock/<uuid:item_id>/offered")
@requires(Action.KEEP_CATALOGUE)
def set_offered(item_id: UUID) -> Response:
    """Offer an item no more, or again (下架/上架)."""
    own_stamp, item = form_stamp(), acting.own_item(item_id)
    offered = request.form.get("step") == "relist"
    return done(item.shop_id, lambda: acting.set_offered(own_stamp, item_id, offered=offered))


@pages.post("/desk/stock/<uuid:item_id>/transfers")
@requires(Action.TRANSFER_STOCK)
def transfer(item_id: UUID) -> Response:
    """Send pieces to the same thing of another shop (调出)."""
    own_stamp, item = form_stamp(), acting.own_item(item_id)
    to_shop = request.form.get("to_shop", type=UUID) or item.shop_id
    told = read_form(shapes.TransferSchema(), ("quantity",), to_item_id=_twin(item, to_shop))
    try:
        recorded = acting.transfer(own_stamp, item_id, told)
    except (LedgerError, PeopleError) as no:
        return _one(item, no)
    return see(".moves", item_id=item_id, after=recorded.position)


def _twin(item: ItemRow, shop_id: UUID) -> str:
    """Return the ID of the thing of the same name in a shop, whether or not it is there."""
    return str(derive("item", shop_id, item.name))


def _one(item: ItemRow, no: No = None) -> Response:
    stock = services().views.stock
    at, line = (request.args.get(it, type=int) for it in ("before", "line"))
    before = (at, line or 0) if at is not None else None
    found = stock.moves(item_id=item.item_id, limit=MOVES_SHOWN, before=before)
    donors = services().texts.read(it.donor_text_id for it in found if it.donor_text_id)
    photos = services().photos.of(it.photo_id for it in found if it.photo_id)
    last = found[-1] if len(found) == MOVES_SHOWN else None
    there = f"/desk/stock/{item.item_id}"
    return page(
        "stock_item.html",
        status_of_page(no),
        item=item,
        moves=[words.move_shown(it, donors, photos) for it in found],
        next_address=f"{there}?before={last.position}&line={last.line}" if last else "",
        kinds=words.KINDS,
        keeps=may(caller().role, Action.KEEP_CATALOGUE),
        shops=_elsewhere(item) if may(caller().role, Action.TRANSFER_STOCK) else [],
        refusal=None if no is None else messages_zh.refusal(no.code),
        key=fresh_key(),
    )


def _elsewhere(item: ItemRow) -> list[ShopRow]:
    """Return the other shops of the caller's unit."""
    unit = caller().grant.unit_code
    shops = services().views.shops.page(scope_of(unit), SHOPS_SHOWN)
    return [it for it in shops if it.shop_id != item.shop_id]
