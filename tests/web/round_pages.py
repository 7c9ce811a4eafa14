"""Samples of the pages of rounds and of balances from older platforms."""

from datetime import date
from typing import Any

from ledger.moral.opening_rows import Differs, Platform
from ledger.moral.round import Found
from tests.web.samples import ID, KEY, Page, at, frame
from web.messages_zh import refusal
from web.moral.opening_pages import PLATFORMS, REASONS, STATES
from web.moral.round_pages import FOUND

WIDE = (1366, 768)
WORKER = frame("grid_worker", "白*", "青柳村")
GATE: dict[str, Any] = {
    "household_id": ID,
    "plate": ID.bytes[:8].hex(),
    "address": "/rounds/gates/1",
    "group": "二组",
    "number": "0017",
    "found": "good",
    "words": FOUND[Found.GOOD][0],
    "tone": "ok",
    "at": at(18, 9, 42),
}
ABSENT = GATE | {"number": "0018", "words": FOUND[Found.ABSENT][0], "tone": "warn"}
LEFT = GATE | {"number": "0019", "found": "", "words": "", "tone": "", "at": None}
TODAY: dict[str, Any] = {
    "frame": WORKER,
    "unit_name": "青柳村",
    "total": 26,
    "walked": 18,
    "remaining": 8,
    "shown": 1,
    "latest": [GATE, ABSENT],
    "coming": [LEFT, LEFT | {"number": "0020"}],
}
GATES: dict[str, Any] = {
    "frame": WORKER,
    "group": "",
    "groups": ["一组", "二组"],
    "rows": [GATE, ABSENT, LEFT],
}
LIST = {"code": "65", "title": "庭院整洁", "points": ["院里没有杂物", "柴草码齐了"]}
ONE: dict[str, Any] = {
    "frame": WORKER,
    "key": KEY,
    "number": "0019",
    "group": "二组",
    "address": "/rounds/gates/1",
    "household_id": ID,
    "lists": [LIST, LIST | {"code": "66", "title": "门前三包"}],
    "chosen": LIST,
    "state": "",
    "is_done": False,
    "is_walked": False,
    "photos_max": 3,
    "refusal": None,
}
PROGRESS: dict[str, Any] = {
    "frame": frame("clerk", "赵*国", "青柳村"),
    "month": "2026-11",
    "total": 324,
    "rows": [
        {
            "name": "白*",
            "unit_name": "青柳村",
            "gates": 118,
            "good": 97,
            "absent": 9,
            "last_at": at(18, 9, 42),
        }
    ],
}
FILE: dict[str, Any] = {
    "address": "/desk/openings/1/2",
    "number": 2,
    "platform": PLATFORMS[Platform.HELIN],
    "unit_name": "青柳村",
    "state": "waiting",
    "state_words": STATES["waiting"],
    "taken": 312,
    "taken_points": 41_220,
    "remaining": 2,
    "remaining_points": 37,
    "total_points": 41_257,
    "by": "赵*国",
    "at": at(17, 10),
    "decided_by": "",
    "decided_at": None,
}
FILES: dict[str, Any] = {
    "frame": frame("clerk", "赵*国", "青柳村"),
    "key": KEY,
    "imports": True,
    "lines_max": 1_000,
    "refusal": None,
    "files": [FILE, FILE | {"number": 1, "state_words": STATES["replaced"]}],
    "platforms": [{"value": it.value, "words": PLATFORMS[it]} for it in Platform],
    "next_address": "/desk/openings?before=1",
}
LINE: dict[str, Any] = {
    "line": "",
    "household": "0001",
    "points": 120,
    "reason": "",
    "said": "导入",
    "expires_on": date(2027, 6, 30),
}
OPENING: dict[str, Any] = {
    "frame": frame("supervisor", "郭*义", "青柳村"),
    "key": KEY,
    "file": FILE,
    "differences": [
        LINE | {"line": 3, "reason": it.value, "said": REASONS[it], "expires_on": None}
        for it in Differs
    ],
    "lines": [LINE],
    "approves": True,
    "drops": True,
    "refusal": None,
}
DECIDED = FILE | {"state": "approved", "state_words": STATES["approved"], "decided_by": "郭*义"}
ROUND_PAGES: dict[str, Page] = {
    "round": Page("round_today.html", TODAY),
    "round-none": Page(
        "round_today.html",
        TODAY | {"total": 0, "walked": 0, "remaining": 0, "latest": [], "coming": []},
    ),
    "round-gates": Page("round_gates.html", GATES),
    "round-gates-none": Page("round_gates.html", GATES | {"rows": [], "groups": []}),
    "round-gate": Page("round_gate.html", ONE | {"state": FOUND[Found.ABSENT][0]}),
    "round-gate-done": Page(
        "round_gate.html", ONE | {"is_done": True, "state": FOUND[Found.GOOD][0]}
    ),
    "round-gate-any": Page(
        "round_gate_any.html",
        {
            "frame": WORKER,
            "key": KEY,
            "photos_max": 3,
            "lists": ONE["lists"],
            "gates": GATES["rows"],
        },
    ),
    "round-gate-any-none": Page(
        "round_gate_any.html",
        {"frame": WORKER, "key": KEY, "photos_max": 3, "lists": [], "gates": []},
    ),
    "round-gate-none": Page("round_gate.html", ONE | {"lists": [], "chosen": None}),
    "round-gate-refused": Page(
        "round_gate.html", ONE | {"refusal": refusal("round_ticks_invalid")}
    ),
    "round-progress": Page("round_progress.html", PROGRESS, WIDE),
    "round-progress-none": Page("round_progress.html", PROGRESS | {"rows": []}, WIDE),
    "openings": Page("openings.html", FILES, WIDE),
    "openings-phone": Page("openings.html", FILES),
    "openings-none": Page(
        "openings.html", FILES | {"files": [], "imports": False, "next_address": ""}, WIDE
    ),
    "openings-refused": Page(
        "openings.html", FILES | {"refusal": refusal("opening_file_known")}, WIDE
    ),
    "opening": Page("opening.html", OPENING, WIDE),
    "opening-clerk": Page("opening.html", OPENING | {"approves": False}, WIDE),
    "opening-decided": Page(
        "opening.html",
        OPENING
        | {
            "file": DECIDED | {"decided_at": at(18, 9)},
            "differences": [],
            "lines": [],
            "approves": False,
            "drops": False,
        },
        WIDE,
    ),
}
