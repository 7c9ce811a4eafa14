"""Pages of devices, with samples."""

from datetime import timedelta
from typing import Any

from tests.web.samples import HOST, ID, KEY, NOW, QR, SHOP, STRANGER, Page, at, frame
from web.messages_zh import refusal

KEEPER = frame("station_keeper", "李建国")
_DEVICE: dict[str, Any] = {
    "device_id": ID,
    "place_kind": "station",
    "place_id": ID,
    "place_name": "大召红蜂驿站",
    "label": "门口屏幕",
    "enrolled_at": at(2, 9),
    "seen_at": NOW,
    "revoked_at": None,
    "troubles": [],
}
TROUBLES = [
    {
        "headline": "两处在用同一个密钥",
        "advice": "可能被人复制了。停用它，再登记一台",
        "is_grave": True,
    },
    {
        "headline": "时钟快 3 小时",
        "advice": "请把设备的时间校准，或打开自动设置时间",
        "is_grave": False,
    },
]
DEVICES: dict[str, Any] = {
    "frame": KEEPER,
    "now": NOW,
    "devices": [_DEVICE, _DEVICE | {"label": "里屋平板", "troubles": TROUBLES}],
    "former": [_DEVICE | {"label": "旧屏幕", "revoked_at": at(2, 8, 30)}],
    "places": [{"kind": "station", "place_id": ID, "name": "大召红蜂驿站"}],
    "key": KEY,
    "label_length_max": 100,
}
ENROL: dict[str, Any] = {
    "frame": STRANGER,
    "code": "",
    "place_name": "",
    "label": "",
    "refusal": None,
}

PAGES: dict[str, Page] = {
    "devices": Page("devices.html", DEVICES),
    "devices-none": Page("devices.html", DEVICES | {"devices": [], "former": []}),
    "device-code": Page(
        "device_code.html",
        {
            "frame": KEEPER,
            "now": NOW,
            "place_name": "大召红蜂驿站",
            "label": "门口屏幕",
            "code": "K7M2QX4T",
            "expires_at": NOW + timedelta(minutes=15),
            "qr_svg": QR,
            "host": HOST,
        },
    ),
    "device-enrol": Page("device_enrol.html", ENROL),
    "device-enrol-known": Page(
        "device_enrol.html",
        ENROL | {"code": "K7M2QX4T", "place_name": "大召红蜂驿站", "label": "门口屏幕"},
    ),
    "device-enrol-refused": Page(
        "device_enrol.html", ENROL | {"code": "AAAA", "refusal": refusal("device_code_wrong")}
    ),
    "device-needed": Page(
        "device_needed.html",
        {"frame": KEEPER, "station": {"name": "大召红蜂驿站"}, "may_enrol": True, "key": KEY},
    ),
    "device-shop": Page(
        "device_shop.html",
        {
            "frame": frame("screen", ""),
            "now": NOW,
            "shop": SHOP,
            "label": "柜台平板",
            "waiting_count": 12,
        },
        (1180, 820),
    ),
}
