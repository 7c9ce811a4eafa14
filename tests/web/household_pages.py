"""Samples of the pages about households."""

from datetime import date
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from api.households.roster import HEADS
from tests.web.samples import ENTRIES, ID, KEY, NOW, QR, Page, at, frame
from web.households.words import BASIS, GATE, LEAVE, RELATION, REQUEST
from web.messages_zh import refusal

DESK = (1366, 768)
RESIDENT = frame("resident", "李*旺", "向阳村")
CLERK = frame("clerk", "云*珍", "向阳村")
STREET = frame("street", "哈*尔", "盛乐镇")

HOUSEHOLD = SimpleNamespace(
    household_id=ID, number="0147", group="三组", members=2, in_scheme=True, publishes=True
)
MEMBERS: list[dict[str, Any]] = [
    {
        "person_id": UUID(int=1),
        "display_name": "李*旺",
        "relation_words": "户主",
        "is_head": True,
        "joined_on": date(2026, 3, 5),
    },
    {
        "person_id": UUID(int=2),
        "display_name": "斯**图",
        "relation_words": "子女",
        "is_head": False,
        "joined_on": date(2026, 3, 5),
    },
]
HISTORY = [
    {"words": "并进一户，带来 45 分", "occurred_at": at(25, 10)},
    {"words": "立户", "occurred_at": at(5, 9, month=3)},
]
ASKED: list[dict[str, Any]] = [
    {
        "number": 1,
        "words_kind": "分户",
        "state": "open",
        "state_words": ("等答复", "warn"),
        "words": "儿子成家了",
        "answer": None,
    }
]
OWN: dict[str, Any] = {
    "frame": RESIDENT,
    "refusal": None,
    "household": HOUSEHOLD,
    "unit_name": "向阳村",
    "key": KEY,
    "own_id": UUID(int=1),
    "gate": QR,
    "members": MEMBERS,
    "asked": ASKED,
    "kinds": REQUEST,
    "history": HISTORY,
}
OUTSIDE = SimpleNamespace(**vars(HOUSEHOLD) | {"in_scheme": False, "publishes": False})
HOME: dict[str, Any] = {
    "frame": RESIDENT,
    "now": NOW,
    "unit_name": "向阳村",
    "household": HOUSEHOLD,
    "available": 65,
    "expiring": {"amount": 15, "expires_at": at(1, 0, month=1).replace(year=2027)},
    "score": 145,
    "warning": {"address": f"/claims/{ID}", "until": "11月18日 24:00"},
    "claim_address": "/claims/new",
    "progress": "喜事简办：公示到 11月19日 24:00，没有异议就入账",
    "entries": [it | {"balance": None} for it in ENTRIES],
    "vouchers_waiting": 1,
    "news": 2,
}
BARE = HOME | {
    "household": None,
    "available": 0,
    "expiring": None,
    "score": None,
    "warning": None,
    "claim_address": "",
    "progress": "",
    "entries": [],
    "vouchers_waiting": 0,
    "news": 0,
}


def _row(number: str, head: str | None, **more: Any) -> dict[str, Any]:
    return {
        "household_id": ID,
        "number": number,
        "group": "三组",
        "head_name": head,
        "members": 3,
        "in_scheme": True,
        "publishes": False,
        "state": "open",
        "state_words": "在册",
        "into_number": "",
        "generation": 1,
    } | more


CHANGE: dict[str, Any] = {
    "household_id": ID,
    "number": 1,
    "household_number": "0148",
    "kind": "split",
    "state": "open",
    "other_number": "0325",
    "stays": 2,
    "leaves": 1,
    "basis": "户口簿",
    "words": "两户户主都已签字",
    "is_own": False,
}
LIST: dict[str, Any] = {
    "frame": CLERK,
    "key": KEY,
    "refusal": None,
    "typed": {"number": "", "group": "", "head": ""},
    "rows": [
        _row("0147", "张*花", publishes=True),
        _row("0148", "王*明"),
        _row("0149", None, state="merged", into_number="0148", in_scheme=False),
    ],
    "totals": SimpleNamespace(households=324, members=1012, in_scheme=310, publishing=287),
    "number": "",
    "next_address": "/desk/households?after_id=x",
    "waiting": [CHANGE, CHANGE | {"kind": "merge", "other_number": "0147", "is_own": True}],
    "requests": [
        {
            "person_id": ID,
            "number": 1,
            "household_id": ID,
            "household_number": "0147",
            "kind_words": "分户",
            "words": "儿子成家了",
        }
    ],
    "manages": True,
}
ONE: dict[str, Any] = {
    "frame": CLERK,
    "key": KEY,
    "refusal": None,
    "row": _row("0148", "王*明"),
    "members": MEMBERS,
    "available": 165,
    "lots": [
        SimpleNamespace(expires_on=date(2026, 12, 31), amount=95),
        SimpleNamespace(expires_on=date(2027, 12, 31), amount=70),
    ],
    "changes": [CHANGE | {"is_own": True}],
    "history": HISTORY,
    "manages": True,
    "confirms": True,
    "relations": RELATION,
    "leave_reasons": {it: LEAVE[it] for it in ("moved_away", "married", "died")},
    "gate_reasons": GATE,
    "bases": BASIS,
}
ROSTER: dict[str, Any] = {
    "frame": CLERK,
    "key": KEY,
    "heads": HEADS,
    "csv": "",
    "households": 0,
    "members": 0,
    "flaws": [],
    "households_max": 500,
    "refusal": None,
}
READ = ROSTER | {"csv": "x", "households": 324, "members": 1012}

HOUSEHOLD_PAGES = {
    "home-resident": Page("home_resident.html", HOME),
    "home-resident-bare": Page("home_resident.html", BARE),
    "household": Page("household.html", OWN),
    "household-outside": Page(
        "household.html",
        OWN
        | {
            "household": OUTSIDE,
            "asked": [],
            "refusal": refusal("household_adult_required"),
        },
    ),
    "household-none": Page(
        "household.html", {"frame": RESIDENT, "refusal": None, "household": None}
    ),
    "desk-households": Page("desk_households.html", LIST, DESK),
    "desk-households-empty": Page(
        "desk_households.html",
        LIST
        | {
            "frame": STREET,
            "rows": [],
            "waiting": [],
            "requests": [],
            "manages": False,
            "next_address": "",
        },
        DESK,
    ),
    "desk-household": Page("desk_household.html", ONE, DESK),
    "desk-household-second": Page(
        "desk_household.html",
        ONE | {"frame": STREET, "changes": [CHANGE], "manages": False},
        DESK,
    ),
    "desk-roster": Page("desk_roster.html", ROSTER, DESK),
    "desk-roster-flaws": Page(
        "desk_roster.html",
        READ
        | {
            "flaws": [{"line": 7, "number": "0003", "words": "这一户没有户主"}],
            "refusal": refusal("roster_invalid"),
        },
        DESK,
    ),
    "desk-roster-good": Page("desk_roster.html", READ, DESK),
}
