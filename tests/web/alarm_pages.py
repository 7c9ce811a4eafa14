"""Samples of the pages of alarms."""

from typing import Any

from ledger.moral.alarm_review import Conclusion
from tests.web.samples import ID, KEY, Page, at, frame
from web.messages_zh import refusal
from web.moral.alarm_words import CONCLUSIONS

SUPERVISOR = frame("supervisor", "郭*义", "青柳村")
WIDE = (1366, 768)
ROW: dict[str, Any] = {
    "alarm_id": ID,
    "title": "评议人近亲属得分占 27%",
    "line": "线 20%",
    "numbers": "评议人自家和回避过的户得 962 分，全村 3,558 分",
    "when": "2026 年四季度",
    "unit_name": "青柳村",
    "is_open": True,
    "again": False,
    "running": False,
    "position": 4711,
}
RUNNING = ROW | {
    "title": "单人申报占 43%",
    "line": "线 40%",
    "numbers": "白*申报 185 条，全月 431 条",
    "when": "2026 年 11 月",
    "running": True,
}
LIST: dict[str, Any] = {
    "frame": SUPERVISOR,
    "conclusion": "",
    "tabs": [{"value": it.value, "words": CONCLUSIONS[it][2]} for it in Conclusion],
    "open_count": 2,
    "rows": [ROW, ROW | {"again": True, "title": "同一张照片用了 3 次", "line": "线 1 次"}],
    "running": [RUNNING],
    "next_address": "/desk/alarms?after_id=1",
}
REVIEW: dict[str, Any] = {
    "words": CONCLUSIONS[Conclusion.REASONABLE],
    "text": "6 户本季获县、镇级荣誉，证书已核对。评议人均已回避。",
    "by": "郭*义",
    "at": at(18, 9),
    "signed_by": "",
    "signed_at": None,
}
ONE: dict[str, Any] = {
    "frame": SUPERVISOR,
    "key": KEY,
    "alarm": ROW,
    "claims": [
        {"number": "0147", "item_code": "12", "by": "白*", "at": at(17, 14), "gained": 5},
        {"number": "", "item_code": "7", "by": "已注销", "at": at(17, 15), "gained": 0},
    ],
    "hand_overs": [],
    "next_address": "/desk/alarms/1?after_id=1",
    "reviews": [],
    "waiting_draft": 0,
    "signs_it": False,
    "writes_it": True,
    "recused": False,
    "conclusions": [{"value": it.value, "words": CONCLUSIONS[it]} for it in Conclusion],
    "typed": {"conclusion": "", "words": ""},
    "length_max": 500,
    "refusal": None,
}
HANDS: dict[str, Any] = ONE | {
    "alarm": ROW
    | {
        "title": "同一人一天代领 5 户",
        "line": "线 3 户",
        "numbers": "白*强领了 5 户的东西，共 6 张券",
        "when": "2026-11-17",
    },
    "claims": [],
    "hand_overs": [
        {"number": "0147", "relation": "邻居代领", "keeper": "王*芳", "at": at(17, 14)}
        | {"photo_id": None},
        {"number": "", "relation": "村干部或志愿者代领", "keeper": "已注销", "at": at(17, 15)}
        | {"photo_id": None},
    ],
}
HANDED_PHOTOS: dict[str, Any] = HANDS | {
    "alarm": ROW
    | {
        "title": "2 次发货用了同一张照片",
        "line": "线 1 次",
        "numbers": "2 次发货的照片相同，或几乎一样，请对照着看",
        "when": "2026-11-17",
    },
    "hand_overs": [it | {"photo_id": ID} for it in HANDS["hand_overs"]],
}
WAITS = ONE | {"reviews": [REVIEW], "waiting_draft": 1, "signs_it": True}
SIGNED = ONE | {
    "reviews": [REVIEW | {"signed_by": "乌*", "signed_at": at(19, 9)}],
    "writes_it": False,
    "alarm": ROW | {"is_open": False},
}
PUBLIC: dict[str, Any] = {
    "frame": frame("resident", "王*兰", "青柳村"),
    "unit_name": "青柳村",
    "rows": [
        {name: ROW[name] for name in ("title", "when")}
        | {"words": CONCLUSIONS[Conclusion.REASONABLE], "text": REVIEW["text"]}
    ],
}
ALARM_PAGES: dict[str, Page] = {
    "alarms": Page("alarms.html", LIST, WIDE),
    "alarms-phone": Page("alarms.html", LIST),
    "alarms-none": Page(
        "alarms.html",
        LIST | {"rows": [], "running": [], "open_count": 0, "next_address": ""},
        WIDE,
    ),
    "alarms-none-of-a-kind": Page(
        "alarms.html", LIST | {"rows": [], "running": [], "conclusion": "wrong"}, WIDE
    ),
    "alarm": Page("alarm.html", ONE, WIDE),
    "alarm-hands": Page("alarm.html", HANDS, WIDE),
    "alarm-handed-photos": Page("alarm.html", HANDED_PHOTOS, WIDE),
    "alarm-phone": Page("alarm.html", ONE),
    "alarm-waits": Page("alarm.html", WAITS, WIDE),
    "alarm-signed": Page("alarm.html", SIGNED, WIDE),
    "alarm-running": Page("alarm.html", ONE | {"alarm": RUNNING, "writes_it": False}, WIDE),
    "alarm-recused": Page("alarm.html", WAITS | {"recused": True, "signs_it": False}, WIDE),
    "alarm-refused": Page("alarm.html", ONE | {"refusal": refusal("alarm_concluded")}, WIDE),
    "alarms-public": Page("alarms_public.html", PUBLIC),
    "alarms-public-none": Page("alarms_public.html", PUBLIC | {"rows": []}),
}
