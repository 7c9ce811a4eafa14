"""Samples of the pages of months and of lots."""

from datetime import date
from typing import Any

import msgspec

from ledger.moral.period_figures import Figures
from projections.moral.periods.views import MonthFigures
from tests.web.samples import KEY, STRANGER, Page, at, frame
from web.messages_zh import refusal
from web.moral.period_words import compared, equation, fingerprint_words, parted

WIDE = (1366, 768)
FIGURES = Figures(
    opening=18_420,
    earned=1_286,
    deducted=34,
    redeemed=1_145,
    expired=0,
    forfeited=0,
    reversed=10,
    moved=0,
    closing=18_537,
    uncollected=4,
    shortfall=30,
    entries=431,
)
PARTED = parted(MonthFigures(FIGURES, brought=0, position=1, is_first=False))
BROUGHT = parted(MonthFigures(FIGURES, brought=1_000, position=1, is_first=True))
DIGEST = "a91f7c025e3d88b4" * 4
CHECKS = [
    {"code": "balances", "title": "各户余额相加 = 村总账 = 账本重算", "state": "met"},
    {"code": "sealed", "title": "已锁的月份没有改动", "state": "open"},
    {"code": "stock", "title": "库存盘点与账面", "state": "explained"},
    {"code": "late", "title": "跨月补录：发生在别的月，记在本月", "state": "noted"},
]
SIGNED = {
    "state": "drawn_up",
    "clerk": "云*珍",
    "signed_at": at(2, 9, 14, 12),
    "second": "",
    "locked_at": None,
    "fingerprint": fingerprint_words(DIGEST),
    "report_hash": DIGEST,
    "position": 41_377_120,
}
CLOSING = {
    "month": "2026-10",
    "month_words": "2026年10月",
    "version": 2,
    "figures": PARTED,
    "fingerprint": fingerprint_words(DIGEST, 3),
    "words": "已锁",
    "is_locked": True,
}
CLOSE: dict[str, Any] = {
    "frame": frame("clerk", "云秀珍"),
    "key": KEY,
    "month": "2026-11",
    "before": "2026-10",
    "month_words": "2026年11月",
    "unit_code": "150104003005",
    "figures_hash": DIGEST,
    "list_due_day": 3,
    "passed": 3,
    "length_max": 500,
    "equation": equation(PARTED),
    "figures": FIGURES,
    "checks": [it | {"shown": "18,537 = 18,537 = 18,537"} for it in CHECKS],
    "is_over": True,
    "is_open": True,
    "signs": False,
    "locks": False,
    "explains": True,
    "report": None,
    "account": {
        "words": "2026 年第三季度的在等：9 月还没月结",
        "is_waiting": True,
        "latest": {"words": "2026 年第二季度", "address": "/accounts/150104003005/2026Q2"},
    },
    "closings": [
        CLOSING,
        CLOSING | {"version": 1, "is_locked": False, "words": "已重开，另有新版"},
    ],
    "refusal": None,
}
READY = CLOSE | {"checks": CLOSE["checks"][:1], "passed": 1, "explains": False}
LOCKED = SIGNED | {"state": "locked", "second": "包*明", "locked_at": at(2, 10, 5, 12)}
REPORT = {
    "version": 1,
    "words": "已锁",
    "equation": equation(PARTED),
    "figures": FIGURES,
    "fingerprint": fingerprint_words(DIGEST),
    "position": 41_377_120,
    "signed_at": at(2, 9, 14, 12),
    "locked_at": at(2, 10, 5, 12),
}
PERIOD: dict[str, Any] = {
    "frame": STRANGER,
    "unit_name": "青柳村",
    "unit_code": "150104003005",
    "month": "2026-11",
    "month_words": "2026年11月",
    "earlier": {"month_words": "2026年10月", "address": "/periods/150104003005/2026-10"},
    "versions": [],
    "compared": [],
    "reports": [REPORT],
}
LATER = msgspec.structs.replace(FIGURES, earned=1_326, closing=18_577, entries=432)
PARTED_LATER = parted(MonthFigures(LATER, brought=40, position=2, is_first=False))
ADMIN = frame("system_administrator", "赵敏", "呼和浩特市")
VERSION: dict[str, Any] = {
    "version": 1,
    "words": "已锁",
    "figures": FIGURES,
    "fingerprint": fingerprint_words(DIGEST, 4),
    "clerk": "云*珍",
    "second": "包*明",
    "locked_at": at(2, 10, 5, 12),
    "asked_by": "",
    "asked_at": None,
    "reason": "",
    "reopened_by": "",
    "reopened_at": None,
}
ASKED_FOR = VERSION | {
    "asked_by": "赵*敏",
    "asked_at": at(4, 9, 0, 12),
    "reason": "纸单漏了一页，二组 40 分没有录进来。",
}
OPENED = ASKED_FOR | {
    "words": "已重开，另有新版",
    "reopened_by": "李*强",
    "reopened_at": at(4, 11, 0, 12),
}
REOPENING: dict[str, Any] = {
    "frame": ADMIN,
    "key": KEY,
    "unit_name": "青柳村",
    "address": "/reopenings/150104003005/2026-11",
    "report_address": "/periods/150104003005/2026-11",
    "month_words": "2026年11月",
    "versions": [VERSION],
    "is_open": False,
    "compared": [],
    "columns": ("第 1 版", "第 1 版"),
    "asks": True,
    "approves": False,
    "is_asked": False,
    "is_last": True,
    "length_max": 500,
    "refusal": None,
}
WAITS = REOPENING | {"versions": [ASKED_FOR], "asks": False, "is_asked": True}
BOTH = {"compared": compared(PARTED, PARTED_LATER), "asks": False}
REOPENINGS: dict[str, Any] = {
    "frame": ADMIN,
    "waiting": [
        {
            "unit_name": "青柳村",
            "month_words": "2026年11月",
            "address": "/reopenings/150104003005/2026-11",
            "is_own": own,
            "asked_at": at(4, 9, 0, 12),
        }
        for own in (False, True)
    ],
    "villages": [
        {
            "unit_name": "青柳村",
            "month_words": "2026年11月",
            "address": "/reopenings/150104003005/2026-11",
        }
    ],
    "next_address": "/reopenings?after_unit=150104003005",
}
CLOSINGS: dict[str, Any] = {
    "frame": frame("street", "白玉", "盛乐镇"),
    "is_late": True,
    "due_words": "2026年11月",
    "late_days": 5,
    "late_count": 2,
    "rows": [
        {
            "unit_name": "青柳村",
            "closed": "2026年10月",
            "address": "/periods/150104003005/2026-10",
        },
        {"unit_name": "向阳村", "closed": "", "address": ""},
    ],
    "next_address": "/closings?after_unit=150104003006",
}
LOTS: dict[str, Any] = {
    "frame": frame("resident", "王秀兰"),
    "number": "0147",
    "total": 120,
    "held": 30,
    "lots": [
        {"amount": 20, "expires_on": date(2026, 12, 31), "days_left": 30, "is_soon": True},
        {"amount": 100, "expires_on": date(2027, 12, 31), "days_left": 395, "is_soon": False},
    ],
}
MONTH_PAGES: dict[str, Page] = {
    "close": Page("close.html", CLOSE, WIDE),
    "close-phone": Page("close.html", CLOSE),
    "close-sign": Page("close.html", READY | {"signs": True}, WIDE),
    "close-lock": Page("close.html", READY | {"locks": True, "report": SIGNED}, WIDE),
    "close-locked": Page("close.html", READY | {"is_open": False, "report": LOCKED}, WIDE),
    "close-first": Page("close.html", READY | {"closings": [], "is_over": False}, WIDE),
    "close-brought": Page(
        "close.html",
        READY | {"equation": equation(BROUGHT), "closings": [CLOSING | {"figures": BROUGHT}]},
        WIDE,
    ),
    "close-refused": Page(
        "close.html", CLOSE | {"refusal": refusal("period_figures_outdated")}, WIDE
    ),
    "period": Page("period.html", PERIOD, public=True),
    "period-two-versions": Page(
        "period.html",
        PERIOD
        | {
            "versions": [1, 2],
            "compared": compared(PARTED, PARTED_LATER),
            "reports": [
                REPORT | {"version": 2, "figures": LATER, "equation": equation(PARTED_LATER)},
                REPORT | {"words": "已重开，另有新版"},
            ],
        },
        public=True,
    ),
    "reopenings": Page("reopenings.html", REOPENINGS, WIDE),
    "reopenings-none": Page(
        "reopenings.html", REOPENINGS | {"waiting": [], "villages": [], "next_address": ""}, WIDE
    ),
    "reopening": Page("reopening.html", REOPENING, WIDE),
    "reopening-phone": Page("reopening.html", REOPENING),
    "reopening-own": Page("reopening.html", WAITS, WIDE),
    "reopening-approves": Page("reopening.html", WAITS | {"approves": True}, WIDE),
    "reopening-open": Page(
        "reopening.html",
        REOPENING
        | BOTH
        | {"versions": [OPENED], "is_open": True, "columns": ("第 1 版", "账上现在")},
        WIDE,
    ),
    "reopening-twice": Page(
        "reopening.html",
        REOPENING
        | BOTH
        | {
            "versions": [VERSION | {"version": 2, "figures": LATER}, OPENED],
            "columns": ("第 1 版", "第 2 版"),
            "is_last": False,
            "refusal": refusal("period_not_next"),
        },
    ),
    "closings": Page("closings.html", CLOSINGS),
    "closings-closed": Page(
        "closings.html", CLOSINGS | {"is_late": False, "rows": CLOSINGS["rows"][:1]}
    ),
    "closings-none": Page(
        "closings.html", CLOSINGS | {"rows": [], "late_count": 0, "next_address": ""}
    ),
    "closings-never": Page(
        "closings.html", CLOSINGS | {"is_late": False, "rows": [], "next_address": ""}
    ),
    "period-none": Page("period.html", PERIOD | {"reports": []}, public=True),
    "lots": Page("lots.html", LOTS),
    "lots-none": Page("lots.html", LOTS | {"lots": [], "total": 0, "held": 0}),
    "lots-no-household": Page("lots.html", LOTS | {"lots": [], "number": ""}),
}
