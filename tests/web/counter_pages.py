"""Samples of the counter: every step, refused in place, and the market day."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from api.words_zh import RELATIONS
from tests.web.samples import COUNTER, ID, KEEPER, KEY, NOW, SHOP, Page, voucher
from web.messages_zh import refusal
from web.shop.counter_words import WAYS

_TAKEN = (("5 升胡麻油", 1, "桶", 85), ("洗衣粉 1 千克", 2, "袋", 24), ("肥皂", 3, "块", 15))
LINES = [
    {"item_id": UUID(int=n), "name": name, "quantity": many, "unit": unit, "points": points}
    for n, (name, many, unit, points) in enumerate(_TAKEN, 1)
]
_SHELF = (
    ("5 升胡麻油", 85, "桶", 23, 1),
    ("洗衣粉 1 千克", 12, "袋", 41, 2),
    ("肥皂", 5, "块", 118, 3),
    ("白面 5 千克", 40, "袋", 16, 0),
    ("食盐", 3, "袋", 120, 0),
    ("理发一次", 15, "次", 3, 0),
)
WARES = [
    {
        "item_id": UUID(int=n),
        "name": name,
        "price": price,
        "unit": unit,
        "in_stock": free,
        "wanted": wanted,
        "most": 5,
    }
    for n, (name, price, unit, free, wanted) in enumerate(_SHELF, 1)
]
_WAYS = [(it, WAYS[it]) for it in ("digits", "signature")]
_NAMES = ("李*", "乌**格", "王*明", "赵*兰", "斯**图", "刘*山", "孙*梅")


def _counter(template: str, step: int, **more: Any) -> Page:
    context: dict[str, Any] = {
        "frame": KEEPER,
        "now": NOW,
        "shop": SHOP,
        "step": step,
        "refusal": None,
        "refusal_facts": [],
        "waiting_count": 7,
        "counter_id": ID,
        "relations": list(RELATIONS.items()),
        "chosen": "",
        "key": KEY,
    }
    return Page(template, context | more, COUNTER)


def _confirm(**more: Any) -> Page:
    context: dict[str, Any] = {
        "address": f"/vouchers/{ID}/collection",
        "voucher": {"voucher_id": ID, "number": "8842-0113"},
        "ticket": "",
        "card": "",
        "photo_id": None,
        "lines": LINES,
        "quantity": 6,
        "amount": 124,
        "owner": {"masked_name": "张*花 家", "owner_id": None},
        "collect_by": NOW + timedelta(days=4),
        "digits": "",
        "ways": _WAYS,
        "ended": False,
    }
    return _counter("counter_confirm.html", 3, **(context | more))


def _receipt(state: str, **more: Any) -> Page:
    slip = {
        "shop": "青柳村积分超市",
        "keeper": "白志强",
        "owner": "张*花 家",
        "relation": "本人",
        "at": "2026-11-18 14:17",
        "lines": LINES,
        "amount": 124,
        "left": 62,
        "number": "8842-0113",
        "position": 41_208_702,
        "signed": True,
    }
    done = {
        "voucher_id": ID,
        "number": "8842-0113",
        "amount": 124,
        "state": state,
        "lines": LINES,
        "collected_at": NOW,
        "undo_until": NOW + timedelta(minutes=15),
        "may_undo": True,
    }
    context: dict[str, Any] = {
        "voucher": done,
        "owner": {"masked_name": "张*花 家"},
        "relation": "本人",
        "left": 62,
        "position": 41_208_702,
        "lots": [{"year": 2026, "amount": 70}, {"year": 2027, "amount": 54}],
        "stock": [{"name": "5 升胡麻油", "free": 22}, {"name": "肥皂", "free": 115}],
        "slip": slip,
        "photo_id": None,
        "ways": _WAYS,
    }
    return _counter("counter_receipt.html", 4, **(context | more))


def _market(**more: Any) -> Page:
    waiting = [
        {
            "voucher_id": UUID(int=n),
            "masked_name": name,
            "quantity": n,
            "price": 30 * n,
            "taken_by": "elsewhere" if n == 4 else "",
        }
        for n, name in enumerate(_NAMES, 1)
    ]
    sums = [{"name": "5 升胡麻油", "unit": "桶", "quantity": 3}]
    context = {"waiting": waiting, "sums": sums, "until": None}
    return _counter("counter_market.html", 0, **(context | more))


_BASKET: dict[str, Any] = {
    "ticket": "t",
    "card": "",
    "person": {"masked_name": "张*花 家", "number": "0147", "known_by": "本人码有效"},
    "vouchers": [
        {
            "voucher_id": ID,
            "names": "肥皂 ×2、醋",
            "quantity": 3,
            "price": 30,
            "collect_by": voucher("reserved")["collect_by"],
        }
    ],
    "wares": WARES,
    "sums": {
        "available": 186,
        "amount": 124,
        "left": 62,
        "day_before": 200,
        "quarter_before": 390,
        "day_left": 76,
        "quarter_left": 266,
        "first_lot": {"year": 2026, "amount": 70},
    },
    "day_limit": 200,
    "quarter_limit": 600,
}
_NO_LIMITS = dict.fromkeys(("day_before", "quarter_before", "day_left", "quarter_left"))

COUNTER_PAGES = {
    "counter-scan": _counter("counter_scan.html", 1),
    "counter-refused": _counter("counter_scan.html", 1, refusal=refusal("village_mismatch")),
    "counter-basket": _counter("counter_basket.html", 2, **_BASKET),
    "counter-basket-empty": _counter(
        "counter_basket.html",
        2,
        **(
            _BASKET
            | {"vouchers": [], "wares": []}
            | {"sums": _BASKET["sums"] | _NO_LIMITS | {"amount": 0, "left": 186}}
        ),
    ),
    "counter-voucher": _confirm(),
    "counter-wrong-digits": _confirm(refusal=refusal("pickup_digits_wrong")),
    "counter-over": _confirm(ended=True, refusal=refusal("voucher_already_collected")),
    "counter-receipt": _receipt("collected"),
    "counter-undone": _receipt("undone"),
    "counter-undo-refused": _receipt(
        "collected", refusal=refusal("signature_photo_required"), chosen="signature"
    ),
    "counter-market": _market(),
    "counter-market-open": _market(until=NOW + timedelta(hours=3)),
    "counter-market-empty": _market(waiting=[], sums=[]),
}
