"""Realistic context for every template, as whoever fills them in must give it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from markupsafe import Markup

from qr.images import svg
from web.templating import Frame

NOW = datetime(2026, 11, 18, 5, 58, 20, tzinfo=UTC)  # Wednesday 13:58 in Hohhot
PHONE = (390, 844)
SCREEN = (1280, 800)
COUNTER = (1180, 820)
BIG = (1920, 1080)
HOST = "127.0.0.1:8000"
ID = UUID("5f0c6a1e-2b3d-4c5e-8f90-a1b2c3d4e5f6")
KEY = "0d6f2f1c-7f55-4a8a-9c7e-0d9c3a5b7e11"
QR = Markup(svg(f"HTTPS://{HOST}/Q/{'CEAG7GK2' * 4}59XQ"))
VOUCHER_QR = Markup(svg(f"HTTPS://{HOST}/Q/{'CYAG7GK2' * 4}"))


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    """A moment of 2026 by the clock of Hohhot."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC) - timedelta(hours=8)


def frame(
    role: str = "volunteer", name: str = "王秀兰", unit: str = "大召社区", **more: Any
) -> Frame:
    return Frame(csrf_token="t" * 43, signed_in=True, role=role, name=name, unit_name=unit, **more)


@dataclass(frozen=True)
class Page:
    """One template with one context, at the size it is made for."""

    template: str
    context: dict[str, Any]
    size: tuple[int, int] = PHONE
    public: bool = field(default=False)


STRANGER = Frame(csrf_token="t" * 43)
RIDER = frame("rider", "巴特尔", "玉泉区", theme="dark")
KEEPER = frame("shop_keeper", "白*强", "大召社区")
LEADER = frame("team_leader", "赵建国", "大召社区")

SHOP = {
    "shop_id": ID,
    "name": "大召社区积分超市",
    "address": "大召前街 12 号",
    "hours": "周二、周五 9:00–17:00",
}


def _upcoming(day: int, title: str, place: str, hours: tuple[int, int]) -> dict[str, Any]:
    return {
        "activity_id": ID,
        "title": title,
        "place": place,
        "team_name": "大召社区红马甲服务队",
        "starts_at": at(day, hours[0]),
        "ends_at": at(day, hours[1]),
        "has_quota": True,
        "free": 8,
    }


UPCOMING = [
    _upcoming(20, "清洁家园 · 九龙湾街", "九龙湾街北口", (9, 11)),
    _upcoming(21, "社区义务理发", "大召社区活动室", (14, 17)),
]
ENTRIES = [
    {
        "reason": "service_minutes",
        "amount": 4,
        "occurred_at": at(16, 11, 34),
        "note": "清洁家园",
        "balance": 65,
    },
    {
        "reason": "redemption",
        "amount": -30,
        "occurred_at": at(14, 10, 5),
        "note": "菜籽油 5 升",
        "balance": 61,
    },
    {
        "reason": "station_visit",
        "amount": 1,
        "occurred_at": at(17, 7, 20),
        "note": "大召红蜂驿站",
        "balance": None,
    },
]
TODAY = {
    "activity_id": ID,
    "title": "为老餐厅 帮厨",
    "place": "大召社区为老餐厅",
    "starts_at": at(18, 14),
    "ends_at": at(18, 16),
    "state": "before",
    "counted_minutes": 0,
}
HOME = {
    "frame": frame(),
    "now": NOW,
    "today": TODAY,
    "minutes": 18_744,
    "available": 65,
    "expiring": {"amount": 15, "expires_at": datetime(2026, 12, 31, 16, tzinfo=UTC)},
    "upcoming": UPCOMING,
    "shift": {
        "next": {"activity_id": ID, "title": "清洁家园 · 九龙湾街", "starts_at": at(20, 9)},
        "count": 2,
    },
    "entries": ENTRIES,
    "vouchers_waiting": 1,
}
STATIONS = [
    {
        "station_id": UUID(int=n),
        "name": name,
        "number": f"7GK 25{n}",
        "address": address,
        "kind_words": "红蜂驿站",
        "services": ["热水", "充电", "微波炉", "休息座椅"],
        "out": {"微波炉"} if n == 2 else set(),
        "opens_at": "08:00",
        "closes_at": "22:00",
        "open": n != 3,
        "state": "休息" if n == 3 else "营业中",
        "state_words": "今天不开" if n == 3 else "到 22:00",
        "visits_today": 61 - n,
        "lat": None if n == 3 else 40.797 + n / 200,
        "lon": None if n == 3 else 111.644 + n / 150,
    }
    for n, (name, address) in enumerate(
        [
            ("大召红蜂驿站", "大召前街 8 号"),
            ("石羊桥东路站", "石羊桥东路 26 号"),
            ("五塔寺站", "五塔寺后街 3 号"),
        ],
        start=1,
    )
]


