"""Pages of cards and proxy acts, with samples."""

from typing import Any

from tests.web.samples import ID, NOW, QR, Page, at, frame

CLERK = frame("clerk", "刘文书")
CARDS: dict[str, Any] = {
    "frame": CLERK,
    "rows": [
        {
            "person_id": ID,
            "number": "V00017",
            "name": "王*兰",
            "card_id": ID,
            "serial": "K7M2QX4T",
        },
        {
            "person_id": ID,
            "number": "V00018",
            "name": "乌**格",
            "card_id": None,
            "serial": "",
        },
    ],
    "after_id": "",
    "next_address": "/cards?after_id=1",
}
_CARD = {
    "name": "王秀兰",
    "number": "V00017",
    "serial": "K7M2 QX4T",
    "digits": "4179",
    "qr_svg": QR,
}
PROXIES: dict[str, Any] = {
    "frame": frame(),
    "now": NOW,
    "acts": [
        {
            "words": "签到",
            "icon": "activity",
            "what": "大召社区 清洁家园",
            "operator_name": "赵*国",
            "consent": "您拿着服务卡在场",
            "occurred_at": at(18, 9),
        },
        {
            "words": "兑换",
            "icon": "gift",
            "what": "洗衣粉 1.5 千克",
            "operator_name": "白*强",
            "consent": "您在电话里同意",
            "occurred_at": at(17, 16),
        },
    ],
    "next_address": "",
}

PAGES: dict[str, Page] = {
    "cards": Page("cards.html", CARDS),
    "cards-none": Page("cards.html", CARDS | {"rows": [], "next_address": ""}),
    "card-sheet": Page(
        "card_sheet.html",
        {
            "frame": CLERK,
            "now": NOW,
            "unit_name": "大召社区",
            "cards": [_CARD, _CARD | {"name": "斯琴高娃乌云其木格", "number": ""}] * 6,
        },
        (1000, 1400),
    ),
    "proxies": Page("proxies.html", PROXIES),
    "proxies-none": Page("proxies.html", PROXIES | {"acts": []}),
}
