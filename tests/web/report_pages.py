"""Pages of reports (随手拍), with samples."""

from datetime import timedelta
from typing import Any

from ledger.reports.categories import Category, facts_of
from projections.reports.rows import Hour
from tests.web.samples import ID, KEY, NOW, STRANGER, Page, at, frame
from web.messages_zh import refusal
from web.reports.heat import chart, rows
from web.reports.words import CALLS, report_shown, tiles

RIDER = frame("rider", "巴特尔", "玉泉区", theme="dark")
RESIDENT = frame("resident", "王秀兰", "大召社区", scans=False)
GRID = frame("grid_worker", "乌云", "大召社区")
STREET = frame("street", "白玉", "大召前街街道")
DESK_SIZE = (1366, 768)
READ = {"purpose": "电话联系", "facts": [("姓名", "王秀兰"), ("手机号", "13904710000")]}
PIXEL = "data:image/gif;base64,R0lGODlhAQABAIAAAMLCwgAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw=="
"""A grey picture in itself: samples have no server to fetch photos from."""

_FACTS: dict[str, Any] = {
    "report_id": ID,
    "unit_code": "150104001001",
    "unit_name": "大召社区",
    "category": "blocked_fire_lane",
    "category_name": "堵消防道",
    "hazard": "grave",
    "is_emergency": False,
    "is_major_hazard": False,
    "state": "filed",
    "is_open": True,
    "occurred_at": at(18, 13, 40),
    "filed_at": at(18, 13, 41),
    "changed_at": at(18, 13, 41),
    "due_at": at(18, 14, 11),
    "is_overdue": False,
    "is_alerted": False,
    "is_whistled": False,
    "is_reopened": False,
    "merged_into": None,
    "reason": "",
    "stars": 0,
    "confirmers": 2,
    "replies": 0,
    "station_id": None,
    "station_name": "",
    "place": "九龙湾街 12 号院东门",
    "may_rate": False,
    "may_reopen": False,
    "may_handle": True,
}


def report(**more: Any) -> dict[str, Any]:
    return report_shown(_FACTS | more, NOW)


DONE: dict[str, Any] = {"state": "resolved", "is_open": False, "changed_at": at(18, 10)}
LATE: dict[str, Any] = {"due_at": NOW - timedelta(hours=1), "is_overdue": True}
WHISTLED: dict[str, Any] = LATE | {"state": "verified", "is_whistled": True}
MERGED: dict[str, Any] = DONE | {"state": "merged", "merged_into": ID}
LITTER: dict[str, Any] = {
    "category": Category.LITTER.value,
    "category_name": "垃圾",
    "hazard": facts_of("litter").hazard.value,
    "confirmers": 0,
    "place": "",
    "station_name": "大召红蜂驿站",
}


def step(title: str, hour: int, how: str = "", words: str = "") -> dict[str, Any]:
    return {"title": title, "when": f"11月18日 {hour}:00", "until": "", "how": how, "words": words}


