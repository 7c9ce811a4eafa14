"""Samples of the pages about activities."""

from typing import Any
from uuid import UUID

from tests.web.samples import (
    ACTIVITY,
    HOST,
    ID,
    KEY,
    LEADER,
    MINE_OUT,
    NOW,
    UPCOMING,
    Page,
    at,
    frame,
)
from web.messages_zh import CATEGORIES, refusal

CHIPS = [
    {"words": words, "address": f"/activities?category={code}", "chosen": code == ""}
    for code, words in {"": "全部", **CATEGORIES}.items()
]
ROWS = [{**ACTIVITY, "starts_at": at(18, 9), "ends_at": at(18, 16)}, *UPCOMING]
FULL = {**UPCOMING[1], "title": "反诈宣讲进小区", "free": 0}
LIST: dict[str, Any] = {
    "frame": frame(),
    "now": NOW,
    "weeks": [{"words": "本周", "rows": ROWS}, {"words": "下周", "rows": [FULL]}],
    "chips": CHIPS,
    "chosen": "",
    "publishes": False,
    "next_address": "/activities?after_id=x",
}
NOTHING = LIST | {"weeks": [], "next_address": ""}
ONE: dict[str, Any] = {
    "frame": frame(),
    "now": NOW,
    "key": KEY,
    "activity": ACTIVITY,
    "mine": None,
    "sign_up": None,
    "signs_up": True,
    "takes_part": True,
    "asks_companion": False,
    "typed_companion": "",
    "companion_length_max": 7089,
    "check_in_open": False,
    "shifts": [{"activity_id": UUID(int=9), "starts_at": at(27, 9), "ends_at": at(27, 11)}],
    "refusal": None,
    "may_wait": False,
    "leads": False,
    "scans_members": False,
    "sees_roll": False,
    "plans": False,
    "may_amend": False,
    "may_cancel": False,
    "may_end": False,
}
SIGNED = {"waits": False, "place": 0, "may_sign_off": True, "until": at(20, 6)}
WAITS = {"waits": True, "place": 2, "may_sign_off": True, "until": at(20, 9)}
FULL_ONE = ACTIVITY | {"free": 0, "waiting": 3}
LED = ONE | {
    "frame": LEADER,
    "leads": True,
    "scans_members": True,
    "sees_roll": True,
    "plans": True,
    "signs_up": False,
    "may_amend": True,
    "may_cancel": True,
}
TYPED: dict[str, Any] = {
    "title": "清洁家园 · 九龙湾街",
    "place": "九龙湾街北口",
    "day": "2026-11-20",
    "starts": "09:00",
    "ends": "11:00",
    "team_id": str(ID),
    "risk_level": "0",
    "category": "cleaning",
    "kind": "activity",
    "quota": "20",
    "closes": "0",
    "insurance_policy": "",
    "description": "清扫落叶。扫帚、手套现场发。",
    "repeat": "",
    "count": "1",
    "starts2": "",
    "ends2": "",
    "starts3": "",
    "ends3": "",
    "campaigns": [],
    "service": True,
}
PUBLISHING: dict[str, Any] = {
    "frame": LEADER,
    "key": KEY,
    "activity": None,
    "typed": TYPED,
    "teams": [{"team_id": ID, "name": "大召社区红马甲服务队"}],
    "refusal": None,
    "wrong": [],
    "title_length_max": 60,
    "place_length_max": 80,
    "insurance_length_max": 40,
    "text_length_max": 500,
    "quota_max": 2000,
    "shifts_max": 12,
}
OPENED = TYPED | {
    "risk_level": "2",
    "campaigns": ["waste_sorting"],
    "starts2": "14:00",
    "ends2": "16:00",
    "repeat": "monthly_by_weekday",
    "count": "6",
}


def _led(title: str, day: int, state: str, **more: Any) -> dict[str, Any]:
    row = {
        "activity_id": ID,
        "title": title,
        "place": "九龙湾街北口",
        "starts_at": at(day, 9),
        "ends_at": at(day, 11),
        "state": state,
        "cancel_reason": None,
        "quota": 20,
        "signed_up": 12,
        "waiting": 0,
        "recorded": False,
    }
    return row | more


