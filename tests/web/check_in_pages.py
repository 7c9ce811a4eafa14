"""Samples of the pages of check-ins."""

from datetime import date
from typing import Any

from tests.web.samples import ID, KEY, RIDER, Page, at, frame
from web.check_ins.words import PURPOSES
from web.messages_zh import refusal

KEEPER = frame("station_keeper", "苏日娜", "大召红蜂驿站")
OFFERED = [
    {"value": it.value, "words": words, "icon": icon} for it, (words, icon) in PURPOSES.items()
]
TABS = [
    {"words": "到站待核对", "address": "/doubtful-visits", "count": 2, "here": True},
    {"words": "漏传的扫码", "address": "/phone-gaps", "count": 1, "here": False},
]
ROW: dict[str, Any] = {
    "id": ID,
    "name": "巴**尔",
    "title": "大召红蜂驿站",
    "figure": None,
    "lines": [
        "手机说 11月18日 15:40，校准后 11月18日 13:32",
        "11月18日 15:05 传上来，驿站扫骑手的码",
    ],
    "tags": ["手机时间不准"],
    "own": "",
    "key": KEY,
    "address": "",
}
DOUBTS: dict[str, Any] = {
    "frame": KEEPER,
    "title": "到站待核对",
    "address": "/doubtful-visits",
    "empty": ("没有等着核对的到站", "上传晚了、手机时间不准的，会列在这里"),
    "accept": "核过了，算数",
    "decline": "不算",
    "asks": "",
    "tabs": TABS,
    "wanting": 0,
    "rows": [ROW, ROW | {"own": "您扫的，要另一人核对", "tags": ["上传晚了"]}],
    "answers": [
        {"id": ID, "name": "孟*", "words": "到站了", "refusal": None, "done": True},
        {
            "id": ID,
            "name": "白*",
            "words": "",
            "refusal": refusal("doubtful_visit_settled"),
            "done": False,
        },
    ],
    "next_address": "",
    "note_length_max": 0,
}
GAPS: dict[str, Any] = {
    "frame": KEEPER,
    "tabs": [it | {"here": not it["here"]} for it in TABS],
    "rows": [
        {
            "name": "苏**娜",
            "scans": 6,
            "missing": "17、20-24",
            "found_at": at(18, 15, 5),
            "last_sent_at": at(18, 16, 40),
        }
    ],
    "next_address": "",
}
PURPOSE_COUNTS: dict[str, Any] = {
    "frame": KEEPER,
    "station": {"station_id": ID, "name": "大召红蜂驿站"},
    "spans": [
        {"words": words, "address": f"/stations/{ID}/purposes?span={it}", "here": it == "week"}
        for it, words in (("day", "今天"), ("week", "这周"), ("month", "这个月"))
    ],
    "first": date(2026, 11, 16),
    "last": date(2026, 11, 22),
    "rows": [
        {"words": words, "icon": icon, "count": count, "percent": count}
        for (words, icon), count in zip(
            PURPOSES.values(), (100, 68, 31, 12, 5, 0, 0, 0, 0), strict=True
        )
    ],
    "few": 5,
}
DONE: dict[str, Any] = {
    "frame": RIDER,
    "now": at(18, 7, 20),
    "tone": "ok",
    "title": "到站 +1 分",
    "sentence": "大召红蜂驿站，07:20",
    "facts": [],
    "code": "",
    "note": "",
    "button": {"address": "/", "words": "完成"},
    "undo": {"address": "/scans/key-0001/undo", "words": "扫错了，撤销", "key": KEY},
    "purposes": {
        "address": "/scans/key-0001/purpose",
        "key": KEY,
        "offered": OFFERED,
        "said": "",
    },
}
CHECK_IN_PAGES: dict[str, Page] = {
    "doubtful-visits": Page("reviews.html", DOUBTS),
    "doubtful-visits-none": Page("reviews.html", DOUBTS | {"rows": [], "answers": []}),
    "phone-gaps": Page("phone_gaps.html", GAPS),
    "phone-gaps-none": Page("phone_gaps.html", GAPS | {"rows": []}),
    "station-purposes": Page("station_purposes.html", PURPOSE_COUNTS),
    "station-purposes-none": Page(
        "station_purposes.html",
        PURPOSE_COUNTS
        | {"rows": [it | {"count": 0, "percent": 0} for it in PURPOSE_COUNTS["rows"]]},
    ),
    "scan-rider": Page(
        "scan.html", {"frame": RIDER, "hint": "对准驿站屏幕上的码", "purposes": OFFERED}
    ),
    "scan-keeper": Page(
        "scan.html",
        {"frame": KEEPER, "hint": "对准骑手手机上的码，或服务卡", "reads_cards": True},
    ),
    "result-rider-dark": Page("scan_result.html", DONE),
    "result-rider-told": Page(
        "scan_result.html",
        DONE
        | {
            "frame": frame("rider", "巴特尔"),
            "purposes": DONE["purposes"] | {"said": "充电"},
        },
    ),
}
