"""Pages of public notices and objections, with samples."""

from datetime import date
from typing import Any

from tests.web.samples import ID, KEY, NOW, STRANGER, Page, at, frame
from web.messages_zh import refusal
from web.moral.notice_words import METHODS, SPOKEN

CLERK = frame("clerk", "云秀珍", "向阳村")
RESIDENT = frame("resident", "王秀兰", "向阳村", scans=False)
BOARD = frame("supervisor", "赵建国", "向阳村")
GRID = frame("grid_worker", "乌云", "向阳村")
DESK_SIZE = (1366, 768)
ADDRESS = f"/notices/{ID}"
SOON = {"words": "11月20日（周五） 24:00 前答复，还剩 2 个工作日", "tone": "honey"}


def line(n: int, who: str, title: str, points: int, **more: Any) -> dict[str, Any]:
    return {
        "claim_id": ID,
        "n": n,
        "who": who,
        "group": who[:2] if "组" in who else "",
        "title": title,
        "code": "21",
        "points": points,
        "state": "publicised",
        "words": "公示中",
        "tone": "",
        "note": "",
        "is_open": True,
        "is_own": False,
        **more,
    }


STOPPED = {"words": "复核中", "tone": "warn", "note": "有人提出异议，已暂停", "is_open": False}
LINES = [
    line(1, "二组 **17 户（您家）", "院落月评达标", 2, is_own=True),
    line(2, "1 户", "调解邻里纠纷", 2),
    line(3, "一组 **28 户", "喜事简办、丧事简办", 5, **STOPPED),
    line(4, "三组 **11 户", "照看独居老人", 2, note="重新公示到 11月23日 24:00"),
]
ONE: dict[str, Any] = {
    "notice_id": ID,
    "number": "公-116",
    "title": "11月清单，得分",
    "kind": "gains",
    "days": 3,
    "published_at": at(17, 9),
    "ends": "11月20日 24:00",
    "posts": "11月21日 0:00",
    "lines": 43,
    "points": 121,
    "address": ADDRESS,
    "rows": LINES,
    "all": LINES,
}
COUNTS = [{"title": "堆物不清", "words": "少于 3 户"}, {"title": "乱倒垃圾", "words": "4 户"}]
LIST: dict[str, Any] = {
    "frame": STRANGER,
    "now": NOW,
    "unit_name": "向阳村",
    "above": {"name": "盛乐镇", "address": "/notices?unit=150123"},
    "below": [],
    "notices": [ONE],
    "groups": [
        {"name": "全部", "address": "/notices", "is_chosen": True},
        {"name": "一组", "address": "/notices?group=1", "is_chosen": False},
        {"name": "二组", "address": "/notices?group=2", "is_chosen": False},
    ],
    "deductions": COUNTS,
    "next_list_on": date(2026, 12, 3),
    "report": {"month_words": "2026年10月", "address": "/periods/150104003005/2026-10"},
    "account": {"words": "2026 年第三季度", "address": "/accounts/150104003005/2026Q3"},
    "objects": True,
}
NOTICE: dict[str, Any] = {
    "frame": STRANGER,
    "now": NOW,
    "unit_name": "向阳村",
    "notice": ONE,
    "position": 41_198_226,
    "deductions": COUNTS,
    "back": "/notices",
    "objects": True,
    "enters": False,
}
OBJECTING: dict[str, Any] = {
    "frame": RESIDENT,
    "now": NOW,
    "number": "公-116",
    "address": ADDRESS,
    "enters": False,
    "lines": [it | {"is_chosen": it["n"] == 2, "ends": "11月20日 24:00"} for it in LINES],
    "methods": [(it.value, METHODS[it]) for it in SPOKEN],
    "typed": {"words": "", "who": "", "method": ""},
    "length_max": 400,
    "who_length_max": 50,
    "refusal": None,
    "key": KEY,
}


def draft(number: str, title: str, points: int, **more: Any) -> dict[str, Any]:
    return {
        "claim_id": ID,
        "group": "二组",
        "number": number,
        "title": title,
        "points": points,
        "occurred_on": date(2026, 11, 10),
        "published_at": at(16, 9),
        "key": KEY,
        **more,
    }


