"""Samples of corrections, complaints, evaluations and messages."""

from datetime import date
from typing import Any

from tests.web.activity_pages import ONE
from tests.web.samples import ACTIVITY, ID, KEY, LEADER, NOW, Page, at, frame
from web.feedback.zh import (
    COMPLAINT_KINDS,
    CORRECTION_REASONS,
    CORRECTION_STATES,
    MESSAGES,
    STARS,
)
from web.messages_zh import refusal

CLERK = frame("clerk", "云秀珍")
SOON = {"due_on": date(2026, 11, 20), "words": "11月20日（周五） 24:00 前答复，还剩 2 个工作日"}
ASKED: dict[str, Any] = {
    "attendance_id": ID,
    "number": 1,
    "activity_id": ID,
    "title": "大召社区 清洁家园",
    "starts_at": at(16, 9),
    "name": "王*兰",
    "state": "open",
    "state_words": CORRECTION_STATES["open"],
    "reason": CORRECTION_REASONS["left_later"],
    "words": "十一点半才走，手机没电没扫上",
    "answer": "",
    "before_minutes": 90,
    "before_span": "09:00–10:30",
    "wants": "09:00–11:30",
    "minutes": None,
    "held_minutes": 0,
    "counted": "",
    "requested_at": at(17, 20),
    "decided_at": None,
    "deadline": SOON | {"tone": "honey"},
    "begins": "09:00",
    "ends": "11:30",
    "wants_minutes": None,
    "accept_key": KEY,
    "decline_key": KEY,
}
IN_MINUTES = ASKED | {"begins": "", "wants": "110 分钟", "wants_minutes": 110}
ACCEPTED = ASKED | {
    "state": "accepted",
    "state_words": CORRECTION_STATES["accepted"],
    "answer": "问过一起来的人，改好了",
    "minutes": 150,
    "held_minutes": 30,
    "decided_at": at(18, 9),
}
DECLINED = ACCEPTED | {
    "state": "declined",
    "state_words": CORRECTION_STATES["declined"],
    "minutes": None,
    "held_minutes": 0,
    "answer": "签退扫过了，照扫码的算",
}
COUNTS = [
    {
        "minutes": minutes,
        "previous_minutes": before,
        "occurred_at": at(day, 11),
        "is_correction": before > 0,
        "counted_from": at(16, 9),
        "counted_to": at(16, 11),
    }
    for minutes, before, day in ((90, 0, 16), (150, 90, 18))
]
CORRECTION: dict[str, Any] = {
    "frame": frame(),
    "now": NOW,
    "key": KEY,
    "attendance_id": ID,
    "activity": ACTIVITY | {"starts_at": at(16, 9), "ends_at": at(16, 11)},
    "came_at": at(16, 8, 57),
    "left_at": at(16, 10, 30),
    "minutes": 90,
    "held_minutes": 0,
    "counts": COUNTS[:1],
    "asked": [],
    "waits": False,
    "over": True,
    "latest": at(16, 11, 30),
    "typed": {"begins": "09:00", "ends": "10:30", "reason": "", "words": ""},
    "reasons": list(CORRECTION_REASONS.items()),
    "length_max": 500,
    "refusal": None,
}
COMPLAINT = {
    "complaint_id": ID,
    "activity_id": ID,
    "title": "大召社区 清洁家园",
    "kind": COMPLAINT_KINDS["money"],
    "state": "open",
    "state_words": CORRECTION_STATES["open"],
    "words": "到了现场要每人交十块钱买手套",
    "answer": "",
    "made_at": at(17, 20),
    "deadline": {"due_on": None, "words": "答复期限等放假安排", "tone": ""},
    "key": KEY,
}
ANSWERED = COMPLAINT | {
    "state": "upheld",
    "state_words": ("情况属实", "ok"),
    "answer": "钱已经退给大家，以后手套由社区出",
}
LAST: dict[str, Any] = {"next_address": "", "complaints_next": ""}
UNSENT: dict[str, Any] = LAST | {
    "sent": "",
    "typed": dict.fromkeys(("begins", "ends", "minutes", "words", "upheld"), ""),
    "behind": {"behind": None, "complaints_behind": None},
}
COMPLAINING: dict[str, Any] = {
    "frame": frame(),
    "key": KEY,
    "activity": ACTIVITY,
    "typed": {"kind": "", "words": ""},
    "kinds": list(COMPLAINT_KINDS.items()),
    "length_max": 500,
    "refusal": None,
}
EVALUATION: dict[str, Any] = {
    "frame": frame(),
    "key": KEY,
    "activity": ACTIVITY,
    "stars": 0,
    "said_at": None,
    "stars_of_me": 0,
    "choices": list(STARS.items()),
    "refusal": None,
}
PEOPLE = [
    {"person_id": ID, "name": name, "stars": stars, "own": own, "key": KEY}
    for name, stars, own in (("王桂兰", 5, False), ("乌云其木格", 0, False), ("赵建国", 0, True))
]
TOLD = [
    {
        "headline": said.headline.format(n=150),
        "advice": said.advice,
        "icon": said.icon,
        "tone": said.tone,
        "title": "大召社区 清洁家园",
        "address": "/me",
        "told_at": at(18, 9),
    }
    for said in MESSAGES.values()
]
AFTER = {
    "correction": f"/attendances/{ID}/correction",
    "evaluates": True,
    "complains": True,
    "rates_people": True,
    "deadline": {"words": "11月27日（周五） 24:00 前记好，还剩 3 个工作日", "tone": "honey"},
    "recorded_at": None,
}

