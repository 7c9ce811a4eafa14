"""Samples of the pages of flags, of what is overdue, and of the public list."""

from datetime import date
from typing import Any

from ledger.volunteering.flag_review import FlagKind, Outcome
from tests.web.samples import ID, KEY, STRANGER, Page, at, frame
from web.flags.words import KINDS, OUTCOMES
from web.messages_zh import refusal

SUPERVISOR = frame("supervisor", "其木格")
WIDE = (1366, 768)


def flag(kind: FlagKind, sentence: str, **more: Any) -> dict[str, Any]:
    """A flag as pages are given it."""
    return {
        "flag_id": ID,
        "kind_words": KINDS[kind][0],
        "icon": KINDS[kind][1],
        "sentence": sentence,
        "when": "11月17日 14:00–14:12",
        "unit_name": "大召社区",
        "state": "open",
        "name": "",
        "person_address": "",
        "again": False,
        "position": 4711,
        **more,
    }


ALL = [
    flag(FlagKind.SHARED_DEVICE, "《清洁家园 · 九龙湾街》上，一部手机给 3 个人扫了码"),
    flag(FlagKind.IMPOSSIBLE_TRAVEL, "王*兰在 12 分钟里到了两个地方", unit_name="呼和浩特市"),
    flag(FlagKind.SUDDEN_MINUTES, "李*的时长 2 分钟内多了 300 分钟，是人工录的", again=True),
    flag(
        FlagKind.OPERATOR_MINUTES,
        "赵*国在2026年11月经手 3,240 分钟，一个月超过 3,000 分钟要看一看",
        when="11月2日 至 11月17日",
    ),
    flag(FlagKind.LATE_ENTRIES, "赵*国在2026年11月迟录了 11 笔，一个月超过 10 笔要看一看"),
]
LIST: dict[str, Any] = {
    "frame": SUPERVISOR,
    "state": "open",
    "kind": "",
    "kinds": [{"value": it.value, "words": KINDS[it][0]} for it in FlagKind],
    "open_count": 5,
    "rows": ALL,
    "next_address": "/flags?state=open&after_id=1",
}
GROUND: dict[str, Any] = {
    "name": "王*兰",
    "place": "清洁家园 · 九龙湾街",
    "unit_name": "大召社区",
    "address": "/attendances/1",
    "at": at(17, 14),
    "minutes": 0,
}
ONE: dict[str, Any] = {
    "frame": frame("street", "乌兰", "大召前街街道"),
    "key": KEY,
    "flag": ALL[1] | {"name": "王*兰", "person_address": "/persons/1"},
    "grounds": [GROUND, GROUND | {"place": "石羊桥东路站", "address": "", "at": at(17, 14, 12)}],
    "next_address": "",
    "reviews": [],
    "recused": False,
    "reviews_it": True,
    "outcomes": [{"value": it.value, "words": OUTCOMES[it]} for it in Outcome],
    "typed": {"outcome": "", "words": ""},
    "length_max": 500,
    "refusal": None,
}
REVIEWED = ONE | {
    "flag": ALL[3] | {"state": "reviewed", "name": "赵*国"},
    "grounds": [GROUND | {"minutes": 120}, GROUND | {"name": "已注销", "minutes": 90}],
    "reviews": [
        {
            "words": OUTCOMES[Outcome.REFERRED],
            "by": "其*格",
            "at": at(18, 9),
            "text": "问了队长，两次说法不一样，请街道再查。",
        },
        {"words": OUTCOMES[Outcome.EXPLAINED], "by": "其*格", "at": at(17, 9), "text": ""},
    ],
    "reviews_it": False,
}
LINE: dict[str, Any] = {
    "name": "王*兰",
    "title": "清洁家园 · 九龙湾街",
    "unit_name": "大召社区",
    "reason": "走的时候忘了签退",
    "entered_by": "志愿服务队长",
    "confirmed_by": "村（社区）文书",
    "served_on": date(2026, 11, 16),
    "minutes": 120,
    "is_late": False,
    "days_late": 0,
}
PUBLIC: dict[str, Any] = {
    "frame": STRANGER,
    "unit_name": "大召前街街道",
    "above": {"name": "玉泉区", "address": "/public/entries?unit=150104"},
    "below": [
        {"name": "大召社区", "address": "/public/entries?unit=150104003005"},
        {"name": "席力图社区", "address": "/public/entries?unit=150104003006"},
    ],
    "rows": [
        LINE,
        LINE | {"name": "未成年志愿者", "is_late": True, "days_late": 3},
        LINE | {"name": "已注销", "entered_by": "", "reason": "本人提出更正"},
        LINE | {"is_late": True, "days_late": None, "minutes": 1_200},
    ],
    "later": True,
    "address": "/public/entries?unit=150104003",
    "next_address": "/public/entries?unit=150104003&before=12",
    "sees_overview": False,
}
DUE: dict[str, Any] = {
    "title": "社区义务理发",
    "unit_name": "大召社区",
    "address": "/activities/1",
    "ended_at": at(2, 11),
    "due_on": date(2026, 11, 16),
    "days_over": 2,
}
OVERDUE: dict[str, Any] = {
    "frame": frame("street", "乌兰", "大召前街街道"),
    "unit_name": "大召前街街道",
    "whole": True,
    "total": 2,
    "units": [
        {"name": "大召社区", "address": "/overdue?unit=150104003005", "count": 1},
        {"name": "席力图社区", "address": "/overdue?unit=150104003006", "count": 1},
    ],
    "overdue": [DUE | {"days_over": 23}, DUE],
    "soon": [DUE | {"due_on": date(2026, 11, 20), "days_over": 0}],
    "waiting": [DUE | {"due_on": None, "days_over": 0}],
    "next_address": "/overdue?cursor=1",
}
NOTHING_DUE = OVERDUE | dict.fromkeys(("units", "overdue", "soon", "waiting"), ())
FLAG_PAGES: dict[str, Page] = {
    "flags": Page("flags.html", LIST),
    "flags-wide": Page("flags.html", LIST, WIDE),
    "flags-none": Page("flags.html", LIST | {"rows": [], "open_count": 0, "next_address": ""}),
    "flags-none-reviewed": Page(
        "flags.html", LIST | {"rows": [], "state": "reviewed", "kind": "late_entries"}
    ),
    "flag": Page("flag.html", ONE),
    "flag-wide": Page("flag.html", ONE, WIDE),
    "flag-reviewed": Page("flag.html", REVIEWED),
    "flag-recused": Page("flag.html", ONE | {"recused": True}),
    "flag-refused": Page("flag.html", ONE | {"refusal": refusal("flag_reviewed")}),
    "made-up": Page("made_up.html", PUBLIC, public=True),
    "made-up-wide": Page("made_up.html", PUBLIC, WIDE, public=True),
    "made-up-none": Page(
        "made_up.html",
        PUBLIC | {"rows": [], "later": False, "next_address": "", "above": None},
        public=True,
    ),
    "overdue": Page("overdue.html", OVERDUE),
    "overdue-wide": Page("overdue.html", OVERDUE, WIDE),
    "overdue-none": Page(
        "overdue.html", NOTHING_DUE | {"total": 0, "whole": False, "next_address": ""}
    ),
}