def kind(name: str, value: str, *rows: dict[str, Any]) -> dict[str, Any]:
    taken = value == "deductions"
    return {"name": name, "value": value, "is_deduction": taken, "rows": rows, "key": KEY}


DRAFTS: dict[str, Any] = {
    "frame": CLERK,
    "now": NOW,
    "kinds": [
        kind("得分", "gains", draft("0147", "院落月评达标", 2), draft("0203", "夜间巡逻", 3)),
        kind("得分（公示 7 天）", "large_gains", draft("0260", "县级荣誉", 50)),
        kind("扣分", "deductions", draft("0077", "堆物不清", 5)),
    ],
    "waiting": 4,
    "months": [{"value": "2026-10", "words": "10月清单（11月3日前张贴）"}],
    "lines_max": 200,
    "refusal": None,
}


def desk_row(number: str, title: str, state: tuple[str, str], **more: Any) -> dict[str, Any]:
    shown = {"number": number, "title": title, "state": state, "households": 38, "figure": "+97"}
    return ONE | shown | {"broadcast": f"/desk/notices/{ID}/broadcast"} | more


TAKEN = {"kind": "deductions", "ends": "", "households": 1, "figure": "−5"}
CONSOLE: dict[str, Any] = {
    "frame": CLERK,
    "now": NOW,
    "tab": "",
    "tabs": [
        {"name": "", "words": "进行中", "address": "/desk/notices", "count": 3},
        {
            "name": "objections",
            "words": "异议",
            "address": "/desk/notices?tab=objections",
            "count": 1,
        },
        {"name": "over", "words": "已结束", "address": "/desk/notices?tab=over", "count": 0},
    ],
    "notices": [
        desk_row("公-116", "得分", ("余 2 天", "soon")),
        desk_row("公-114", "扣分", ("1 户没送到", "soon"), **TAKEN),
        desk_row("公-112", "得分", ("异议 1 条，停", "late")),
    ],
    "objections": [
        {
            "title": "喜事简办、丧事简办",
            "number": "0077",
            "line": 3,
            "objected_at": at(15, 10),
            "method": "当面说的",
            "deadline": {
                "words": "11月20日（周五） 24:00 前答复，还剩 2 个工作日",
                "tone": "honey",
            },
            "address": ADDRESS,
        }
    ],
    "counts": {"/notices/drafts": 12, "/deliveries": 1},
    "next_address": "",
}
DELIVERIES: dict[str, Any] = {
    "frame": GRID,
    "now": NOW,
    "rows": [draft("0077", "堆物不清", 5), draft("0012", "乱倒垃圾、乱泼污水", 2)],
    "delivered": [draft("0031", "堆物不清", 5) | {"ends": "11月24日 24:00"}],
    "methods": [(it.value, METHODS[it]) for it in SPOKEN],
    "length_max": 400,
    "who_length_max": 50,
    "today": date(2026, 11, 18),
    "days_ago_max": 2,
    "refusal": None,
}
DEDUCTION: dict[str, Any] = {
    "claim_id": ID,
    "title": "堆物不清",
    "points": 5,
    "taken": 0,
    "uncollected": 0,
    "occurred_on": date(2026, 11, 8),
    "published_at": at(16, 9),
    "is_sealed": False,
    "delivered_at": at(17, 10),
    "ends": "11月24日 24:00",
    "posts": "11月25日 0:00",
    "state": "publicised",
    "words": "公示中",
    "tone": "",
    "posted_at": None,
    "address": f"/household/deductions/{ID}",
}
SEALED = DEDUCTION | {"is_sealed": True, "delivered_at": None, "ends": "", "posts": ""}
TAKEN_OFF = {"words": "已入账", "tone": "ok", "posted_at": at(25, 0), "taken": 3, "uncollected": 2}
OWN: dict[str, Any] = {
    "frame": RESIDENT,
    "now": NOW,
    "deduction": DEDUCTION,
    "is_open": True,
    "answers": [],
    "typed": "",
    "length_max": 500,
    "refusal": None,
    "key": KEY,
}
ANSWERS = [
    {"outcome": "", "objected_at": at(18, 9), "answer_due_on": date(2026, 11, 25), "words": ""},
    {"outcome": "kept", "objected_at": at(17, 9), "answer_due_on": None, "words": "查过了。"},
]
OBJECTIONS: dict[str, Any] = {
    "frame": BOARD,
    "now": NOW,
    "rows": [
        {
            "objection_id": ID,
            "household_number": "0077",
            "title": "喜事简办、丧事简办",
            "points": 5,
            "is_deduction": False,
            "line": 3,
            "words": "当天摆席超过 20 桌",
            "display_name": "张*三",
            "method_words": "本人在手机上提的",
            "objected_at": at(15, 10),
            "deadline": {
                "words": "11月20日（周五） 24:00 前答复，还剩 2 个工作日",
                "tone": "honey",
            },
            "address": ADDRESS,
            "key": KEY,
        }
    ],
    "next_address": "/objections?behind=7",
    "length_max": 500,
    "refusal": None,
}
BROADCAST: dict[str, Any] = {
    "frame": CLERK,
    "now": NOW,
    "notice": ONE,
    "lines": [
        "向阳村的乡亲们，现在播送积分公示，公示第116号。",
        "二组尾号17的人家，院落月评达标，加2分。",
    ],
    "plain": f"/desk/notices/{ID}/broadcast.txt",
}

