"""Samples of the pages about other people's data and one's own rights."""

from datetime import date
from typing import Any

from tests.web.samples import ID, KEY, NOW, STRANGER, Page, at, frame
from web.messages_zh import refusal

CLERK = frame("clerk", "云秀珍")
PERSON: dict[str, Any] = {
    "frame": CLERK,
    "person": {"person_id": ID, "masked_name": "王*兰"},
    "purposes": [
        {"value": "paper_entry", "words": "补录纸单核对", "opens": "姓名"},
        {"value": "telephone", "words": "电话联系", "opens": "姓名、手机号"},
    ],
    "shown": [],
    "purpose": "",
    "refusal": None,
    "lists": True,
    "erases": True,
    "certifies": True,
}
READS: dict[str, Any] = {
    "frame": frame(),
    "now": NOW,
    "rows": [
        {
            "at": at(18, 8, 40),
            "role_name": "村(社区)文书",
            "unit_name": "大召社区",
            "reader": "云*珍",
            "action_words": "看全名",
            "purpose_words": "补录纸单核对",
        },
        {
            "at": at(17, 10),
            "role_name": "街道",
            "unit_name": "大召前街街道",
            "reader": "",
            "action_words": "导出",
            "purpose_words": "",
        },
    ],
    "next_address": "/me/reads?before=4",
}

ERASE: dict[str, Any] = {
    "frame": frame(),
    "key": KEY,
    "address": "/me/erase",
    "back": "/me",
    "certify": "/certificates/new?period=all",
    "whose": "",
    "loss": {"minutes": 18_744, "sessions": 96, "points": 85, "vouchers": 1},
    "pending": None,
    "days": 15,
    "refusal": None,
}
AUDIT: dict[str, Any] = {
    "frame": frame("audit_administrator", "苏日拉", "呼和浩特市"),
    "now": NOW,
    "rows": [
        {
            "at": at(18, 8, minute),
            "unit_name": "大召社区",
            "role_name": "村(社区)文书",
            "actor_name": "云*珍",
            "actor": "a1b2c3",
            "action_words": action,
            "target_name": "王*兰",
            "target": "e5f6a7",
            "purpose_words": purpose,
            "done": code == "done",
            "result": code,
            "refusal_words": "" if code == "done" else refusal(code).headline,
        }
        for minute, action, purpose, code in (
            (52, "看全名", "慰问名单核对", "done"),
            (40, "看全名", "补录纸单核对", "done"),
            (20, "被拒", "", "purpose_required"),
            (5, "登录", "", "done"),
        )
    ],
    "only": "",
    "next_address": "/audit?before=4",
    "verified": None,
}

RIGHTS_PAGES: dict[str, Page] = {
    "people": Page(
        "people.html",
        {
            "frame": CLERK,
            "rows": [
                {"person_id": ID, "number": "150104006218", "name": "王*兰"},
                {"person_id": ID, "number": "150104006219", "name": ""},
            ],
            "next_address": "/people?after_id=4",
        },
    ),
    "people-empty": Page("people.html", {"frame": CLERK, "rows": [], "next_address": ""}),
    "person": Page("person.html", PERSON),
    "person-read": Page(
        "person.html",
        PERSON | {"shown": [("姓名", "王秀兰"), ("手机号", "13900000001")], "purpose": "电话联系"},
    ),
    "person-refused": Page("person.html", PERSON | {"refusal": refusal("purpose_required")}),
    "erase": Page("erase.html", ERASE),
    "erase-refused": Page("erase.html", ERASE | {"refusal": refusal("forfeit_consent_required")}),
    "erase-pending": Page("erase.html", ERASE | {"pending": date(2026, 12, 16)}),
    "erase-proxy": Page(
        "erase.html",
        ERASE
        | {
            "frame": CLERK,
            "whose": "王*兰",
            "address": f"/persons/{ID}/erase",
            "back": f"/persons/{ID}",
        },
    ),
    "erased": Page("erased.html", {"frame": STRANGER}),
    "audit": Page("audit.html", AUDIT, (1366, 768)),
    "audit-phone": Page("audit.html", AUDIT | {"only": "refused"}),
    "audit-whole": Page(
        "audit.html",
        AUDIT | {"verified": {"whole": True, "first_flaw": None, "entries": 41_208}},
        (1366, 768),
    ),
    "audit-broken": Page(
        "audit.html",
        AUDIT | {"rows": [], "verified": {"whole": False, "first_flaw": 7, "entries": 9}},
        (1366, 768),
    ),
    "export": Page("export.html", {"frame": frame()}),
    "reads": Page("reads.html", READS),
    "reads-none": Page("reads.html", READS | {"rows": [], "next_address": ""}),
}