STEPS = [
    step("报上来了", 8, words="停了一辆白车"),
    step("网格员受理了", 9, "记了 2 分"),
    step("核实了，情况属实", 9),
    step("办好了", 10, "记了 3 分", "车已挪走"),
    step("答复", 10, words="已联系车主挪车，消防通道已经畅通。"),
]
NEW: dict[str, Any] = {
    "frame": RIDER,
    "now": NOW,
    "key": KEY,
    "tiles": tiles(),
    "calls": CALLS,
    "places": {
        "own": {"value": "unit:150104", "words": "不清楚是哪个社区"},
        "is_wide": True,
        "units": [{"value": "unit:150104001001", "words": "大召社区"}],
        "stations": [{"value": f"station:{ID}", "words": "大召红蜂驿站"}],
    },
    "typed": dict.fromkeys(
        ("category", "place", "where", "words", "emergency", "called", "latitude", "longitude"), ""
    ),
    "photos_max": 3,
    "place_length_max": 100,
    "length_max": 500,
    "must_call": False,
    "refusal": None,
}
OWN = NEW["places"] | {"own": {"value": "unit:150104001001", "words": "大召社区"}, "is_wide": False}
URGENT = NEW["typed"] | {"category": "gas_or_wire", "emergency": "1", "place": "大召前街 12 号"}
LIST: dict[str, Any] = {
    "frame": RESIDENT,
    "now": NOW,
    "rows": [
        report() | {"earned": ""},
        report(**WHISTLED) | {"earned": ""},
        report(**DONE) | {"earned": "记了 5 分"},
        report(**LITTER, state="rejected", reason="not_found") | {"earned": ""},
        report(**DONE | LITTER) | {"earned": "有人先报了，和您看到的是同一件，谢谢您"},
    ],
    "next_address": "/reports?before=7",
}
ONE: dict[str, Any] = {
    "frame": RESIDENT,
    "now": NOW,
    "key": KEY,
    "report": report(**DONE, may_rate=True, may_reopen=True),
    "earned": "记了 5 分",
    "said": "停了一辆白车",
    "steps": STEPS,
    "photos": [],
    "is_own": True,
    "desk": False,
    "stars_max": 5,
    "length_max": 500,
    "refusal": None,
}
_TABS = (("filed", "待受理", 3), ("accepted", "待核实", 2), ("resolved", "办结了", 9))
TABS = [
    {"name": name, "words": words, "address": f"/desk/reports?tab={name}", "count": count}
    for name, words, count in _TABS
]
DESK: dict[str, Any] = {
    "frame": GRID,
    "now": NOW,
    "tab": "filed",
    "tabs": TABS,
    "rows": [
        report(**LATE, is_emergency=True) | {"key": KEY, "may_accept": True},
        report() | {"key": KEY, "may_accept": True},
        report(**LITTER) | {"key": KEY, "may_accept": False},
    ],
    "filters": {},
    "categories": [{"value": it["value"], "words": it["words"]} for it in tiles()],
    "units": [{"value": "15010400100101", "words": "第一网格"}],
    "all_address": "/desk/reports?tab=filed",
    "counts": {"/desk/reports": 3},
    "next_address": "/desk/reports?behind=x",
    "first_address": "",
    "refusal": None,
}
SHOT: dict[str, Any] = {
    "address": PIXEL,
    "redacting": f"/desk/reports/{ID}/photos/{ID}",
    "redacted": "",
    "words": "上报的",
}
AT_DESK: dict[str, Any] = {
    "frame": GRID,
    "now": NOW,
    "report": report(),
    "said": "停了一辆白车",
    "position": "北纬 40.8090°，东经 111.7020°",
    "steps": STEPS[:1],
    "photos": [SHOT, SHOT | {"redacted": PIXEL}],
    "unredacted": 1,
    "back": "/desk/reports",
    "reasons": [{"value": "not_found", "words": "现场没有发现"}],
    "units": [{"value": "150104001002", "words": "小召社区"}],
    "sentences": ["已联系车主挪车，消防通道已经畅通。"],
    "alike": [report(**LITTER, state="accepted"), report(confirmers=1)],
    "may_read": True,
    "purposes": [
        {"value": "telephone", "words": "电话联系"},
        {"value": "emergency", "words": "应急救助"},
    ],
    "read": None,
    "may_be_major": True,
    "typed": {"words": "", "reason": ""},
    "keys": dict.fromkeys(("step", "reject", "reply", "forward", "merge"), KEY),
    "photos_max": 3,
    "length_max": 500,
    "refusal": None,
}
REDACTION: dict[str, Any] = {
    "frame": GRID,
    "now": NOW,
    "key": KEY,
    "report": report(),
    "address": PIXEL,
    "action": f"/desk/reports/{ID}/photos/{ID}",
    "is_redacted": True,
    "areas_max": 40,
    "refusal": None,
}
HOURS = [Hour("blocked_fire_lane", 8, 3), Hour("litter", 8, 1), Hour("parking", 18, 5)]
SUMS: dict[str, Any] = {
    "filed": 37,
    "joined": 12,
    "merged": 2,
    "accepted": 33,
    "rejected": 4,
    "resolved": 30,
    "in_time": 27,
    "alerted": 2,
    "whistled": 3,
    "reopened": 1,
    "ratings": 11,
    "stars": 48,
    "points": 151,
    "in_time_share": "90%",
    "stars_mean": "4.4",
}
STREETS: dict[str, Any] = {
    "frame": STREET,
    "now": NOW,
    "unit_name": "大召前街街道",
    "month": "2026 年 11 月",
    "earlier": "/street/reports?month=2026-10",
    "later": "",
    "overdue": [report(**WHISTLED), report(**WHISTLED | LITTER)],
    "is_more": False,
    "totals": SUMS,
    "units": [SUMS | {"name": "大召社区", "address": "/street/reports?unit=150104001001"}],
    "chart": chart(HOURS),
    "hours": rows(HOURS),
}
NOTHING_YET = {"overdue": [], "units": [], "chart": chart([]), "hours": []}
PUBLIC: dict[str, Any] = {
    "frame": STRANGER,
    "rows": [
        {
            "report_id": ID,
            "category_name": "堵消防道",
            "unit_name": "大召社区",
            "words": "已解决",
            "tone": "ok",
            "icon": "fire",
            "others": "2 人也看到了",
            "day": NOW.date(),
            "changed_on": NOW.date(),
            "photos": [],
        }
    ],
    "next_address": "/public/reports?before=3",
}