def ware(name: str, icon: str, price: int, in_stock: int, unit: str) -> dict[str, Any]:
    return {
        "item_id": ID,
        "name": name,
        "icon": icon,
        "price": price,
        "in_stock": in_stock,
        "unit": unit,
        "note": "",
        "picture": "",
        "kind": "goods",
        "category": "日用品",
        "quarter_max": 0,
        "is_offered": True,
    }


OIL = ware("菜籽油 5 升", "bowl", 30, 6, "桶")


def voucher(state: str) -> dict[str, Any]:
    return {
        "voucher_id": ID,
        "item_name": "菜籽油 5 升",
        "unit": "桶",
        "quantity": 1,
        "price": 30,
        "state": state,
        "code4": "4179",
        "number": "8842-0113",
        "fingerprint": "a91f 7c02 5e3d 88b4" if state == "collected" else "",
        "collect_by": datetime(2026, 11, 25, 16, tzinfo=UTC),
        "collected_at": at(18, 13, 41) if state == "collected" else None,
        "changed_at": at(18, 13, 41),
        "masked_name": "王*兰",
        "owner_id": ID,
        "in_stock": 5,
        "position": 41_208_702,
    }


ACTIVITY = {
    "activity_id": ID,
    "title": "清洁家园 · 九龙湾街",
    "place": "九龙湾街北口，公厕东侧",
    "unit_name": "玉泉区大召街道",
    "team_name": "大召社区红马甲服务队",
    "leader_name": "赵*国",
    "starts_at": at(20, 9),
    "ends_at": at(20, 11),
    "is_service": True,
    "adults_only": False,
    "insured": True,
    "state": "published",
    "cancel_reason": None,
    "kind": "double_registration",
    "category": "cleaning",
    "category_words": "清洁家园",
    "campaigns": [("waste_sorting", "垃圾分类"), ("party_helps", "我是共产党员我帮你")],
    "words": "清扫步行街落叶，捡拾绿化带杂物。扫帚、手套现场发，请穿防滑的鞋。",
    "rate": (2, 60),
    "has_quota": True,
    "free": 8,
    "signed_up": 12,
    "waiting": 0,
    "sign_up_until": at(20, 9),
    "checked_in": 28,
    "checked_out": 3,
}
MINE_OUT = {
    "state": "out",
    "checked_in_at": at(18, 12, 57),
    "checked_out_at": at(18, 15, 34),
    "minutes": 154,
    "points": 4,
}


def _board_rows(values: list[tuple[str, int]]) -> list[dict[str, Any]]:
    return [
        {"rank": n, "name": name, "value": value, "mine": n == 4}
        for n, (name, value) in enumerate(values, start=1)
    ]


VOLUNTEERS = _board_rows(
    [
        ("王*兰", 2318),
        ("乌**格", 2096),
        ("张*花", 1874),
        ("李*", 1652),
        ("赵*国", 1507),
        ("白*强", 1333),
        ("刘*英", 1290),
        ("娜**雅", 1111),
        ("陈*", 987),
        ("孙*梅", 930),
    ]
)
PLACES = _board_rows(
    [
        ("大召红蜂驿站", 61),
        ("石羊桥东路站", 55),
        ("五塔寺站", 41),
        ("小召站", 30),
        ("席力图召站", 22),
    ]
)
SERVICES = [
    {"key": "charging", "note": "6 口，空 4", "out": False},
    {"key": "meal", "note": "微波炉 2 台", "out": False},
    {"key": "water", "note": "随时", "out": False},
    {"key": "rest", "note": "座位 14", "out": False},
    {"key": "medicine", "note": "手套、创可贴", "out": False},
    {"key": "rain", "note": "今日已借完", "out": True},
]
