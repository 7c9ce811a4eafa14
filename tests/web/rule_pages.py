"""Pages of rule books, templates and pledges, with samples."""

from datetime import date
from typing import Any
from uuid import UUID

from msgspec.structs import replace

from ledger.moral.dry_run import PastEntry, dry_run
from ledger.moral.items import Item
from ledger.moral.template import built_in
from ledger.moral.versions import Stage, Version
from projections.moral.rulebooks.views import RulebookRow
from tests.support.rules import PLEDGE, meeting
from tests.web.samples import ID, KEY, NOW, STRANGER, Page, at, frame
from web.messages_zh import refusal
from web.moral.rule_words import (
    compared,
    item_shown,
    line_shown,
    linkage_shown,
    refusal_facts,
    version_shown,
)
from web.moral.rulebook_desk_page import CHOICES
from web.moral.rules_zh import STEPS
from web.moral.trial_chart import chart

CLERK = frame("clerk", "云秀珍")
STREET = frame("street", "那日苏", "大召前街街道")
COUNTY = frame("county", "斯琴", "玉泉区")
RESIDENT = frame("resident", "王秀兰")
DESK, UNIT = (1366, 768), "150104003005"
SHIPPED = built_in()
FOURTH = Version(
    number=4,
    stage=Stage.ENACTED,
    items={it.code: it for it in SHIPPED.items},
    linkages={it.code: it for it in SHIPPED.linkages},
    pledge=PLEDGE,
    meeting=meeting(date(2026, 10, 31)),
    filing_number="大召镇备〔2026〕3号",
    filed_on=date(2026, 11, 2),
    in_force_from=date(2026, 11, 10),
)
CARE: Item = replace(FOURTH.items["12"], points=3, day_cap=3, month_cap=15)
FIFTH = replace(
    FOURTH,
    number=5,
    stage=Stage.EDITING,
    items=FOURTH.items | {"12": CARE},
    meeting=None,
    filing_number="",
    filed_on=None,
    in_force_from=None,
    edit=3,
)


def row(version: Version = FOURTH, **more: Any) -> RulebookRow:
    said: dict[str, Any] = {
        "unit_code": UNIT,
        "number": version.number,
        "position": 40_231,
        "rulebook_id": ID,
        "stage": version.stage,
        "version": version,
        "in_force_from": version.in_force_from,
        "opinions": 12,
        "drafted_at": at(1, 9),
        **dict.fromkeys(
            ("sent_at", "cleared_at", "passed_at", "filed_at", "enacted_at", "edited_by")
        ),
        **dict.fromkeys(("edited_at", "returned_text_id", "returned_at", "voted_down")),
    }
    return RulebookRow(**(said | more))


BOOK: dict[str, Any] = {
    "frame": STRANGER,
    "now": NOW,
    "unit_name": "大召社区",
    "unit_code": UNIT,
    "version": version_shown(row()),
    "is_now": True,
    "now_number": 4,
    "before": 3,
    "others": [line_shown(row(replace(FOURTH, number=3)))],
}
COMPARED: dict[str, Any] = {
    "frame": STRANGER,
    "unit_name": "大召社区",
    "back": f"/rulebooks/{UNIT}",
    "older": line_shown(row()),
    "newer": line_shown(row(FIFTH)),
    "lines": compared(FOURTH, FIFTH),
}


