"""Pages of stock and of what was handed out, with samples."""

from dataclasses import asdict
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from projections.shop.views import ItemRow
from tests.web.samples import ID, KEY, NOW, Page, frame
from web.messages_zh import refusal
from web.shop import stock_words as words

WIDE, PHONE = (1366, 768), (390, 844)
KEEPER = frame("shop_keeper", "白志强", "青柳村")
BOARD = frame("supervisor", "赵建国", "青柳村")
CLERK = frame("clerk", "云秀珍", "青柳村")
OTHER = UUID(int=9)
SHOP = {"shop_id": ID, "unit_code": "150104003005", "name": "青柳村积分超市"}
_THINGS: list[tuple[Any, ...]] = [
    ("5 升胡麻油", "桶", 85, 22, 3, date(2027, 8, 31), "捐赠", []),
    ("洗衣粉 1 千克", "袋", 12, 39, 0, None, "村集体购", [("盘点等批", "late")]),
    ("暖水袋", "个", 18, 9, 0, None, "共建单位", [("只剩 9 个，约 9 天后断货", "soon")]),
    ("鲜奶卡 5 次", "张", 30, 6, 1, date(2026, 12, 20), "捐赠", [("6 张18 天后到期", "soon")]),
]
ROWS = [
    {
        "item_id": UUID(int=n),
        "name": name,
        "measure": measure,
        "price": price,
        "book": book,
        "reserved": reserved,
        "is_offered": True,
        "waits": ("盘点等批", "late") in hints,
        "counted": 37 if ("盘点等批", "late") in hints else book,
        "best_before": best_before,
        "sources": sources,
        "hints": hints,
    }
    for n, (name, measure, price, book, reserved, best_before, sources, hints) in enumerate(
        _THINGS, 1
    )
]
WAITING = {
    "count_id": ID,
    "item_id": ID,
    "name": "洗衣粉 1 千克",
    "book": 39,
    "counted": 37,
    "delta": "少 2",
    "reason": "破损",
    "words": "搬运破了两袋",
    "photo_id": ID,
    "counted_by": OTHER,
}
NONE = dict.fromkeys(("keeps", "receives", "counts_stock", "writes_off", "decides"), False)
DESK: dict[str, Any] = {
    "shop": SHOP,
    "shops": [SHOP],
    "rows": ROWS,
    "results": {},
    "low_count": 1,
    "near_count": 1,
    "waiting": [],
    "me": ID,
    "sources": [it for it in words.SOURCES.items() if it[0]],
    "damage": words.DAMAGE,
    "variance": words.VARIANCE,
    "photos_max": 3,
    "kinds": words.KINDS,
    "today": "2026-12-02",
    "keys": [f"{KEY}{n}" for n in range(5)],
    "refusal": None,
    "facts": [],
} | NONE
KEEPS = DESK | {"frame": KEEPER, "receives": True, "counts_stock": True, "writes_off": True}
ITEM = asdict(
    ItemRow(
        item_id=ID,
        shop_id=ID,
        unit_code="150104003005",
        name="5 升胡麻油",
        price_points=85,
        category="粮油",
        kind="goods",
        measure="桶",
        hint="村委会一楼",
        picture_id=None,
        low_stock_at=5,
        quarter_max=2,
        is_offered=True,
        on_hand=22,
        reserved=3,
        free=19,
        waiting_count_id=None,
    )
)
_MOVES = [
    ("收货", "+40", "31.50", "捐赠供销社", ""),
    ("兑换发出", "-1", "31.50", "", ""),
    ("报损", "-2", "31.50", "", "破损"),
]
MOVES = [
    {
        "day": date(2026, 11, 25),
        "kind": kind,
        "quantity": quantity,
        "cost_yuan": cost,
        "best_before": date(2027, 8, 31),
        "source": source,
        "reason": reason,
        "photo_id": ID if reason else None,
    }
    for kind, quantity, cost, source, reason in _MOVES
]
_ONE: dict[str, Any] = {
    "frame": CLERK,
    "item": ITEM,
    "moves": MOVES,
    "next_address": "/desk/stock/1?before=9",
    "kinds": words.KINDS,
    "keeps": True,
    "key": KEY,
    "refusal": None,
    "shops": [],
}
_LINES = [("5 升胡麻油", 1, "桶", 85), ("肥皂", 3, "块", 15)]
_HANDED = {
    "voucher_id": ID,
    "number": "8842-0113",
    "household": "0147",
    "lines": [
        {"name": name, "quantity": many, "unit": unit, "points": points}
        for name, many, unit, points in _LINES
    ],
    "points": 100,
    "at": NOW,
    "relation": "本人",
    "way": "4 位领取码",
    "keeper": "白*强",
    "position": 41_208_702,
    "is_undone": False,
    "photos": [],
}
_SIGNED = _HANDED | {"way": "在小票上签字", "photos": [(ID, "签字照片")]}
_HANDED_OUT: dict[str, Any] = {
    "frame": BOARD,
    "rows": [_HANDED, _SIGNED, _SIGNED | {"is_undone": True, "at": NOW - timedelta(hours=2)}],
    "undoes": True,
    "length_max": 500,
    "done": False,
    "next_address": "/desk/hand-overs?behind=7",
    "refusal": None,
    "key": KEY,
}

STOCK_PAGES = {
    "stock-desk": Page("stock_desk.html", KEEPS, size=WIDE),
    "stock-desk-phone": Page("stock_desk.html", KEEPS, size=PHONE),
    "stock-desk-committee": Page(
        "stock_desk.html",
        DESK | {"frame": BOARD, "waiting": [WAITING], "decides": True, "counts_stock": True},
        size=WIDE,
    ),
    "stock-desk-refused": Page(
        "stock_desk.html",
        KEEPS
        | {"refusal": refusal("not_enough_free"), "results": {UUID(int=1): ("账实相符", "ok")}},
        size=WIDE,
    ),
    "stock-desk-empty": Page(
        "stock_desk.html", DESK | {"frame": CLERK, "rows": [], "keeps": True}, size=WIDE
    ),
    "stock-none": Page(
        "stock_none.html",
        {"frame": CLERK, "opens": True, "length_max": 50, "key": KEY},
        size=WIDE,
    ),
    "stock-item": Page("stock_item.html", _ONE, size=WIDE),
    "stock-item-keeper": Page(
        "stock_item.html",
        _ONE | {"frame": KEEPER, "keeps": False, "shops": [{"shop_id": OTHER, "name": "二店"}]},
        size=PHONE,
    ),
    "stock-item-empty": Page(
        "stock_item.html", _ONE | {"moves": [], "next_address": ""}, size=WIDE
    ),
    "hand-overs": Page("hand_overs.html", _HANDED_OUT, size=WIDE),
    "hand-overs-phone": Page("hand_overs.html", _HANDED_OUT | {"done": True}, size=PHONE),
    "hand-overs-none": Page(
        "hand_overs.html",
        _HANDED_OUT | {"frame": CLERK, "rows": [], "undoes": False, "next_address": ""},
        size=WIDE,
    ),
}
