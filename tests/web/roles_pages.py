"""Samples of the pages about roles: hats, assignments and the overview."""

from datetime import date
from typing import Any

from tests.web.samples import ID, KEY, Page, frame
from web.messages_zh import ROLES, refusal

SECURITY = frame("security_administrator", "孟和")
TERM: dict[str, Any] = {
    "person_id": ID,
    "name": "云*珍",
    "role": "clerk",
    "role_name": "村（社区）文书",
    "unit_code": "150104003005",
    "unit_name": "大召社区",
    "place_id": "",
    "place_name": "",
    "from_day": date(2026, 3, 1),
    "to_day": None,
    "running": True,
    "key": KEY,
}
KEEPER = TERM | {
    "role": "shop_keeper",
    "role_name": "积分超市管理员",
    "place_id": str(ID),
    "place_name": "大召社区积分超市",
    "to_day": date(2026, 10, 31),
    "running": False,
}
ASSIGNMENTS: dict[str, Any] = {
    "frame": SECURITY,
    "key": KEY,
    "typed": {
        "who": "V00012",
        "role": "clerk",
        "unit_code": "150104003005",
        "place_id": "",
        "from_day": "2026-11-18",
        "to_day": "",
    },
    "refusal": None,
    "roles": [("clerk", ROLES["clerk"]), ("shop_keeper", ROLES["shop_keeper"])],
    "places": [(ID, "大召社区积分超市")],
    "terms": [TERM, KEEPER],
    "next_address": "/assignments?offset=50",
}
HAT: dict[str, Any] = {
    "role": "clerk",
    "role_name": "村（社区）文书",
    "unit_code": "150104003005",
    "unit_name": "大召社区",
    "place_id": "",
    "place_name": "",
    "worn": True,
}
LINE: dict[str, Any] = {
    "name": "大召前街街道",
    "address": "/overview?unit=150104003&month=2026-11",
    "minutes": 18_744,
    "verified_minutes": 17_000,
    "supplementary_minutes": 1_744,
    "back_office": 14,
    "late": 3,
    "visits": 1_203,
    "issued": 3_310,
    "redeemed": 1_877,
    "serving": 214,
}
OVERVIEW: dict[str, Any] = {
    "frame": frame("county", "乌兰"),
    "unit_name": "玉泉区",
    "month": "2026 年 11 月",
    "earlier": "/overview?month=2026-10",
    "later": "",
    "as_of": date(2026, 11, 18),
    "total": LINE | {"minutes": 128_744, "visits": 12_030, "serving": 1_949},
    "level": "街道（乡镇）",
    "lines": [LINE, LINE | {"name": "石羊桥东路街道"}],
    "public_address": "/public/entries?unit=150104",
    "own": {"minutes": 90, "visits": 0, "issued": 2, "redeemed": 0},
}
ROLES_PAGES: dict[str, Page] = {
    "hats": Page(
        "hats.html",
        {
            "frame": frame("clerk", "云秀珍"),
            "hats": [
                HAT,
                HAT
                | {
                    "role": "shop_keeper",
                    "role_name": "积分超市管理员",
                    "place_id": str(ID),
                    "place_name": "大召社区积分超市",
                    "worn": False,
                },
                HAT | {"role": "volunteer", "role_name": "志愿者", "worn": False},
            ],
        },
    ),
    "hats-none": Page("hats.html", {"frame": frame("clerk", "云秀珍"), "hats": []}),
    "assignments": Page("assignments.html", ASSIGNMENTS),
    "assignments-none": Page("assignments.html", ASSIGNMENTS | {"terms": [], "next_address": ""}),
    "assignments-refused": Page(
        "assignments.html", ASSIGNMENTS | {"refusal": refusal("administrators_separate")}
    ),
    "overview": Page("overview.html", OVERVIEW),
    "overview-empty": Page("overview.html", OVERVIEW | {"lines": [], "own": None}),
}
