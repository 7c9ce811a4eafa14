"""Pages of claims, screening and the panel, with samples."""

from datetime import date
from typing import Any

from ledger.moral.items import EvidenceKind
from tests.web.samples import ID, KEY, NOW, Page, at, frame
from web.messages_zh import refusal
from web.moral.claim_words import EVIDENCE, row_shown, steps_shown

CLERK = frame("clerk", "云秀珍", "向阳村")
RESIDENT = frame("resident", "王秀兰", "向阳村", scans=False)
GRID = frame("grid_worker", "乌云", "向阳村")
PANEL = frame("reviewer", "赵建国", "向阳村")
STREET = frame("street", "白玉", "盛乐镇")
DESK_SIZE = (1366, 768)

_FACTS: dict[str, Any] = {
    "claim_id": ID,
    "household_id": ID,
    "unit_code": "150123102203",
    "number": "0147",
    "group": "二组",
    "item_code": "12",
    "title": "照看独居老人",
    "version": 4,
    "kind": "neighbour",
    "points": 2,
    "proposed_points": 2,
    "is_deduction": False,
    "occurred_on": date(2026, 11, 18),
    "filed_at": at(18, 9),
    "changed_at": at(18, 9),
    "state": "proposed",
    "reason": "",
    "proposer_role": "household",
    "evidence": ("photo", "witness"),
    "photo_ids": (),
    "put_right_until": None,
    "closes_at": None,
    "may_screen": True,
    "needs_warning": False,
    "is_panel_short": False,
}


def claim(**more: Any) -> dict[str, Any]:
    return row_shown(_FACTS | more)


def step(kind: str, day: int, **more: Any) -> dict[str, Any]:
    absent = {"detail": "", "points": 2, "words": None, "until": None, "is_deduction": False}
    absent |= {"photos": 1, "evidence": ("photo", "witness"), "votes": (3, 1, 1), "notice_days": 3}
    return {"kind": kind, "occurred_at": at(day, 9)} | absent | more


TAKEN = {
    "item_code": "90",
    "title": "堆物不清",
    "kind": "environment",
    "points": 5,
    "is_deduction": True,
    "proposer_role": "grid_worker",
}
ON_NOTICE = claim(state="publicised", changed_at=at(14, 9), closes_at=at(20, 0))
WARNED = claim(**TAKEN, state="warned", put_right_until=date(2026, 11, 25), needs_warning=True)
RETURNED = claim(state="rejected", reason="returned")
STEPS = steps_shown(
    [
        step("proposed", 10, detail="household"),
        step("screened", 11, words="看过了，属实"),
        step("reviewed", 12),
        step("publicised", 14, until=at(20, 0)),
    ]
)
ITEMS = [
    {
        "code": "12",
        "title": "照看独居老人",
        "text": "照看同村独居或失能老人，每次不少于半小时，每日记一次。",
        "figure": "+2",
        "cap": "每天最多 2 分，每月最多 10 分",
        "evidence": "照片、有人证明",
        "kind": "neighbour",
        "kind_words": "帮邻里",
    },
    {
        "code": "21",
        "title": "喜事简办、丧事简办",
        "text": "事前报备，不铺张。",
        "figure": "+5",
        "cap": "",
        "evidence": "照片",
        "kind": "frugal",
        "kind_words": "喜事简办",
    },
]
NEW: dict[str, Any] = {
    "frame": RESIDENT,
    "now": NOW,
    "key": KEY,
    "role": "household",
    "kinds": [
        {"name": "neighbour", "words": "帮邻里", "icon": "heart", "is_chosen": True},
        {"name": "frugal", "words": "喜事简办", "icon": "gift", "is_chosen": False},
    ],
    "items": ITEMS,
    "typed": {
        "item": "",
        "day": "2026-11-18",
        "number": "",
        "words": "",
        "points": "",
        "source": "",
    },
    "ticked": [],
    "evidence": [
        (it.value, words) for it, words in EVIDENCE.items() if it is not EvidenceKind.NONE
    ],
    "first": "2026-10-18",
    "today": "2026-11-18",
    "photos_max": 3,
    "paper_days": 10,
    "length_max": 500,
    "refusal": None,
}
LIST: dict[str, Any] = {
    "frame": RESIDENT,
    "now": NOW,
    "own": [ON_NOTICE, WARNED, RETURNED],
    "others": [claim()],
    "is_staff": False,
    "may_file": True,
}
ONE: dict[str, Any] = {
    "frame": RESIDENT,
    "now": NOW,
    "key": KEY,
    "claim": ON_NOTICE,
    "said": "送了三天饭",
    "steps": STEPS,
    "coming": [
        {"title": "入账 2 分", "words": "11月19日 24:00 前没有异议，11月20日 0:00 入账 2 分"}
    ],
    "is_closed": False,
    "may_withdraw": False,
    "screening": "",
    "adjusting": "",
    "refusal": None,
}
SCREENING: dict[str, Any] = {
    "frame": GRID,
    "now": NOW,
    "key": KEY,
    "claim": claim(),
    "said": "送了三天饭",
    "steps": STEPS[:1],
    "may_screen": True,
    "to_warn": False,
    "is_warned": False,
    "may_pass": True,
    "typed": {"points": "", "words": ""},
    "length_max": 500,
    "refusal": None,
}
REVIEW: dict[str, Any] = {
    "frame": PANEL,
    "now": NOW,
    "key": KEY,
    "claim": claim(state="screened"),
    "said": "送了三天饭",
    "voted": "",
    "is_open": True,
    "waiting": 4,
    "next_address": "/reviews",
    "refusal": None,
}
AT_DESK: dict[str, Any] = {
    "by": "王*兰",
    "may_choose": True,
    "hint": "",
    "waits": "3 天",
    "shows": "/desk/claims",
}


