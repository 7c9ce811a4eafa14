"""Every page there is, by name: a template with a sample context at its real size."""

from typing import Any

from tests.web.account_pages import ACCOUNT_PAGES
from tests.web.activity_pages import ACTIVITY_PAGES
from tests.web.adjustment_pages import ADJUSTMENT_PAGES
from tests.web.alarm_pages import ALARM_PAGES
from tests.web.appeal_pages import APPEAL_PAGES
from tests.web.budget_pages import BUDGET_PAGES
from tests.web.calendar_pages import CALENDAR_PAGES
from tests.web.card_pages import PAGES as CARD_PAGES
from tests.web.certificate_pages import CERTIFICATE_PAGES
from tests.web.check_in_pages import CHECK_IN_PAGES
from tests.web.claim_pages import CLAIM_PAGES
from tests.web.consent_pages import CONSENT_PAGES
from tests.web.counter_pages import COUNTER_PAGES
from tests.web.device_pages import PAGES as DEVICE_PAGES
from tests.web.feedback_pages import FEEDBACK_PAGES
from tests.web.flag_pages import FLAG_PAGES
from tests.web.household_pages import HOUSEHOLD_PAGES
from tests.web.month_pages import MONTH_PAGES
from tests.web.notice_pages import NOTICE_PAGES
from tests.web.pages_staff import STAFF_PAGES
from tests.web.presence_pages import PRESENCE_PAGES
from tests.web.report_pages import REPORT_PAGES
from tests.web.rider_pages import RIDER_PAGES
from tests.web.rights_pages import RIGHTS_PAGES
from tests.web.roles_pages import ROLES_PAGES
from tests.web.round_pages import ROUND_PAGES
from tests.web.rule_pages import RULE_PAGES
from tests.web.samples import (
    ACTIVITY,
    BIG,
    ENTRIES,
    HOME,
    HOST,
    ID,
    KEY,
    LEADER,
    NOW,
    PLACES,
    QR,
    RIDER,
    SCREEN,
    SERVICES,
    STATIONS,
    STRANGER,
    TODAY,
    VOLUNTEERS,
    Page,
    at,
    frame,
)
from tests.web.shop_pages import SHOP_PAGES
from tests.web.sign_in_pages import SIGN_IN_PAGES
from tests.web.station_pages import STATION_PAGES
from tests.web.stock_pages import STOCK_PAGES
from tests.web.team_pages import TEAM_PAGES
from web.messages_zh import refusal