FEEDBACK_PAGES: dict[str, Page] = {
    "correction": Page("correction.html", CORRECTION),
    "correction-waits": Page("correction.html", CORRECTION | {"asked": [ASKED], "waits": True}),
    "correction-done": Page(
        "correction.html",
        CORRECTION | {"asked": [ACCEPTED, DECLINED], "counts": COUNTS, "minutes": 150},
    ),
    "correction-refused": Page(
        "correction.html", CORRECTION | {"refusal": refusal("correction_out_of_bounds")}
    ),
    "correction-early": Page("correction.html", CORRECTION | {"over": False, "left_at": None}),
    "corrections-own": Page(
        "corrections_own.html",
        {
            "frame": frame(),
            "now": NOW,
            "corrections": [ASKED, DECLINED],
            "complaints": [COMPLAINT, ANSWERED],
            "next_address": "/me/corrections?before=4",
            "complaints_next": "/me/corrections?complaints_before=4",
        },
    ),
    "corrections-own-none": Page(
        "corrections_own.html",
        {"frame": frame(), "now": NOW, "corrections": [], "complaints": []} | LAST,
    ),
    "corrections": Page(
        "corrections.html",
        {
            "frame": CLERK,
            "now": NOW,
            "corrections": [
                ASKED,
                ASKED | {"begins": "", "wants": "110 分钟", "wants_minutes": 110},
            ],
            "complaints": [COMPLAINT],
            "answers_complaints": True,
            "length_max": 500,
            "refusal": None,
        }
        | UNSENT,
    ),
    "corrections-refused": Page(
        "corrections.html",
        {
            "frame": CLERK,
            "now": NOW,
            "corrections": [ASKED],
            "complaints": [COMPLAINT],
            "answers_complaints": True,
            "length_max": 500,
        }
        | UNSENT
        | {
            "refusal": refusal("field_missing"),
            "sent": f"/corrections/{ID}/1/acceptance",
            "typed": UNSENT["typed"] | {"begins": "09:00", "ends": "18:00", "words": "问过了"},
            "next_address": "/corrections?behind=4",
            "complaints_next": "/corrections?complaints_behind=4",
        },
    ),
    "corrections-none": Page(
        "corrections.html",
        {
            "frame": LEADER,
            "now": NOW,
            "corrections": [],
            "complaints": [],
            "answers_complaints": False,
            "length_max": 500,
            "refusal": None,
        }
        | UNSENT,
    ),
    "complaint": Page("complaint.html", COMPLAINING),
    "complaint-refused": Page(
        "complaint.html", COMPLAINING | {"refusal": refusal("field_missing")}
    ),
    "evaluation": Page("evaluation.html", EVALUATION),
    "evaluation-said": Page(
        "evaluation.html", EVALUATION | {"stars": 4, "said_at": at(17, 9), "stars_of_me": 5}
    ),
    "evaluations": Page(
        "evaluations.html",
        {
            "frame": LEADER,
            "activity": ACTIVITY,
            "count": 12,
            "average": "4.6",
            "choices": list(STARS.items()),
            "people": PEOPLE,
            "next_address": "",
            "after_id": "",
            "refusal": None,
        },
    ),
    "messages": Page(
        "messages.html", {"frame": frame(), "now": NOW, "messages": TOLD, "next_address": ""}
    ),
    "messages-none": Page(
        "messages.html", {"frame": frame(), "now": NOW, "messages": [], "next_address": ""}
    ),
    "activity-after": Page("activity.html", ONE | {"after": AFTER}),
}
