"""Samples of the pages of months and of lots."""

from datetime import date
from typing import Any

from ledger.moral.period_figures import Figures
from tests.web.samples import KEY, STRANGER, Page, at, frame
from web.messages_zh import refusal
from web.moral.period_words import equation, fingerprint_words

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
    "figures": FIGURES,
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
    "equation": equation(FIGURES),
    "figures": FIGURES,
    "checks": [it | {"shown": "18,537 = 18,537 = 18,537"} for it in CHECKS],
    "is_over": True,
    "is_open": True,
    "signs": False,
    "locks": False,
    "explains": True,
    "report": None,
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
    "equation": equation(FIGURES),
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
    "reports": [REPORT],
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
    "close-refused": Page(
        "close.html", CLOSE | {"refusal": refusal("period_figures_outdated")}, WIDE
    ),
    "period": Page("period.html", PERIOD, public=True),
    "period-none": Page("period.html", PERIOD | {"reports": []}, public=True),
    "lots": Page("lots.html", LOTS),
    "lots-none": Page("lots.html", LOTS | {"lots": [], "total": 0, "held": 0}),
    "lots-no-household": Page("lots.html", LOTS | {"lots": [], "number": ""}),
}
