"""Samples of the pages of presence: roll, ticks, made-up minutes, what waits, one attendance."""

from datetime import date
from typing import Any

from tests.web.samples import COUNTER, HOST, ID, KEY, LEADER, NOW, QR, Page, at, frame
from web.messages_zh import SUPPLEMENT_REASONS, refusal


def line(name: str, came: Any, tag: str, tone: str, minutes: int, words: str, act: str) -> Any:
    """One line of the roll."""
    return {
        "person_id": ID,
        "name": name,
        "came_at": came,
        "tag": tag,
        "tone": tone,
        "minutes": minutes,
        "held_minutes": 0,
        "words": words,
        "attendance_id": None if came is None else ID,
        "act": {"address": "/activities/1/tick?person=1", "words": act},
    }


def filters(chosen: str = "all") -> list[dict[str, Any]]:
    """The filters above the lines."""
    named = (("all", "全部", 42), ("missing", "未到", 4), ("todo", "要处理", 3))
    return [
        {"name": name, "words": words, "count": count, "chosen": name == chosen}
        for name, words, count in named
    ]


LINES = [
    line("乌云其木格", at(18, 13, 52), "在场", "ok", 72, "本人扫码，14:00 起算", "签退"),
    line("王小明", at(18, 13, 55), "在场", "ok", 72, "本人输码，14:00 起算", "签退"),
    line("刘长山", at(18, 14, 6), "在场", "ok", 66, "现场代扫", "签退"),
    line("张桂花", at(18, 13, 58), "15:12 离", "", 72, "本人扫码", "看依据"),
    line("赵小兰", at(18, 14), "在场", "ok", 72, "本人扫码，陪同 赵*军", "签退"),
    line("孙梅", None, "未到", "soon", 0, "已报名", "签到"),
    line("斯琴图", at(18, 14, 2), "在场", "ok", 70, "本人扫码，断网补传", "签退"),
    line("高娃", at(18, 14, 1), "补录待确认", "soon", 0, "本人扫码", "去确认"),
    line("白玉兰", at(18, 14, 1), "待补录", "late", 0, "现场见证", "补录"),
]
LIVE: dict[str, Any] = {
    "activity": {"activity_id": ID, "starts_at": at(18, 14), "ends_at": at(18, 16)},
    "at": at(18, 15, 12),
    "figures": {
        "present": 38,
        "expected": 42,
        "serving": 36,
        "minutes": 2701,
        "due_on": date(2026, 12, 2),
    },
    "in_full": True,
    "records": True,
    "filters": filters(),
    "lines": LINES,
    "left_out": 0,
}
ROLL: dict[str, Any] = {
    "frame": LEADER,
    "now": at(18, 15, 12),
    "live": LIVE,
    "title": "河道清理志愿服务",
    "host": HOST,
    "qr_svg": QR,
    "digits": "407193",
    "shows_code": True,
    "scans": True,
    "leads": True,
    "is_over": False,
    "tasks": [],
    "recorded": False,
    "ticked": None,
    "refusal": None,
    "key": KEY,
}
TICKED = {
    "words": "签到好了",
    "name": "孙*",
    "address": "/scans/1/undo",
    "key": KEY,
    "until": at(18, 15, 27),
}
OVER = ROLL | {
    "shows_code": False,
    "is_over": True,
    "refusal": refusal("record_incomplete"),
    "tasks": [
        {"count": 1, "words": "人没有签退，等您补录", "address": ""},
        {"count": 2, "words": "条补录等另一人确认", "address": "/supplements"},
        {"count": 1, "words": "次扫码等着核对", "address": "/doubtful-scans"},
    ],
}
MASKED = ROLL | {
    "frame": frame("clerk", "陈静"),
    "scans": False,
    "leads": False,
    "live": LIVE
    | {"in_full": False, "lines": [LINES[0] | {"name": "乌****格"}, LINES[1] | {"name": ""}]}
    | {"figures": LIVE["figures"] | {"expected": None, "due_on": None}, "left_out": 120},
}
TICK: dict[str, Any] = {
    "frame": LEADER,
    "activity": {"activity_id": ID, "title": "河道清理志愿服务"},
    "person": {"person_id": ID, "name": "孙*"},
    "leaving": False,
    "witnesses": [{"person_id": ID, "name": it} for it in ("王*明", "张*花", "乌****格")],
    "refusal": None,
    "key": KEY,
    "back": "/activities/1/roll",
    "today": date(2026, 11, 18),
}
MAKE_UP: dict[str, Any] = {
    "frame": LEADER,
    "now": NOW,
    "activity": {
        "activity_id": ID,
        "title": "河道清理志愿服务",
        "starts_at": at(16, 14),
        "ends_at": at(16, 16),
    },
    "person": {"person_id": ID, "name": "白*兰"},
    "seen": {"came_at": at(16, 14, 1), "left_at": None},
    "planned": 120,
    "due_on": date(2026, 11, 30),
    "is_late": False,
    "reasons": SUPPLEMENT_REASONS,
    "typed": {"minutes": "", "reason": "", "note": ""},
    "zero": {"address": "/attendances/1/zero", "key": KEY},
    "refusal": None,
    "note_length_max": 500,
    "key": KEY,
    "back": "/activities/1/roll",
}


