"""Samples of the pages about other people's data and one's own rights."""

from typing import Any

from tests.web.samples import ID, LEADER, NOW, Page, at, frame
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
}
ROLL: dict[str, Any] = {
    "frame": LEADER,
    "activity": {"activity_id": ID, "title": "清洁家园 · 九龙湾街"},
    "rows": [
        {"person_id": ID, "name": "王秀兰", "came_at": at(18, 9), "left_at": None, "minutes": 0},
        {
            "person_id": ID,
            "name": "",
            "came_at": at(18, 9, 5),
            "left_at": at(18, 11),
            "minutes": 115,
        },
    ],
    "in_full": True,
    "next_address": "",
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
    "roll": Page("roll.html", ROLL),
    "roll-masked": Page(
        "roll.html", ROLL | {"in_full": False, "rows": [ROLL["rows"][0] | {"name": "王*兰"}]}
    ),
    "roll-empty": Page("roll.html", ROLL | {"rows": []}),
    "reads": Page("reads.html", READS),
    "reads-none": Page("reads.html", READS | {"rows": [], "next_address": ""}),
}