NOTICE_PAGES: dict[str, Page] = {
    "notices": Page("notices.html", LIST),
    "notices-resident": Page("notices.html", LIST | {"frame": RESIDENT}),
    "notices-none": Page("notices.html", LIST | {"notices": [], "groups": [], "deductions": []}),
    "notice": Page("notice.html", NOTICE),
    "notice-staff": Page("notice.html", NOTICE | {"frame": GRID, "enters": True}),
    "notice-over": Page("notice.html", NOTICE | {"notice": ONE | {"rows": [], "all": []}}),
    "notice-deductions": Page("notice.html", NOTICE | {"notice": ONE | {"kind": "deductions"}}),
    "objection-new": Page("objection_new.html", OBJECTING),
    "objection-enter": Page(
        "objection_new.html",
        OBJECTING | {"frame": GRID, "enters": True, "refusal": refusal("claim_objected")},
    ),
    "objection-none": Page("objection_new.html", OBJECTING | {"lines": []}),
    "notice-drafts": Page("notice_drafts.html", DRAFTS),
    "notice-drafts-refused": Page(
        "notice_drafts.html", DRAFTS | {"refusal": refusal("notice_lines_invalid")}
    ),
    "notice-drafts-none": Page("notice_drafts.html", DRAFTS | {"waiting": 0, "kinds": []}),
    "notices-desk": Page("notices_desk.html", CONSOLE, DESK_SIZE),
    "notices-desk-phone": Page("notices_desk.html", CONSOLE),
    "notices-desk-objections": Page(
        "notices_desk.html", CONSOLE | {"tab": "objections", "notices": []}, DESK_SIZE
    ),
    "notices-desk-none": Page(
        "notices_desk.html", CONSOLE | {"tab": "over", "notices": []}, DESK_SIZE
    ),
    "broadcast": Page("broadcast.html", BROADCAST),
    "deliveries": Page("deliveries.html", DELIVERIES),
    "deliveries-none": Page("deliveries.html", DELIVERIES | {"rows": [], "delivered": []}),
    "deductions": Page(
        "deductions.html",
        {"frame": RESIDENT, "now": NOW, "deductions": [SEALED, DEDUCTION | TAKEN_OFF]},
    ),
    "deductions-none": Page("deductions.html", {"frame": RESIDENT, "now": NOW, "deductions": []}),
    "deduction-sealed": Page("deduction.html", OWN | {"deduction": SEALED}),
    "deduction": Page("deduction.html", OWN),
    "deduction-over": Page(
        "deduction.html",
        OWN | {"deduction": DEDUCTION | TAKEN_OFF, "is_open": False, "answers": ANSWERS},
    ),
    "objections": Page("objections.html", OBJECTIONS),
    "objections-none": Page("objections.html", OBJECTIONS | {"rows": [], "next_address": ""}),
}