def waits(name: str, figure: int | None, lines: list[str], **more: Any) -> dict[str, Any]:
    """One row of what waits."""
    shown = {"id": ID, "name": name, "title": "河道清理志愿服务 11月16日", "figure": figure}
    rest = {"tags": [], "own": "", "key": KEY, "address": "/attendances/1"}
    return {**shown, "lines": lines, **rest, **more}


TABS = [
    {"words": "补录待确认", "address": "/supplements", "count": 2, "here": True},
    {"words": "时长待确认", "address": "/held-minutes", "count": 1, "here": False},
    {"words": "扫码待核对", "address": "/doubtful-scans", "count": 0, "here": False},
]
REVIEWS: dict[str, Any] = {
    "frame": frame("clerk", "陈静"),
    "title": "补录待确认",
    "address": "/supplements",
    "empty": ("没有等着确认的补录", "队长补录了，会列在这里"),
    "accept": "确认选中的",
    "decline": "退回选中的",
    "asks": "note",
    "tabs": TABS,
    "wanting": 3,
    "rows": [
        waits("白*兰", 110, ["走的时候忘了签退，赵*国 11月17日 09:12 录", "“王*明看见她干到四点”"]),
        waits(
            "高*",
            120,
            ["没带手机，也没带卡，陈* 11月17日 10:02 录"],
            own="您录的，要另一人确认",
            tags=["迟记"],
        ),
    ],
    "answers": [],
    "next_address": "/supplements?after_id=1",
    "note_length_max": 500,
}
DOUBTFUL = REVIEWS | {
    "title": "扫码待核对",
    "address": "/doubtful-scans",
    "accept": "我作证，算数",
    "decline": "不算",
    "asks": "companion",
    "rows": [
        waits(
            "孙*",
            None,
            [
                "上传晚了，或手机时间不准",
                "手机上的时间 11月13日 14:02",
                "传到的时间 11月16日 15:20",
                "本人扫码",
            ],
            address="",
        )
    ],
    "answers": [
        {"id": ID, "name": "王*明", "words": "算数；签到好了", "refusal": None, "done": True},
        {
            "id": ID,
            "name": "赵*兰",
            "words": "",
            "refusal": refusal("companion_required"),
            "done": False,
        },
    ],
}
STORY = [
    (at(16, 14, 1), "11月16日 14:01 本人扫码", "", None),
    (at(16, 18), "结束两小时没有签退，先记 0 分钟", "", None),
    (at(17, 9, 12), "赵*国 补录 110 分钟", "走的时候忘了签退：“王*明看见她干到四点”", None),
    (at(17, 11), "陈* 确认过", "", None),
    (at(17, 11), "记 110 分钟", "14:00–15:50，事后补录", None),
    (at(18, 9), "更正为 100 分钟", "14:00–15:40，事后补录", 110),
]
ATTENDANCE: dict[str, Any] = {
    "frame": frame(),
    "now": NOW,
    "activity": {
        "activity_id": ID,
        "title": "河道清理志愿服务",
        "place": "大黑河南岸",
        "unit_name": "大召社区",
        "starts_at": at(16, 14),
        "ends_at": at(16, 16),
    },
    "own": True,
    "name": "",
    "state": "已更正",
    "tone": "info",
    "came": {"at": at(16, 14, 1), "words": "本人扫码"},
    "left": None,
    "companion": "",
    "grade": "事后补录",
    "counted": {"first": at(16, 14), "last": at(16, 15, 40)},
    "minutes": 100,
    "held_minutes": 0,
    "held": None,
    "points": 3,
    "is_late": False,
    "story": [
        {"at": moment, "words": words, "more": more, "old": old}
        for moment, words, more, old in STORY
    ],
    "correction": "/attendances/1/correction",
    "make_up": "",
    "back": "/me/service-record",
}
HELD = ATTENDANCE | {
    "state": "待两人确认",
    "tone": "warn",
    "held_minutes": 120,
    "held": {"why": "超过每次 8 小时或每天 10 小时，要两个人确认", "confirmed": 1},
    "is_late": True,
}

