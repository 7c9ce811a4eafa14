"""The desk of stock: what is there, what runs short, receive, count, write off (库存)."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Response, request
from marshmallow import Schema, ValidationError
from werkzeug.datastructures import FileStorage

from api.auth import caller
from api.doors import paths_of
from api.execution import carry_out
from api.idempotency import Stamp
from api.permissions import Action, may, requires
from api.photos.evidence import keep_as_evidence
from api.photos.keeping import (
    PHOTO_FIELD,
    PHOTOS_AT_ONCE_MAX,
    keep_photo,
    takes_photo,
    takes_photos,
)
from api.reach import scope_of, today
from api.refusals import RequestInvalidError
from api.services import services
from api.shop import stock_acting as acting
from api.shop import stock_schemas as shapes
from api.shop.schemas import OpenShopSchema
from api.shop.shops import shop_of
from api.uploads import sent_file
from ledger.kernel.errors import LedgerError
from ledger.kernel.ids import derive
from ledger.kernel.receipts import Recorded
from ledger.shop.commands import ListItem, OpenShop
from ledger.shop.offer import Offer
from ledger.shop.shop import SHOP_NAME_LENGTH_MAX
from people.errors import PeopleError
from people.roles import Role
from projections.shop.views import ItemRow, ShopRow
from web import messages_zh
from web.blueprints import Pages, fresh
from web.errors import facts_of, status_of_page
from web.forms import form_key, form_stamp
from web.rendering import fresh_key, page, see
from web.shop import stock_words as words

pages = Pages("stock_desk")

ITEMS_SHOWN = 200
SHOPS_SHOWN = 20
No = LedgerError | PeopleError | None


@pages.get("/desk/stock")
@requires(Action.SEE_STOCK)
@fresh
def desk() -> Response:
    """Show the stock of a shop, and what needs somebody (库存); without a shop, how to open one."""
    asked = request.args.get("shop", type=UUID)
    first = services().views.shops.page(scope_of(caller().grant.unit_code), 1)
    if asked is None and not first and caller().role is not Role.SHOP_KEEPER:
        opens = may(caller().role, Action.OPEN_SHOP)
        return page(
            "stock_none.html", opens=opens, length_max=SHOP_NAME_LENGTH_MAX, key=fresh_key()
        )
    return _desk(_shop(asked))


@pages.post("/desk/stock/shops")
@requires(Action.OPEN_SHOP)
def open_shop() -> Response:
    """Open the first shop of the caller's unit (开积分超市)."""
    unit_code = caller().grant.unit_code
    told = read_form(OpenShopSchema(), ("name",), unit_code=unit_code)
    recorded = carry_out(services(), OpenShop(**form_stamp(), **told))
    return see(".desk", shop=recorded.answer["shop_id"], after=recorded.position)


@pages.post("/desk/stock/counts")
@requires(Action.COUNT_STOCK)
@takes_photos
def count() -> Response:
    """Take many counted lines at once; each is answered alone (盘点)."""
    own_stamp, shop = form_stamp(), _shop(request.form.get("shop", type=UUID))
    results: dict[UUID, tuple[str, str]] = {}
    for item in services().views.items.of_shop(shop.shop_id, ITEMS_SHOWN):
        typed = request.form.get(f"counted-{item.item_id}", "").strip()
        if typed:
            results[item.item_id] = _count_line(own_stamp, item, typed)
    return _desk(shop, results=results)


@pages.post("/desk/stock/counts/<uuid:count_id>/decision")
@requires(Action.DECIDE_COUNT)
def decide(count_id: UUID) -> Response:
    """Agree to a count, or have it counted again (同意/重盘)."""
    own_stamp, found = form_stamp(), acting.count_of(count_id)
    agrees = request.form.get("step") == "agree"
    return done(found.shop_id, lambda: acting.decide(own_stamp, count_id, agrees=agrees))


@pages.post("/desk/stock/receipts")
@requires(Action.RECEIVE_STOCK)
def receive() -> Response:
    """Take a batch into stock (收货)."""
    own_stamp, item = form_stamp(), _item()
    names = ("quantity", "source", "best_before", "donor")
    told = read_form(shapes.ReceiveStockSchema(), names, cost_fen=_fen("cost_yuan"))
    told["thanks_donor"] = "thanks_donor" in request.form
    return done(item.shop_id, lambda: acting.receive(own_stamp, item.item_id, told))