def desk_row(n: int) -> dict[str, Any]:
    """One of many rows of the desk."""
    return claim(number=f"{n:04}", claim_id=f"{n:032x}") | AT_DESK


DESK: dict[str, Any] = {
    "frame": CLERK,
    "now": NOW,
    "key": KEY,
    "tab": "",
    "tabs": [
        {"name": "", "words": "待初审", "address": "/desk/claims", "count": 37},
        {"name": "panel", "words": "评议中", "address": "/desk/claims?tab=panel", "count": 12},
    ],
    "rows": [
        claim()
        | {"by": "王*兰", "may_choose": True, "hint": "", "waits": "3 天", "shows": "/desk/claims"},
        WARNED
        | {
            "by": "乌*",
            "may_choose": False,
            "hint": "要别人审",
            "waits": "改到 11月25日",
            "shows": "/desk/claims",
        },
    ],
    "may_choose": True,
    "shown": {
        "claim": claim(),
        "said": "送了三天饭",
        "steps": STEPS[:1],
        "shows": "/desk/claims",
    },
    "counts": {"/desk/claims": 37, "/notices/drafts": 12},
    "total": 37,
    "refused": [],
    "done": None,
    "next_address": "/desk/claims?behind=7",
    "first_address": "",
    "words": "",
    "length_max": 500,
    "refusal": None,
}
PASSED = {
    "count": 12,
    "words": "送评议了",
    "more": "评议员没投票以前可以撤回。",
    "address": "/desk/claims?tab=panel",
}

IMPORT: dict[str, Any] = {
    "frame": CLERK,
    "now": NOW,
    "key": KEY,
    "seen": None,
    "done": None,
    "days": 10,
    "refusal": None,
}
TASKS: dict[str, Any] = {"frame": GRID, "now": NOW, "rows": [claim()], "not_mine": [WARNED]}
REVIEWS: dict[str, Any] = {"frame": PANEL, "now": NOW, "rows": [claim(state="screened")]}
NOTHING = {"rows": [], "next_address": ""}
KIN: dict[str, Any] = {
    "frame": PANEL,
    "now": NOW,
    "key": KEY,
    "rows": [{"household_id": ID, "number": "0203", "group": "三组", "key": KEY}],
    "typed": "",
    "refusal": None,
}

