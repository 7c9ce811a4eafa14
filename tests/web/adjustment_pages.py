"""Pages of corrections of entries, with samples."""

from datetime import date
from typing import Any

from tests.web.samples import ID, KEY, NOW, Page, frame
from web.messages_zh import refusal

WIDE = (1366, 768)
CLERK = frame("clerk", "云秀珍", "向阳村")
BOARD = frame("supervisor", "赵建国", "向阳村")
ENTRY: dict[str, Any] = {
    "entry_id": ID,
    "title": "垃圾分类，院内外整洁",
    "item_code": "12",
    "figure": "+40",
    "is_deduction": False,
    "is_reversed": False,
    "occurred_on": date(2026, 11, 10),
    "posted": "11月17日",
    "claim_id": ID,
}
ROW: dict[str, Any] = {
    "number": 3,
    "address": "/adjustments/3",
    "entry": ENTRY,
    "wrong": "0002",
    "right": "0001",
    "what": "改记到 0001 户",
    "state": ("等委员会批准", "warn"),
    "is_waiting": True,
    "asked": "11月18日",
    "decided": "",
    "amount": 0,
    "shortfall": 0,
}
DONE: dict[str, Any] = ROW | {
    "number": 2,
    "state": ("已更正", "ok"),
    "is_waiting": False,
    "decided": "11月20日",
    "amount": 10,
    "shortfall": 30,
}
KEPT: dict[str, Any] = DONE | {
    "number": 1,
    "state": ("不更正", ""),
    "right": "",
    "what": "冲正，不另记",
    "amount": 0,
    "shortfall": 0,
}
EFFECT: dict[str, Any] = {
    "wrong": "0002",
    "before": 10,
    "after": 0,
    "amount": 10,
    "shortfall": 30,
    "is_deduction": False,
    "right": "0001",
    "right_before": 25,
    "right_after": 65,
}
GIVES_BACK: dict[str, Any] = EFFECT | {
    "amount": 5,
    "after": 15,
    "shortfall": 0,
    "is_deduction": True,
    "right": "",
}
LISTED: dict[str, Any] = {
    "frame": BOARD,
    "now": NOW,
    "rows": [ROW],
    "done": False,
    "decides": True,
    "asks": False,
    "next_address": "/adjustments?behind=9",
}
ONE: dict[str, Any] = {
    "frame": BOARD,
    "now": NOW,
    "keys": [KEY, KEY],
    "row": ROW,
    "reason": "录入时户号看错了一位，0001 写成了 0002。",
    "evidence": "11 月第 3 张纸单，存村委会档案柜；户主本人来对过。",
    "photos": [],
    "claim_address": f"/claims/{ID}",
    "effect": EFFECT,
    "answer": "",
    "names": {"asked": "云*珍", "decided": ""},
    "decides": True,
    "length_max": 500,
    "refusal": None,
}
ENDED: dict[str, Any] = ONE | {
    "row": DONE,
    "effect": None,
    "names": {"asked": "云*珍", "decided": "赵*国"},
    "decides": False,
}
DESK: dict[str, Any] = {
    "frame": CLERK,
    "done": False,
    "waiting_count": 1,
    "rows": [ROW],
    "next_address": "",
    "number": "0002",
    "is_found": True,
    "entries": [
        ENTRY | {"state": ("等委员会批准", "warn"), "address": ""},
        ENTRY | {"state": None, "address": f"/desk/adjustments/new?entry={ID}"},
        ENTRY | {"state": ("已更正", "ok"), "address": "", "is_reversed": True},
    ],
}
NEW: dict[str, Any] = {
    "frame": CLERK,
    "key": KEY,
    "entry": ENTRY,
    "effect": EFFECT,
    "typed": {"right": "0001", "words": "录入时户号看错了一位。", "evidence": ""},
    "unknown_right": False,
    "waits": "",
    "reason_max": 300,
    "evidence_max": 150,
    "refusal": None,
}

ADJUSTMENT_PAGES: dict[str, Page] = {
    "adjustments": Page("adjustments.html", LISTED),
    "adjustments-done": Page(
        "adjustments.html", LISTED | {"rows": [DONE, KEPT], "done": True, "next_address": ""}
    ),
    "adjustments-none": Page("adjustments.html", LISTED | {"rows": [], "next_address": ""}),
    "adjustments-none-done": Page(
        "adjustments.html", LISTED | {"rows": [], "done": True, "next_address": ""}
    ),
    "adjustments-clerk": Page(
        "adjustments.html",
        LISTED | {"frame": CLERK, "rows": [], "decides": False, "asks": True, "next_address": ""},
    ),
    "adjustment": Page("adjustment.html", ONE),
    "adjustment-waits": Page("adjustment.html", ONE | {"frame": CLERK, "decides": False}),
    "adjustment-gives-back": Page(
        "adjustment.html",
        ONE
        | {
            "effect": GIVES_BACK,
            "row": ROW | {"entry": ENTRY | {"is_deduction": True, "figure": "−5"}},
        },
    ),
    "adjustment-changed": Page("adjustment.html", ONE | {"refusal": refusal("adjustment_changed")}),
    "adjustment-done": Page("adjustment.html", ENDED),
    "adjustment-kept": Page(
        "adjustment.html", ENDED | {"row": KEPT, "answer": "单子对过了，户号没有错。"}
    ),
    "adjustments-desk": Page("adjustments_desk.html", DESK, WIDE),
    "adjustments-desk-phone": Page("adjustments_desk.html", DESK),
    "adjustments-desk-none": Page(
        "adjustments_desk.html",
        DESK | {"rows": [], "number": "", "entries": [], "waiting_count": 0},
        WIDE,
    ),
    "adjustments-desk-done": Page(
        "adjustments_desk.html",
        DESK
        | {
            "rows": [DONE, KEPT],
            "done": True,
            "number": "9999",
            "is_found": False,
            "entries": [],
            "next_address": "/desk/adjustments?tab=done&behind=9",
        },
        WIDE,
    ),
    "adjustment-new": Page("adjustment_new.html", NEW, WIDE),
    "adjustment-new-phone": Page("adjustment_new.html", NEW),
    "adjustment-new-unknown": Page(
        "adjustment_new.html",
        NEW
        | {
            "unknown_right": True,
            "effect": EFFECT | {"right": ""},
            "refusal": refusal("adjustment_same_household"),
        },
        WIDE,
    ),
    "adjustment-new-waits": Page("adjustment_new.html", NEW | {"waits": "/adjustments/3"}, WIDE),
}