@pages.post("/desk/stock/write-offs")
@requires(Action.WRITE_OFF_STOCK)
@takes_photo
def write_off() -> Response:
    """Take pieces off the book that nobody had (报损)."""
    own_stamp, item = form_stamp(), _item()
    told = read_form(shapes.WriteOffSchema(), ("quantity", "reason"))

    def act() -> Recorded:
        photo_id = _photo_of(sent_file(PHOTO_FIELD), f"{form_key()}:damaged")
        return acting.write_off(own_stamp, item.item_id, told | {"photo_id": photo_id})

    return done(item.shop_id, act)


@pages.post("/desk/stock/items")
@requires(Action.KEEP_CATALOGUE)
@takes_photo
def list_item() -> Response:
    """Offer a new item (上架)."""
    own_stamp, shop = form_stamp(), _shop(request.form.get("shop", type=UUID))
    names = ("name", "price_points", "category", "kind", "measure", "hint")
    told = read_form(shapes.ListItemSchema(), (*names, "low_stock_at", "quarter_max"))
    about = {name: told.pop(name) for name in ("name", "price_points")}
    told["picture_id"] = picture_of_form()
    command = ListItem(**own_stamp, shop_id=shop.shop_id, offer=Offer(**told), **about)
    return done(shop.shop_id, lambda: carry_out(services(), command))


def _shop(shop_id: UUID | None) -> ShopRow:
    """Return the shop that is asked for, the keeper's own, or the first of the unit."""
    if caller().role is Role.SHOP_KEEPER:
        shop_id = caller().grant.place_id
    if shop_id is None:
        first = services().views.shops.page(scope_of(caller().grant.unit_code), 1)
        shop_id = first[0].shop_id if first else UUID(int=0)
    shop = shop_of(shop_id)
    acting.require_stock(shop.shop_id, shop.unit_code)
    return shop


def _item() -> ItemRow:
    item_id = request.form.get("item", type=UUID)
    return acting.own_item(item_id or UUID(int=0))


def picture_of_form() -> UUID | None:
    """Keep the picture that came with a form, if one did: it stays as long as the item does."""
    sent = request.files.get(PHOTO_FIELD)
    if sent is None or not sent.filename:
        return None
    photo_id = keep_photo(sent, f"{form_key()}:picture", about=None).photo.photo_id
    keep_as_evidence([photo_id])
    return photo_id


def read_form(schema: Schema, names: tuple[str, ...], **more: Any) -> dict[str, Any]:
    """Read fields of a form as the door reads them; whole numbers are digits."""
    typed: dict[str, Any] = {name: request.form.get(name, "").strip() for name in names}
    sent = {name: int(it) if it.isdigit() and it.isascii() else it for name, it in typed.items()}
    texts = ("name", "category", "measure", "hint", "donor")
    sent = {name: typed[name] if name in texts else it for name, it in sent.items()}
    try:
        loaded: dict[str, Any] = schema.load({k: it for k, it in sent.items() if it != ""} | more)
    except ValidationError as wrong:
        raise RequestInvalidError(paths_of(wrong.normalized_messages())) from None  # type: ignore[no-untyped-call]
    return loaded


def _fen(name: str) -> int:
    """Return yuan of a form in fen; more than two decimals are nobody's price."""
    yuan, _, rest = request.form.get(name, "").strip().partition(".")
    if not (yuan + rest):
        return 0
    if not (yuan + rest).isdigit() or len(rest) > 2:  # noqa: PLR2004 - jiao and fen
        raise RequestInvalidError({name: ["Not an amount in yuan."]})
    return int(yuan or 0) * 100 + int(rest.ljust(2, "0"))