def desk(stage: Stage = Stage.EDITING, **more: Any) -> dict[str, Any]:
    draft = row(replace(FIFTH, stage=stage, meeting=meeting(date(2026, 11, 17))))
    at_step = next((n for n, (_, stages) in enumerate(STEPS) if stage in stages), -1)
    chosen = {
        "form": "item",
        "was": "12",
        "item": CARE,
        "old": FOURTH.items["12"],
        "old_words": item_shown(FOURTH.items["12"]),
    }
    return {
        "frame": CLERK,
        "unit_code": UNIT,
        "now_line": line_shown(row()),
        "draft": {
            **version_shown(draft),
            "edit": 3,
            "editable": draft.version.is_editable,
            "rows": [{**item_shown(it), "mark": ""} for it in FIFTH.items.values()],
            "opinions": 12,
            "returned": "",
            "voted_down": None,
            "face_value_fen": 100,
            "now_number": 4,
            "fixed_on": date(2026, 11, 12),
        },
        "steps": [
            {
                "words": words,
                "n": n + 1,
                "state": "done" if n < at_step else "now" if n == at_step else "",
            }
            for n, (words, _) in enumerate(STEPS)
        ],
        "chosen": chosen,
        "choices": CHOICES,
        "refusal": None,
        "facts": [],
        "conflict": None,
        "step_typed": {},
        "today": date(2026, 11, 18),
        "key": KEY,
        "second_key": KEY,
        "third_key": KEY,
        **more,
    }


INFRINGES: dict[str, Any] = {
    "refusal": refusal("rule_infringes_rights"),
    "facts": refusal_facts(
        "rule_infringes_rights",
        {"topic": "dividend", "article": "农村集体经济组织法第四十二条"},
    ),
    "chosen": {
        "form": "linkage",
        "was": "73",
        "linkage": replace(SHIPPED.linkages[2], text="年度得分低于 60 的，暂缓发放土地分红"),
        "kind": "评荣誉",
    },
    "step_typed": {"text": "x"},
}
RUN = dry_run(
    FIFTH,
    [
        *(PastEntry(ID, "12", 2, date(2026, 3, day)) for day in range(1, 6)),
        PastEntry(UUID(int=7), "99", 5, date(2026, 4, 1)),
    ],
)
TRIAL: dict[str, Any] = {
    "frame": CLERK,
    "number": 5,
    "unit_code": UNIT,
    "first": date(2025, 11, 18),
    "last": date(2026, 11, 17),
    "run": RUN,
    "cost_before": "15 元",
    "cost_after": "15 元",
    "cost_change": "0 元",
    "chart": chart(RUN.bands),
    "largest": [
        {"name": "0147", "before": 10, "after": 15, "points": 5},
        {"name": "0063", "before": 5, "after": 0, "points": -5},
    ],
    "budget": 100,
    "days": 300,
}
PLEDGE_DESK: dict[str, Any] = {
    "frame": CLERK,
    "number": 5,
    "unit_code": UNIT,
    "edit": 3,
    "editable": True,
    "has_pledge": False,
    "pledge": SHIPPED.pledge,
    "lines": 7,
    "title_length_max": 40,
    "line_length_max": 60,
    "refusal": None,
    "facts": [],
    "key": KEY,
    "second_key": KEY,
}
REVIEW: dict[str, Any] = {
    "frame": STREET,
    "unit_name": "大召社区",
    "unit_code": UNIT,
    "version": version_shown(row(replace(FIFTH, stage=Stage.REVIEW))),
    "now_number": 4,
    "lines": compared(FOURTH, FIFTH),
    "opinions": 12,
    "today": date(2026, 11, 18),
    "typed": {"words": "", "filing_number": "", "filed_on": "2026-11-18"},
    "words_length_max": 500,
    "number_length_max": 40,
    "refusal": None,
    "key": KEY,
    "second_key": KEY,
}
LINE = {
    "address": f"/rulebooks/{UNIT}/versions/5/review",
    "name": "大召社区",
    "number": 5,
    "stage": "review",
    "stage_words": "镇里审查中",
    "since": at(12, 9),
}
TEMPLATES: dict[str, Any] = {
    "frame": COUNTY,
    "county": "玉泉区",
    "number": 0,
    "rows": [
        {
            **item_shown(it),
            "value": it.points,
            "limits": [
                ("day", "日封顶", it.day_cap),
                ("month", "月封顶", it.month_cap),
                ("year", "年封顶", it.year_cap),
            ],
        }
        for it in SHIPPED.items
    ],
    "linkages": [linkage_shown(it) for it in SHIPPED.linkages],
    "may_publish": True,
    "refusal": None,
    "facts": [],
    "key": KEY,
    "second_key": KEY,
}
SIGNED = {"version": 4, "signed_at": at(18, 10), "method": "本人手机签"}