RIDER_HOME = {
    "frame": RIDER,
    "now": NOW,
    "visits_today": 2,
    "points_today": 1,
    "available": 103,
    "last_visit": {
        "station_name": "大召红蜂驿站",
        "occurred_at": at(18, 13, 41),
        "again_at": at(18, 17, 41),
    },
    "stations": STATIONS[:2],
}
STAFF: dict[str, Any] = {
    "frame": LEADER,
    "now": NOW,
    "main": {"address": "/scan", "words": "扫队员的卡", "icon": "scan"},
    "figures": [
        {"words": "已签到", "value": 28},
        {"words": "已签退", "value": 3},
        {"words": "还在场", "value": 25},
    ],
    "waiting": [
        {
            "address": "/activities/1",
            "icon": "activity",
            "title": "清洁家园 · 九龙湾街",
            "words": "今天 13:00–15:00，正在进行",
            "count": 25,
            "tone": "red",
        },
        {
            "address": "/activities/2",
            "icon": "clock",
            "title": "2 个人没有签退",
            "words": "11月30日前补录",
            "count": 2,
            "tone": "honey",
        },
    ],
}
RECORD: dict[str, Any] = {
    "frame": frame(),
    "now": NOW,
    "minutes": 18_744,
    "verified_minutes": 17_904,
    "supplementary_minutes": 840,
    "held_minutes": 120,
    "by_evidence": [
        {"evidence": "self", "minutes": 16_230},
        {"evidence": "assisted", "minutes": 1_674},
        {"evidence": "supplementary", "minutes": 840},
    ],
    "attendances": [
        {
            "attendance_id": ID,
            "activity_id": ID,
            "title": title,
            "starts_at": at(day, 9),
            "evidence": evidence,
            "minutes": minutes,
            "state": state,
            "tone": tone,
        }
        for title, day, evidence, minutes, state, tone in (
            ("为老餐厅 帮厨", 18, "self", 0, "还没签退", "info"),
            ("大召社区 清洁家园", 16, "self", 154, "", "ok"),
            ("为老餐厅 帮厨", 11, "assisted", 480, "待两人确认", "warn"),
            ("社区消防演练", 9, "self", 0, "待补", "warn"),
        )
    ],
    "attended": 96,
    "helped": {ID: "赵*国"},
    "next_address": "/me/service-record?after=4",
}
STATEMENT: dict[str, Any] = {
    "frame": frame(),
    "now": NOW,
    "balance": 95,
    "available": 65,
    "held": 30,
    "opening": 75,
    "earned": 41,
    "spent": -21,
    "closing": 95,
    "month_starts_at": at(1, 0),
    "lots": [
        {"amount": 15, "expires_at": at(31, 0, month=12)},
        {"amount": 80, "expires_at": at(31, 0, month=12).replace(year=2027)},
    ],
    "entries": ENTRIES,
    "next_address": "",
}
ME = {
    "frame": frame(),
    "person_id": ID,
    "login": "1501 0400 6218",
    "host": HOST,
    "qr_svg": QR,
    "theme_choice": "auto",
}
RESULT: dict[str, Any] = {
    "frame": frame(),
    "now": NOW,
    "tone": "ok",
    "title": "签退好了",
    "sentence": "今天辛苦了，记 2.5 小时",
    "facts": [
        {"name": "活动", "value": "大召社区 清洁家园", "good": False},
        {"name": "计时", "value": "09:00–11:34", "good": False},
        {"name": "时长", "value": "154 分钟", "good": False},
        {"name": "积分", "value": "+4", "good": True},
    ],
    "code": "",
    "note": "",
    "button": {"address": "/", "words": "完成"},
    "undo": {"address": "/scans/1/reversal", "words": "扫错了，撤销这次", "key": KEY},
}
REFUSED = RESULT | {
    "tone": "warn",
    "title": refusal("qr_expired").headline,
    "sentence": refusal("qr_expired").advice,
    "facts": [],
    "code": "qr_expired",
    "note": "以前的记录都在，不受影响",
    "button": {"address": "/scan", "words": "再扫一次"},
    "undo": None,
}
KEPT = REFUSED | {"tone": "info", "title": "先存在手机里了", "code": "", "note": ""}
ERROR = {
    "frame": frame(),
    "now": NOW,
    "refusal": refusal("insufficient_points"),
    "facts": ["还差 35 分"],
    "back": "/items",
}
STATION_SCREEN = {
    "frame": frame("screen", ""),
    "now": NOW,
    "station": {
        "station_id": ID,
        "name": "石羊桥东路站",
        "kind": "red_bee",
        "services": SERVICES,
        "closes_at": "21:00",
    },
    "host": HOST,
    "visits_today": 61,
    "open": True,
    "mark": "a1b2c3",
    "qr_svg": QR,
}
BOARD = {
    "unit_name": "大召社区",
    "period_name": "11 月",
    "now": NOW,
    "as_of": NOW,
    "main": {
        "board": "minutes",
        "title": "志愿服务时长",
        "measure": "hours",
        "url": "/api/v1/leaderboards/minutes?limit=10",
        "rows": VOLUNTEERS,
    },
    "beside": {
        "board": "stations",
        "title": "驿站停靠",
        "measure": "visits",
        "url": "/api/v1/leaderboards/stations?limit=5",
        "rows": PLACES,
    },
    "totals": [
        {"words": "本月", "value": "14,906", "unit": "小时"},
        {"words": "驿站停靠", "value": "8,214", "unit": "次"},
    ],
}
BOARD_PHONE = {
    "frame": frame(),
    "as_of": NOW,
    "board": "minutes",
    "title": "志愿服务时长",
    "unit_name": "大召社区",
    "period_name": "11 月",
    "boards": [
        {"board": "minutes", "words": "服务时长", "chosen": True},
        {"board": "stations", "words": "驿站停靠", "chosen": False},
    ],
    "rows": VOLUNTEERS,
    "measure": "hours",
    "mine": None,
}
PAGES: dict[str, Page] = {
    "start": Page("start.html", {"frame": STRANGER}),
    **SIGN_IN_PAGES,
    **CHECK_IN_PAGES,
    "home-volunteer": Page("home_volunteer.html", HOME),
    "home-resident-notice": Page(
        "home_volunteer.html",
        HOME | {"frame": frame("resident", scans=False), "has_notice": True},
    ),
    "home-volunteer-in": Page(
        "home_volunteer.html", HOME | {"today": TODAY | {"state": "in", "counted_minutes": 72}}
    ),
    "home-volunteer-quiet": Page(
        "home_volunteer.html",
        HOME | {"today": None, "entries": [], "vouchers_waiting": 0, "expiring": None},
    ),
    "home-volunteer-large": Page("home_volunteer.html", HOME | {"frame": frame(large=True)}),
    "home-rider-dark": Page("home_rider.html", RIDER_HOME),
    "home-rider": Page("home_rider.html", RIDER_HOME | {"frame": frame("rider", "巴特尔")}),
    "home-staff": Page("home_staff.html", STAFF),
    "home-staff-done": Page("home_staff.html", STAFF | {"waiting": [], "main": None}),
    "scan": Page("scan.html", {"frame": frame(), "hint": "对准驿站屏幕或活动海报上的码"}),
    "scan-digits": Page(
        "scan.html",
        {
            "frame": frame(),
            "hint": "为老餐厅 帮厨：对准驿站屏幕或活动海报上的码",
            "types": True,
            "key": KEY,
            "activity": {"activity_id": ID, "title": "为老餐厅 帮厨"},
        },
    ),
    "result-done": Page("scan_result.html", RESULT),
    "result-refused": Page("scan_result.html", REFUSED),
    "result-kept": Page("scan_result.html", KEPT),
    "open-code": Page(
        "open_code.html",
        {
            "frame": frame(),
            "title": "记一次到站",
            "words_below": "石羊桥东路站，4 小时内只记一次",
            "token": "CEAG7GK2" * 4 + "59XQ",
            "occurred_at": "2026-11-18T05:58:20Z",
            "key": KEY,
        },
    ),
    "record": Page("record.html", RECORD),
    "record-empty": Page(
        "record.html", RECORD | {"minutes": 0, "held_minutes": 0, "attendances": []}
    ),
    "entries": Page("entries.html", STATEMENT),
    "entries-rider": Page("entries.html", STATEMENT | {"frame": RIDER, "held": 0, "lots": []}),
    "me": Page("me.html", ME),
    "me-large": Page("me.html", ME | {"frame": frame(large=True), "theme_choice": "dark"}),
    "me-dark": Page("me.html", ME | {"frame": RIDER}),
    "board-phone": Page("board_phone.html", BOARD_PHONE),
    "board-phone-empty": Page("board_phone.html", BOARD_PHONE | {"rows": []}),
    "help": Page("help.html", {"frame": STRANGER, "service_phone": "0471-6543210"}),
    "offline": Page("offline.html", {"frame": STRANGER}),
    "error": Page("error.html", ERROR),
    "error-already": Page(
        "error.html",
        ERROR
        | {"refusal": refusal("visit_already_counted"), "facts": ["17:41 以后再来，可以再记"]},
    ),
    "station-screen": Page("station_screen.html", STATION_SCREEN, SCREEN),
    "station-screen-portrait": Page("station_screen.html", STATION_SCREEN, (800, 1280)),
    "activity-screen": Page(
        "activity_screen.html",
        {
            "frame": LEADER,
            "now": NOW,
            "activity": ACTIVITY,
            "host": HOST,
            "checked_in": 28,
            "checked_out": 3,
            "qr_svg": QR,
            "digits": "407193",
        },
        SCREEN,
    ),
    **COUNTER_PAGES,
    "board": Page("board.html", BOARD, BIG),
    "docs": Page("docs.html", {"openapi_url": "/api/openapi.json"}, SCREEN),
    **CONSENT_PAGES,
    **DEVICE_PAGES,
    **CARD_PAGES,
    **PRESENCE_PAGES,
}
PAGES |= STATION_PAGES
PAGES |= RIGHTS_PAGES
PAGES |= RIDER_PAGES
PAGES |= STAFF_PAGES
PAGES |= ROLES_PAGES
PAGES |= TEAM_PAGES
PAGES |= CALENDAR_PAGES
PAGES |= FLAG_PAGES
PAGES |= ALARM_PAGES
PAGES |= ROUND_PAGES
PAGES |= SHOP_PAGES
PAGES |= FEEDBACK_PAGES
PAGES |= ACTIVITY_PAGES
PAGES |= CERTIFICATE_PAGES
PAGES |= NOTICE_PAGES | ACCOUNT_PAGES
PAGES |= HOUSEHOLD_PAGES
PAGES |= MONTH_PAGES
PAGES |= RULE_PAGES
PAGES |= CLAIM_PAGES
PAGES |= ADJUSTMENT_PAGES
PAGES |= BUDGET_PAGES
PAGES |= STOCK_PAGES
PAGES |= APPEAL_PAGES
PAGES |= REPORT_PAGES
