"""Pages of appeals and of the score, with samples."""

from typing import Any

from tests.web.claim_pages import RESIDENT, TAKEN, claim, step
from tests.web.samples import ID, KEY, NOW, Page, at, frame
from web.messages_zh import refusal
from web.moral.appeal_words import REASONS
from web.moral.claim_words import steps_shown

BOARD = frame("supervisor", "赵建国", "向阳村")
STREET = frame("street", "白玉", "盛乐镇")
DEDUCTION = claim(**TAKEN | {"state": "posted", "changed_at": at(17, 0)})
STORY = steps_shown([step("proposed", 1, detail="grid_worker", points=5), step("posted", 17)])
ASKED: dict[str, Any] = {
    "frame": RESIDENT,
    "now": NOW,
    "key": KEY,
    "claim": DEDUCTION,
    "posted": "11月17日",
    "closes": "11月24日 24:00",
    "reasons": [(it.value, words) for it, words in REASONS.items()],
    "typed": {"reason": "", "words": ""},
    "length_max": 500,
    "refusal": None,
}
STEPS = [
    {"title": "提出申诉", "when": "11月20日", "words": "柴堆 11 月 8 日就拉走了，有照片。"},
    {"title": "村务监督委员会：维持", "when": "11月24日", "words": "照片是三天后拍的。"},
]
ONE: dict[str, Any] = {
    "frame": RESIDENT,
    "now": NOW,
    "keys": [KEY, KEY],
    "claim": DEDUCTION,
    "story": STORY,
    "state": ("复核中", "warn"),
    "reason": "那天已改好",
    "steps": STEPS[:1],
    "until": "11月27日 24:00 前答复",
    "decides": False,
    "may_withdraw": True,
    "may_escalate": False,
    "length_max": 500,
    "refusal": None,
}
ROW: dict[str, Any] = DEDUCTION | {
    "address": f"/appeals/{ID}",
    "state": ("复核中", "warn"),
    "reason": "那天已改好",
    "until": "11月27日 24:00 前答复",
    "deadline": {"words": "11月27日 24:00 前答复，还剩 3 个工作日", "tone": "honey"},
}
LISTED: dict[str, Any] = {
    "frame": BOARD,
    "now": NOW,
    "decides": True,
    "own": False,
    "rows": [ROW],
    "township": [],
    "overdue": [],
    "next_address": "/appeals?behind=9",
}
ENTRY: dict[str, Any] = DEDUCTION | {
    "posted": "11月17日入账",
    "is_reversed": False,
    "appeal": "",
    "appeal_address": "",
    "may_appeal": True,
    "story": STORY,
    "adjusted": "",
    "basis": "依据：积分细则第 4 版第 90 条，3月8日村民代表会议通过（应到 45，实到 38，同意 33）。",
}
GAIN: dict[str, Any] = claim(state="posted") | {
    "posted": "11月18日入账",
    "is_reversed": True,
    "appeal": "",
    "appeal_address": "",
    "may_appeal": False,
    "story": STORY,
    "adjusted": "11月20日监督委员会批准更正：这一笔入错了，退回 10 分。"
    "不够的 30 分由村里担，您家不欠分。",
    "basis": "依据：积分细则第 4 版第 12 条。",
}
GIVEN: dict[str, Any] = GAIN | {
    "is_reversed": False,
    "story": [],
    "adjusted": "11月20日监督委员会批准更正：这一笔原来入错了户，现在记到您家。",
}
SCORE: dict[str, Any] = {
    "frame": RESIDENT,
    "now": NOW,
    "year": 2026,
    "years": [2025],
    "sums": {"base": 100, "added": 50, "deducted": 5, "score": 145},
    "rank": 3,
    "entries": [ENTRY, GAIN, GIVEN],
    "next_address": "/household/score?year=2026&skip=20",
}

APPEAL_PAGES: dict[str, Page] = {
    "score": Page("score.html", SCORE),
    "score-empty": Page("score.html", SCORE | {"rank": None, "entries": [], "next_address": ""}),
    "score-none": Page("score.html", SCORE | {"sums": None, "entries": [], "next_address": ""}),
    "appeal-new": Page("appeal_new.html", ASKED),
    "appeal-new-refused": Page(
        "appeal_new.html",
        ASKED
        | {
            "refusal": refusal("appeal_window_closed"),
            "typed": {"reason": "other", "words": "说了一遍又一遍"},
        },
    ),
    "appeal": Page("appeal.html", ONE),
    "appeal-kept": Page(
        "appeal.html",
        ONE
        | {
            "steps": STEPS,
            "state": ("维持", ""),
            "until": "不满意，12月1日 24:00 前还能找乡镇",
            "may_withdraw": False,
            "may_escalate": True,
        },
    ),
    "appeal-to-decide": Page(
        "appeal.html", ONE | {"frame": BOARD, "decides": True, "may_withdraw": False}
    ),
    "appeals-to-decide": Page("appeals.html", LISTED),
    "appeals-street": Page("appeals.html", LISTED | {"frame": STREET, "overdue": [ROW]}),
    "appeals-own": Page(
        "appeals.html", LISTED | {"frame": RESIDENT, "decides": False, "own": True}
    ),
    "appeals-clerk": Page("appeals.html", LISTED | {"decides": False, "township": [ROW]}),
    "appeals-none": Page(
        "appeals.html",
        LISTED | {"frame": RESIDENT, "decides": False, "own": True, "rows": [], "next_address": ""},
    ),
    "appeals-done": Page("appeals.html", LISTED | {"rows": [], "next_address": ""}),
}