class Home:
    number = "0147"


OWN: dict[str, Any] = {
    "frame": RESIDENT,
    "household": Home,
    "unit_code": UNIT,
    "number": 4,
    "pledge": PLEDGE,
    "done": None,
    "earlier": [SIGNED | {"version": 3}],
    "refusal": None,
    "key": KEY,
}
SIGNERS: dict[str, Any] = {
    "frame": CLERK,
    "unit_code": UNIT,
    "number": 4,
    "has_pledge": True,
    "count": 1,
    "rows": [{"household": "0147", "name": "王*兰", **SIGNED}],
}
NO_DRAFT: dict[str, Any] = {"draft": None, "chosen": None}
RULE_PAGES: dict[str, Page] = {
    "rulebook": Page("rulebook.html", BOOK),
    "rulebook-earlier": Page("rulebook.html", BOOK | {"is_now": False}),
    "rulebook-none": Page("rulebook.html", BOOK | {"version": None, "others": []}),
    "rulebook-compared": Page("rulebook_compared.html", COMPARED),
    "rulebook-same": Page("rulebook_compared.html", COMPARED | {"lines": []}),
    "desk-rulebook": Page("desk_rulebook.html", desk(), DESK),
    "desk-rulebook-phone": Page("desk_rulebook.html", desk()),
    "desk-rulebook-none": Page("desk_rulebook.html", desk(**NO_DRAFT), DESK),
    "desk-rulebook-infringes": Page("desk_rulebook.html", desk(**INFRINGES), DESK),
    "desk-rulebook-conflict": Page(
        "desk_rulebook.html",
        desk(
            refusal=refusal("edit_outdated"),
            conflict=item_shown(FOURTH.items["12"]),
            step_typed={"points": "3"},
        ),
        DESK,
    ),
    "desk-rulebook-vote": Page("desk_rulebook.html", desk(Stage.VOTING), DESK),
    "desk-rulebook-filed": Page("desk_rulebook.html", desk(Stage.FILED), DESK),
    "desk-rulebook-trial": Page("desk_rulebook_trial.html", TRIAL, DESK),
    "desk-rulebook-trial-phone": Page("desk_rulebook_trial.html", TRIAL),
    "desk-rulebook-pledge": Page("desk_rulebook_pledge.html", PLEDGE_DESK, DESK),
    "rulebook-reviews": Page("rulebook_reviews.html", {"frame": STREET, "lines": [LINE]}),
    "rulebook-reviews-empty": Page("rulebook_reviews.html", {"frame": STREET, "lines": []}),
    "rulebook-review": Page("rulebook_review.html", REVIEW),
    "rulebook-filing": Page(
        "rulebook_review.html",
        REVIEW
        | {
            "version": version_shown(
                row(replace(FIFTH, stage=Stage.PASSED, meeting=meeting(date(2026, 11, 17))))
            ),
            "refusal": refusal("filing_invalid"),
        },
    ),
    "rule-templates": Page("rule_templates.html", TEMPLATES, DESK),
    "rule-templates-read": Page(
        "rule_templates.html", TEMPLATES | {"frame": CLERK, "may_publish": False}, DESK
    ),
    "household-pledge": Page("household_pledge.html", OWN),
    "household-pledge-signed": Page("household_pledge.html", OWN | {"done": SIGNED}),
    "household-pledge-none": Page("household_pledge.html", OWN | {"household": None}),
    "desk-pledges": Page("desk_pledges.html", SIGNERS, DESK),
    "desk-pledges-none": Page("desk_pledges.html", SIGNERS | {"has_pledge": False}, DESK),
}