CLAIM_PAGES: dict[str, Page] = {
    "claim-new": Page("claim_new.html", NEW),
    "claim-new-neighbour": Page("claim_new.html", NEW | {"role": "neighbour"}),
    "claim-new-staff": Page(
        "claim_new.html",
        NEW | {"frame": GRID, "role": "grid_worker", "refusal": refusal("evidence_required")},
    ),
    "claim-new-none": Page("claim_new.html", NEW | {"items": []}),
    "claims": Page("claims.html", LIST),
    "claims-none": Page("claims.html", LIST | {"own": [], "others": []}),
    "claim": Page("claim.html", ONE),
    "claim-withdraw": Page("claim.html", ONE | {"claim": claim(), "may_withdraw": True}),
    "tasks": Page(
        "tasks.html", {"frame": GRID, "now": NOW, "rows": [claim()], "not_mine": [WARNED]}
    ),
    "tasks-none": Page("tasks.html", TASKS | {"rows": [], "not_mine": []}),
    "claim-screening": Page("claim_screening.html", SCREENING),
    "claim-screening-warn": Page(
        "claim_screening.html",
        SCREENING | {"claim": claim(**TAKEN), "to_warn": True, "may_pass": False},
    ),
    "claim-screening-warned": Page(
        "claim_screening.html",
        SCREENING | {"claim": WARNED, "is_warned": True, "may_pass": False},
    ),
    "claim-screening-not": Page("claim_screening.html", SCREENING | {"may_screen": False}),
    "panel-reviews": Page(
        "panel_reviews.html", {"frame": PANEL, "now": NOW, "rows": [claim(state="screened")]}
    ),
    "panel-reviews-none": Page("panel_reviews.html", REVIEWS | {"rows": []}),
    "panel-review": Page("panel_review.html", REVIEW),
    "panel-review-voted": Page("panel_review.html", REVIEW | {"is_open": False, "voted": "同意"}),
    "panel-review-refused": Page(
        "panel_review.html", REVIEW | {"refusal": refusal("reviewer_recused")}
    ),
    "kin": Page("kin.html", KIN),
    "kin-none": Page("kin.html", KIN | {"rows": []}),
    "panel-shortages": Page(
        "panel_shortages.html", {"frame": STREET, "now": NOW, "rows": [claim(state="screened")]}
    ),
    "panel-shortages-none": Page("panel_shortages.html", {"frame": STREET, "now": NOW, "rows": []}),
    "claims-desk": Page("claims_desk.html", DESK, DESK_SIZE),
    "claims-desk-phone": Page("claims_desk.html", DESK),
    "claims-desk-refused": Page(
        "claims_desk.html",
        DESK | {"refused": [{"short": "E5F6", "words": "自己提的不能自己评。"}]},
        DESK_SIZE,
    ),
    "claims-desk-many": Page(
        "claims_desk.html",
        DESK | {"rows": [desk_row(n) for n in range(14)], "done": PASSED},
        DESK_SIZE,
    ),
    "claims-desk-1024": Page(
        "claims_desk.html", DESK | {"rows": [desk_row(n) for n in range(14)]}, (1024, 768)
    ),
    "claims-desk-panel": Page("claims_desk.html", DESK | {"tab": "panel"}, DESK_SIZE),
    "claims-desk-none": Page(
        "claims_desk.html", DESK | {"rows": [], "shown": None, "next_address": ""}, DESK_SIZE
    ),
    "claims-import": Page("claims_import.html", IMPORT, DESK_SIZE),
    "claims-import-done": Page(
        "claims_import.html", IMPORT | {"done": {"new": 12, "known": 3, "refused": []}}, DESK_SIZE
    ),
}