REPORT_PAGES: dict[str, Page] = {
    "report-new": Page("report_new.html", NEW | {"frame": frame("rider", "巴特尔", "玉泉区")}),
    "report-new-dark": Page("report_new.html", NEW),
    "report-new-call": Page(
        "report_new.html",
        NEW
        | {
            "frame": RESIDENT,
            "places": OWN,
            "typed": URGENT,
            "must_call": True,
            "refusal": refusal("emergency_call_first"),
        },
    ),
    "reports": Page("reports.html", LIST),
    "reports-none": Page("reports.html", LIST | {"rows": [], "next_address": ""}),
    "report": Page("report.html", ONE),
    "report-merged": Page(
        "report.html", ONE | {"report": report(**MERGED), "earned": "记了 2 分", "steps": STEPS[:2]}
    ),
    "report-desk-merged": Page(
        "report_desk.html",
        AT_DESK | {"report": report(**MERGED), "units": [], "alike": []},
        DESK_SIZE,
    ),
    "report-waiting": Page(
        "report.html", ONE | {"report": report(), "earned": "", "steps": STEPS[:1]}
    ),
    "report-rated": Page(
        "report.html",
        ONE | {"report": report(**DONE, stars=5), "refusal": refusal("report_rated_already")},
    ),
    "reports-desk": Page("reports_desk.html", DESK, DESK_SIZE),
    "reports-desk-phone": Page("reports_desk.html", DESK),
    "reports-desk-chosen": Page(
        "reports_desk.html", DESK | {"filters": {"category": "litter"}, "rows": []}, DESK_SIZE
    ),
    "reports-desk-none": Page(
        "reports_desk.html", DESK | {"rows": [], "next_address": "", "tab": "verified"}, DESK_SIZE
    ),
    "report-desk": Page("report_desk.html", AT_DESK, DESK_SIZE),
    "report-desk-phone": Page("report_desk.html", AT_DESK),
    "report-desk-accepted": Page(
        "report_desk.html", AT_DESK | {"report": report(state="accepted")}, DESK_SIZE
    ),
    "report-desk-read": Page("report_desk.html", AT_DESK | {"read": READ}, DESK_SIZE),
    "report-desk-verified": Page(
        "report_desk.html",
        AT_DESK
        | {
            "report": report(state="verified", is_major_hazard=True),
            "refusal": refusal("report_photo_missing"),
        },
    ),
    "report-desk-over": Page(
        "report_desk.html",
        AT_DESK | {"report": report(**DONE, may_handle=False), "steps": STEPS, "units": []},
        DESK_SIZE,
    ),
    "report-redaction": Page("report_redaction.html", REDACTION, DESK_SIZE),
    "report-redaction-phone": Page("report_redaction.html", REDACTION),
    "reports-street": Page("reports_street.html", STREETS, DESK_SIZE),
    "reports-street-phone": Page("reports_street.html", STREETS),
    "reports-street-none": Page("reports_street.html", STREETS | NOTHING_YET, DESK_SIZE),
    "reports-public": Page("reports_public.html", PUBLIC, public=True),
    "reports-public-none": Page(
        "reports_public.html", PUBLIC | {"rows": [], "next_address": ""}, public=True
    ),
}