PRESENCE_PAGES: dict[str, Page] = {
    "roll": Page("roll.html", ROLL, COUNTER),
    "roll-phone": Page("roll.html", ROLL),
    "roll-ticked": Page("roll.html", ROLL | {"ticked": TICKED}, COUNTER),
    "roll-ticked-phone": Page("roll.html", ROLL | {"ticked": TICKED}),
    "roll-over": Page("roll.html", OVER, COUNTER),
    "roll-over-phone": Page("roll.html", OVER),
    "roll-recorded": Page("roll.html", OVER | {"refusal": None, "recorded": True}),
    "roll-masked": Page("roll.html", MASKED),
    "roll-empty": Page(
        "roll.html", ROLL | {"live": LIVE | {"lines": [], "filters": filters("todo")}}
    ),
    "tick": Page("tick.html", TICK),
    "tick-refused": Page(
        "tick.html", TICK | {"person": None, "refusal": refusal("person_not_found")}
    ),
    "tick-nobody": Page("tick.html", TICK | {"witnesses": []}),
    "make-up": Page("make_up.html", MAKE_UP),
    "make-up-refused": Page(
        "make_up.html",
        MAKE_UP
        | {
            "typed": {"minutes": "200", "reason": "no_phone", "note": "王*明看见"},
            "refusal": refusal("supplement_exceeds_plan"),
            "is_late": True,
            "seen": None,
            "zero": None,
        },
    ),
    "make-up-no-calendar": Page("make_up.html", MAKE_UP | {"due_on": None}),
    "wanting": Page(
        "wanting.html",
        {
            "frame": LEADER,
            "now": NOW,
            "rows": [
                {
                    "name": "白*兰",
                    "title": "河道清理 11月16日",
                    "came_at": at(16, 14, 1),
                    "address": "/activities/1/make-up?person=1",
                }
            ],
            "next_address": "",
        },
    ),
    "wanting-empty": Page(
        "wanting.html", {"frame": LEADER, "now": NOW, "rows": [], "next_address": ""}
    ),
    "reviews": Page("reviews.html", REVIEWS),
    "reviews-wide": Page("reviews.html", REVIEWS, COUNTER),
    "reviews-doubtful": Page("reviews.html", DOUBTFUL),
    "reviews-empty": Page("reviews.html", REVIEWS | {"rows": [], "wanting": 0}),
    "attendance": Page("attendance.html", ATTENDANCE),
    "attendance-held": Page("attendance.html", HELD),
    "attendance-of-another": Page(
        "attendance.html",
        ATTENDANCE
        | {
            "frame": LEADER,
            "own": False,
            "name": "白*兰",
            "state": "待补",
            "tone": "warn",
            "grade": "",
            "counted": None,
            "minutes": 0,
            "points": 0,
            "story": [],
            "correction": "",
            "make_up": "/attendances/1/make-up",
        },
    ),
}