def _count_line(own_stamp: Stamp, item: ItemRow, typed: str) -> tuple[str, str]:
    """Count one line under a key of its own; return what became of it, and its tone."""
    line = own_stamp.copy()
    line["key"] = f"{own_stamp['key']}:{item.item_id}"
    reason = request.form.get(f"reason-{item.item_id}") or None
    sent: dict[str, Any] = {"counted": int(typed) if typed.isdigit() else typed, "reason": reason}
    sent["words"] = request.form.get(f"words-{item.item_id}", "").strip()
    try:
        told = shapes.CountStockSchema().load(sent)
        photo = sent_file(f"{PHOTO_FIELD}-{item.item_id}")
        told["photo_id"] = _photo_of(photo, f"{form_key()}:{item.item_id}")
        recorded = acting.count(line, item.item_id, told)
    except ValidationError:
        return messages_zh.refusal("quantity_out_of_range").sentence, "late"
    except (LedgerError, PeopleError) as no:
        return messages_zh.refusal(no.code).sentence, "late"
    return ("不一样，等监督委员会批", "soon") if recorded.answer["waits"] else ("账实相符", "ok")


def _photo_of(photo: FileStorage | None, about: str) -> UUID | None:
    """Keep the picture of a line or a write-off, if it has one; only what it goes with keeps it."""
    if photo is None:
        return None
    return keep_photo(photo, derive("counted-photo", about).hex, about=None).photo.photo_id


def done(shop_id: UUID, act: Any) -> Response:
    """Carry out what a form asks; show the desk again, with the refusal if there is one."""
    try:
        recorded: Recorded = act()
    except (LedgerError, PeopleError) as no:
        return _desk(shop_of(shop_id), no)
    return see(".desk", shop=shop_id, after=recorded.position)


def _desk(
    shop: ShopRow, no: No = None, results: dict[UUID, tuple[str, str]] | None = None
) -> Response:
    views, day, role = services().views, today(), caller().role
    items = views.items.of_shop(shop.shop_id, ITEMS_SHOWN)
    low = {it.item_id: it for it in views.stock.low(day, shop_id=shop.shop_id, limit=ITEMS_SHOWN)}
    batches: dict[UUID, list[Any]] = {it.item_id: [] for it in items}
    for batch in views.stock.of_shop(shop.shop_id):
        batches.setdefault(batch.item_id, []).append(batch)
    counts = views.stock.counts(shop_id=shop.shop_id, limit=ITEMS_SHOWN)
    last = {it.item_id: it for it in reversed(counts)}
    waiting = views.stock.counts(shop_id=shop.shop_id, waiting=True)
    texts = services().texts.read(it.text_id for it in waiting if it.text_id)
    names = {it.item_id: it.name for it in items}
    rows = [
        words.row_shown(it, batches[it.item_id], low.get(it.item_id), last.get(it.item_id), day)
        for it in items
    ]
    near = views.stock.near_best_before(day + timedelta(words.NEAR_DAYS), shop_id=shop.shop_id)
    return page(
        "stock_desk.html",
        status_of_page(no),
        shop=shop,
        shops=_others(shop),
        rows=rows,
        results=results or {},
        low_count=len(low),
        near_count=len({it.item_id for it in near}),
        waiting=[words.count_shown(it, names, texts) for it in waiting],
        me=caller().person_id,
        sources=[it for it in words.SOURCES.items() if it[0]],
        damage=words.DAMAGE,
        variance=words.VARIANCE,
        photos_max=PHOTOS_AT_ONCE_MAX,
        kinds=words.KINDS,
        today=day.isoformat(),
        keys=[fresh_key() for _ in range(5)],
        keeps=may(role, Action.KEEP_CATALOGUE),
        receives=may(role, Action.RECEIVE_STOCK),
        counts_stock=may(role, Action.COUNT_STOCK),
        writes_off=may(role, Action.WRITE_OFF_STOCK),
        decides=may(role, Action.DECIDE_COUNT),
        refusal=None if no is None else messages_zh.refusal(no.code),
        facts=_facts(no),
    )


def _facts(no: No) -> list[str]:
    if not isinstance(no, LedgerError):
        return []
    law = no.facts.get("article")
    said = [f"“{no.facts['found']}”不能换。依据：{law}"] if law else []
    return said + facts_of(no.facts)


def _others(shop: ShopRow) -> list[ShopRow]:
    if caller().role is Role.SHOP_KEEPER:
        return [shop]
    return services().views.shops.page(scope_of(caller().grant.unit_code), SHOPS_SHOWN)
