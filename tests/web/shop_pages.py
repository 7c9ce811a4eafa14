"""Samples of the phone shop: the shelf, a thing, a basket, vouchers in every state."""

from typing import Any

from tests.web.samples import (
    HOME,
    ID,
    KEY,
    NOW,
    OIL,
    RIDER,
    SHOP,
    STRANGER,
    VOUCHER_QR,
    Page,
    at,
    frame,
    voucher,
    ware,
)
from web.messages_zh import refusal
from web.shop.baskets import Room

NARROW = (320, 640)
PLACE = SHOP | {"shop_id": ID}
RESIDENT = frame("resident", "李桂芳")
POWDER = ware("洗衣粉 1.5 千克", "gift", 8, 20, "袋")
SOAP = ware("香皂 1 块", "gift", 5, 41, "块")
HAIRCUT = ware("理发一次", "person", 10, 12, "次") | {"note": "每月15日，村委会"}
ITEMS: dict[str, Any] = {
    "frame": RESIDENT,
    "available": 65,
    "expiring": HOME["expiring"],
    "shops": [
        {"name": "大召社区", "chosen": True, "address": "/items?shop=1"},
        {"name": "五塔寺街", "chosen": False, "address": "/items?shop=2"},
    ],
    "shop": PLACE,
    "categories": [
        {"words": it, "chosen": it == "全部", "address": f"/items?category={it}"}
        for it in ("全部", "粮油", "日用品", "服务")
    ],
    "affordable": [OIL, POWDER, SOAP, HAIRCUT],
    "beyond": [ware("大米 25 千克", "bowl", 100, 4, "袋")],
    "gone": [ware("暖水袋", "heart", 18, 0, "个")],
    "sections": [
        {
            "title": "荣誉",
            "words": "评上的人家才换，挂在家里、写进档案",
            "wares": [ware("文明家庭门牌", "star", 60, 3, "块")],
        }
    ],
}
EMPTY = ITEMS | {it: [] for it in ("affordable", "beyond", "gone", "sections", "categories")}
ITEM: dict[str, Any] = {
    "frame": RESIDENT,
    "item": OIL | {"quarter_max": 2},
    "shop": PLACE,
    "available": 65,
    "room": Room(170, 470),
    "collect_by": at(26, 0),
    "key": KEY,
    "refusal": None,
    "why": "",
    "watched": False,
}
GONE = ITEM | {"item": OIL | {"in_stock": 0}}
WARES = [
    OIL | {"most": 6, "wanted": 1, "asked": 1},
    POWDER | {"most": 20, "wanted": 2, "asked": 2},
    SOAP | {"most": 20, "wanted": 0, "asked": 0},
    HAIRCUT | {"most": 12, "wanted": 0, "asked": 0},
]
BASKET: dict[str, Any] = {
    "frame": RESIDENT,
    "shop": PLACE,
    "wares": WARES,
    "available": 65,
    "amount": 46,
    "left": 19,
    "room": Room(200, 500),
    "day_limit": 200,
    "quarter_limit": 600,
    "collect_by": at(26, 0),
    "key": KEY,
    "refusal": None,
    "why": "",
}
SHORT = BASKET | {
    "wares": [WARES[0] | {"in_stock": 1, "most": 1, "asked": 2}, *WARES[1:]],
    "refusal": refusal("out_of_stock"),
    "why": "菜籽油 5 升只剩 1 桶，您选了 2，已改成 1。",
}


def _line(name: str, unit: str, quantity: int, points: int) -> dict[str, Any]:
    return {"name": name, "unit": unit, "quantity": quantity, "points": points}


LINES = [_line("菜籽油 5 升", "桶", 1, 30), _line("洗衣粉 1.5 千克", "袋", 2, 16)]
BASKETED = {"item_name": "菜籽油 5 升等 2 样", "unit": "件", "quantity": 3, "price": 46}


def voucher_page(state: str, story: dict[str, Any] | None = None, **more: Any) -> Page:
    """Return the page of a voucher in a state."""
    gone = state in ("collected", "undone")
    told: dict[str, Any] = {
        "number": "8842-0113",
        "lines": LINES[:1],
        "back": [],
        "back_points": 0,
        "back_until": None,
        "collector": "李**芳（家人）" if gone else "",
        "keeper": "白*强" if gone else "",
        "position": 41_208_702,
        "receipt": "/api/v1/vouchers/1/receipt.pdf?paper=a4",
    }
    context = {
        "frame": frame(),
        "now": NOW,
        "voucher": voucher(state),
        "story": told | (story or {}),
        "qr_svg": VOUCHER_QR,
        "shop": PLACE,
        "helper": "白*强" if gone else "",
        "available": 35,
        "key": KEY,
        "fresh": False,
    }
    return Page("voucher.html", context | more)


SLIP: dict[str, Any] = {
    "frame": STRANGER,
    "slip": {
        "state": "collected",
        "village": "托克托县双河镇南街村",
        "shop": "南街村积分超市",
        "lines": LINES,
        "amount": 46,
        "at": NOW,
        "number": "8842-0113",
        "position": 41_208_702,
        "fingerprint": "3f9a 0c1d 77be e204",
    },
}
UNDONE_SLIP = SLIP | {"slip": SLIP["slip"] | {"state": "undone"}}
PARTLY = {"lines": LINES, "back": [_line("香皂 1 块", "块", 1, 5)], "back_points": 5}
SHOP_PAGES: dict[str, Page] = {
    "items": Page("items.html", ITEMS),
    "items-narrow": Page("items.html", ITEMS, NARROW),
    "items-large": Page("items.html", ITEMS | {"frame": frame("resident", large=True)}),
    "items-empty": Page("items.html", EMPTY),
    "item": Page("item.html", ITEM),
    "item-gone": Page("item.html", GONE),
    "item-watched": Page("item.html", GONE | {"watched": True}),
    "item-refused": Page(
        "item.html", ITEM | {"available": 12, "refusal": refusal("insufficient_points")}
    ),
    "basket": Page("basket.html", BASKET),
    "basket-refused": Page("basket.html", SHORT),
    "basket-narrow": Page("basket.html", SHORT, NARROW),
    "basket-large": Page("basket.html", BASKET | {"frame": frame("resident", large=True)}),
    "basket-rider": Page("basket.html", BASKET | {"frame": RIDER, "room": None}),
    "basket-empty": Page("basket.html", BASKET | {"wares": []}),
    "voucher": voucher_page("reserved", fresh=True),
    "voucher-basket": voucher_page(
        "reserved", {"lines": LINES}, voucher=voucher("reserved") | BASKETED
    ),
    "voucher-narrow": Page("voucher.html", voucher_page("reserved").context, NARROW),
    "voucher-large": voucher_page("reserved", frame=frame(large=True)),
    "voucher-collected": voucher_page("collected"),
    "voucher-partly": voucher_page("collected", PARTLY, voucher=voucher("collected") | BASKETED),
    "voucher-expired": voucher_page("expired", {"back_until": at(26, 0)}),
    "voucher-cancelled": voucher_page("cancelled"),
    "voucher-undone": voucher_page("undone"),
    "slip": Page("slip_check.html", SLIP, public=True),
    "slip-narrow": Page("slip_check.html", UNDONE_SLIP, NARROW, public=True),
    "slip-large": Page("slip_check.html", SLIP | {"frame": frame(large=True)}),
    "vouchers": Page(
        "vouchers.html",
        {
            "frame": frame(),
            "now": NOW,
            "waiting": [voucher("reserved")],
            "past": [voucher(it) for it in ("collected", "expired", "cancelled", "undone")],
        },
    ),
}