LED_LIST: dict[str, Any] = {
    "frame": LEADER,
    "now": NOW,
    "running": [_led("为老餐厅 帮厨", 18, "published", ends_at=at(18, 20))],
    "coming": [
        _led("清洁家园 · 九龙湾街", 20, "published", signed_up=20, waiting=3),
        _led("主题党日", 27, "draft"),
    ],
    "past": [_led("社区义务理发", 14, "ended", recorded=True), _led("反诈宣讲", 13, "cancelled")],
    "next_address": "",
}
SHIFTS: dict[str, Any] = {
    "frame": frame(),
    "now": NOW,
    "shifts": [
        {**UPCOMING[0], "waits": False, "cancelled": ""},
        {**UPCOMING[1], "waits": True, "cancelled": ""},
        {**UPCOMING[1], "title": "反诈宣讲进小区", "waits": False, "cancelled": "天气不好"},
    ],
    "feed_address": "",
    "feed_made_at": None,
}
SIGN_UPS: dict[str, Any] = {
    "frame": LEADER,
    "activity": {"activity_id": ID, "title": "清洁家园 · 九龙湾街", "quota": 2},
    "count": {"signed_up": 2, "waiting": 1},
    "rows": [
        {
            "person_id": UUID(int=n),
            "name": name,
            "state": "waiting" if n == 3 else "signed_up",
            "asked_at": at(17, 8, n),
            "companion_id": ID if n == 2 else None,
        }
        for n, name in enumerate(("王*兰", "李*", "乌**格"), 1)
    ],
    "in_full": False,
    "next_address": "",
}
CANCEL: dict[str, Any] = {
    "frame": LEADER,
    "now": NOW,
    "key": KEY,
    "activity": ACTIVITY,
    "signed_up": 12,
    "refusal": None,
}
OFFICE: dict[str, Any] = {
    "frame": frame("clerk", "王文书"),
    "now": NOW,
    "key": KEY,
    "unit_name": "大召社区",
    "in_charge": ID,
    "telephone": "0471-6311112",
    "length_max": 20,
    "people": [
        {"person_id": ID, "name": "云*珍", "role": "村(社区)文书"},
        {"person_id": KEY, "name": "郭*义", "role": "村务监督员"},
    ],
    "refusal": None,
}
RATE: dict[str, Any] = {
    "frame": frame("clerk", "王文书"),
    "now": NOW,
    "key": KEY,
    "unit_name": "大召社区",
    "rate": (2, 60),
    "default": (2, 60),
    "set_at": None,
    "typed": (2, 60),
    "hourly_yuan_max": 2,
    "points_max": 100,
    "minutes_max": 600,
    "refusal": None,
}
FEED = f"https://{HOST}/shifts/rb_{'Ab3' * 14}x.ics"

ACTIVITY_PAGES: dict[str, Page] = {
    "activities": Page("activities.html", LIST),
    "activities-empty": Page("activities.html", NOTHING),
    "activities-none-of-kind": Page("activities.html", NOTHING | {"chosen": "巡逻防控"}),
    "activity": Page("activity.html", ONE),
    "activity-large": Page("activity.html", ONE | {"frame": frame(large=True)}),
    "activity-minor": Page("activity.html", ONE | {"asks_companion": True}),
    "activity-full": Page("activity.html", ONE | {"activity": FULL_ONE}),
    "activity-refused": Page(
        "activity.html",
        ONE | {"activity": FULL_ONE, "refusal": refusal("activity_full"), "may_wait": True},
    ),
    "activity-signed-up": Page("activity.html", ONE | {"signs_up": False, "sign_up": SIGNED}),
    "activity-waits": Page(
        "activity.html", ONE | {"activity": FULL_ONE, "signs_up": False, "sign_up": WAITS}
    ),
    "activity-cancelled": Page(
        "activity.html",
        ONE
        | {
            "activity": ACTIVITY | {"state": "cancelled", "cancel_reason": "weather"},
            "signs_up": False,
        },
    ),
    "activity-out": Page("activity.html", ONE | {"mine": MINE_OUT, "signs_up": False}),
    "activity-leader": Page("activity.html", LED),
    "activity-leader-may-come": Page("activity.html", LED | {"signs_up": True, "plans": False}),
    "activity-leader-comes": Page(
        "activity.html", LED | {"sign_up": SIGNED, "signs_up": False, "plans": False}
    ),
    "activity-leader-checks-in": Page("activity.html", LED | {"check_in_open": True}),
    "activity-draft": Page("activity.html", LED | {"activity": ACTIVITY | {"state": "draft"}}),
    "activity-new": Page("activity_new.html", PUBLISHING),
    "activity-new-opened": Page(
        "activity_new.html",
        PUBLISHING
        | {
            "typed": OPENED,
            "refusal": refusal("insurance_required"),
            "wrong": ["insurance_policy"],
        },
    ),
    "activity-new-refused": Page(
        "activity_new.html",
        PUBLISHING | {"refusal": refusal("activity_times_invalid"), "wrong": ["ends", "starts"]},
    ),
    "activity-edit": Page("activity_new.html", PUBLISHING | {"activity": ACTIVITY}),
    "activity-cancel": Page("activity_cancel.html", CANCEL),
    "signed-up": Page("signed_up.html", ONE | {"sign_up": SIGNED}),
    "signed-up-waits": Page("signed_up.html", ONE | {"sign_up": WAITS}),
    "shifts": Page("shifts.html", SHIFTS),
    "shifts-feed": Page(
        "shifts.html", SHIFTS | {"feed_address": FEED, "feed_made_at": NOW, "shifts": []}
    ),
    "led": Page("led.html", LED_LIST),
    "led-empty": Page("led.html", LED_LIST | {"running": [], "coming": [], "past": []}),
    "sign-ups": Page("sign_ups.html", SIGN_UPS),
    "sign-ups-empty": Page(
        "sign_ups.html", SIGN_UPS | {"rows": [], "count": {"signed_up": 0, "waiting": 0}}
    ),
    "office": Page("office.html", OFFICE),
    "office-refused": Page(
        "office.html",
        OFFICE | {"telephone": "13800000000", "refusal": refusal("office_telephone_invalid")},
    ),
    "office-empty": Page(
        "office.html", OFFICE | {"in_charge": None, "telephone": "", "people": []}
    ),
    "point-rate": Page("point_rate.html", RATE),
    "point-rate-refused": Page(
        "point_rate.html", RATE | {"typed": (3, 60), "refusal": refusal("rate_above_symbolic")}
    ),
}
