"""Rows of a home about the points shop's stock: what runs short, goes off, or waits for a hand."""

from datetime import timedelta

from api.auth import Caller
from api.permissions import Action, may
from api.reach import scope_of, today
from api.services import services
from people.roles import Role
from web.home.rows import row
from web.rendering import Context
from web.shop.stock_words import NEAR_DAYS

COUNTED_MAX = 50


def stock_rows(who: Caller) -> list[Context]:
    """Return the ways to stock and to what was handed out, with how much needs somebody."""
    rows = []
    if may(who.role, Action.SEE_STOCK):
        rows.append(_stock(who))
    if may(who.role, Action.SEE_HAND_OVERS):
        words = "每一笔换了什么、谁来领、谁发的"
        rows.append(row("/desk/hand-overs", "box", "发放记录", words))
    return rows


def _stock(who: Caller) -> Context:
    given, day = services(), today()
    shop_id = who.grant.place_id if who.role is Role.SHOP_KEEPER else None
    scope = None if shop_id else scope_of(who.grant.unit_code)
    stock, until = given.views.stock, day + timedelta(days=NEAR_DAYS)
    if may(who.role, Action.DECIDE_COUNT):
        waiting = stock.counts(shop_id=shop_id, scope=scope, waiting=True, limit=COUNTED_MAX)
        if waiting:
            words = "盘点和账面不一样，等您批"
            return row("/desk/stock", "gift", "超市库存", words, count=len(waiting), tone="honey")
    low = stock.low(day, shop_id=shop_id, scope=scope, limit=COUNTED_MAX)
    near = stock.near_best_before(until, shop_id=shop_id, scope=scope, limit=COUNTED_MAX)
    count = len({it.item_id for it in low} | {it.item_id for it in near})
    words = "有快断货或快过期的" if count else "收货、盘点、报损"
    return row(
        "/desk/stock", "gift", "超市库存", words, count=count or None, tone="honey" * bool(count)
    )
