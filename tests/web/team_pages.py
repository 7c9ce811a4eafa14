"""Samples of the pages about teams, service files, stars, the national system and spot checks."""

from datetime import date
from typing import Any
from uuid import UUID

from api.words_zh import INTENTIONS, LEVELS, SKILLS
from tests.web.samples import ID, KEY, LEADER, NOW, Page, at, frame
from web.messages_zh import refusal
from web.volunteering.team_words import (
    DECLINES,
    KINDS,
    LINE_STATES,
    STAR_DECLINES,
    STATES,
)

DESK = (1366, 768)
VOLUNTEER = frame()
CLERK = frame("clerk", "云秀珍")
STREET = frame("street", "斯琴", "大召前街街道")
COUNTY = frame("county", "乌兰", "玉泉区")


def _team(name: str, kind: str, members: int, n: int, unit: str = "大召社区") -> dict[str, Any]:
    return {
        "team_id": UUID(int=n),
        "name": name,
        "kind": kind,
        "kind_name": KINDS[kind],
        "unit_name": unit,
        "members": members,
        "is_dissolved": False,
    }


CORPS = _team("玉泉区巾帼志愿服务团", "corps", 126, 1, "玉泉区")
TEAM = _team("大召社区红马甲志愿服务队", "team", 231, 2)
SQUAD = _team("暖心服务小分队", "squad", 8, 3)
TEAMS: dict[str, Any] = {
    "frame": CLERK,
    "key": KEY,
    "teams": [CORPS, TEAM, SQUAD],
    "forms": True,
    "kinds": KINDS,
    "parents": [CORPS, TEAM],
    "typed": {"name": "", "kind": "team", "parent_id": ""},
    "refusal": None,
    "name_length_max": 50,
    "next_address": "/teams?after_id=x",
}
ONE: dict[str, Any] = {
    "frame": VOLUNTEER,
    "key": KEY,
    "team": TEAM,
    "above": [CORPS],
    "below": [SQUAD],
    "leaders": ["赵*国"],
    "joins": True,
    "state": "",
    "changes": False,
    "parents": [],
    "parent_id": "",
    "lists": False,
    "refusal": None,
    "name_length_max": 50,
}
DECIDED = {
    "team_id": UUID(int=3),
    "team_name": "暖心服务小分队",
    "state": "declined",
    "words": STATES["declined"],
    "reason_words": DECLINES["needs_training"],
    "asked_at": at(12, 9),
}
MINE: dict[str, Any] = {
    "frame": VOLUNTEER,
    "key": KEY,
    "teams": [TEAM],
    "requests": [
        DECIDED,
        DECIDED
        | {
            "team_name": "玉泉区巾帼志愿服务团",
            "state": "waiting",
            "words": STATES["waiting"],
            "reason_words": "",
        },
    ],
    "found": [SQUAD],
    "teams_max": 5,
    "full": False,
    "refusal": None,
}
ASKS = {
    "request_id": ID,
    "person_id": ID,
    "team_id": ID,
    "team_name": "大召社区红马甲志愿服务队",
    "number": "V000231",
    "display_name": "乌**格",
    "asked_at": at(17, 9),
    "own": False,
}
WAITING: dict[str, Any] = {
    "frame": LEADER,
    "key": KEY,
    "rows": [ASKS, ASKS | {"display_name": "赵*国", "own": True}, ASKS],
    "declines": DECLINES,
    "refusal": None,
    "next_address": "",
}
TRAINING = {
    "record_id": ID,
    "title": "红十字救护员初级培训",
    "minutes": 480,
    "level": "",
    "unit_name": "大召前街街道",
    "on_day": "2026年5月8日",
    "is_withdrawn": False,
}
HONOUR = TRAINING | {"title": "最美志愿者", "minutes": 0, "level": LEVELS["county"]}
FILE: dict[str, Any] = {
    "frame": VOLUNTEER,
    "now": NOW,
    "basic": {
        "display_name": "王秀兰",
        "number": "V000012",
        "national_number": "150104100000123",
        "sex": "女",
        "born_on": date(1958, 3, 8),
        "id_number": "150104********1628",
        "phone": "138****6021",
        "unit_name": "大召社区",
        "skills": ["理发", "蒙古语翻译"],
        "categories": ["为老服务", "清洁家园"],
    },
    "star": "二星志愿者",
    "service": {
        "minutes": 18_744,
        "supplementary_minutes": 240,
        "held_minutes": 60,
        "sessions": 96,
    },
    "times": [
        {
            "activity_id": ID,
            "title": "清洁家园 · 九龙湾街",
            "starts_at": at(16, 9),
            "minutes": 154,
            "state": "counted",
        }
    ],
    "trainings": [TRAINING, TRAINING | {"title": "垃圾分类讲师培训", "is_withdrawn": True}],
    "honours": [HONOUR],
    "evaluations": [{"title": "清洁家园 · 九龙湾街", "stars": 5, "given_at": at(17, 9)}],
    "declares": True,
}
STEPS = [
    {"name": name, "minutes": minutes, "held": held}
    for name, minutes, held in (
        ("一星", 6_000, True),
        ("二星", 18_000, False),
        ("三星", 36_000, False),
        ("四星", 60_000, False),
        ("五星", 90_000, False),
    )
]
STARS: dict[str, Any] = {
    "frame": VOLUNTEER,
    "key": KEY,
    "star": "一星志愿者",
    "level": 1,
    "minutes": 18_744,
    "next_minutes": 36_000,
    "missing": 17_256,
    "next_name": "三星",
    "offered": 2,
    "offered_name": "二星志愿者",
    "steps": STEPS,
    "applications": [
        {
            "name": "一星志愿者",
            "words": STATES["granted"],
            "reason_words": "",
            "applied_at": at(3, 9),
            "decided_at": at(4, 10),
        },
        {
            "name": "一星志愿者",
            "words": STATES["declined"],
            "reason_words": STAR_DECLINES["record_open"],
            "applied_at": at(1, 9),
            "decided_at": at(2, 10),
        },
    ],
    "refusal": None,
}
APPLIES = {
    "application_id": ID,
    "person_id": ID,
    "name": "三星志愿者",
    "number": "V000012",
    "display_name": "王*兰",
    "now_minutes": 36_120,
    "applied_at": at(17, 9),
    "own": False,
}
PERSON_FILE: dict[str, Any] = {
    "frame": LEADER,
    "key": KEY,
    "person": {"person_id": ID, "masked_name": "王*兰"},
    "own": False,
    "trainings": [TRAINING, TRAINING | {"is_withdrawn": True}],
    "honours": [HONOUR],
    "levels": list(LEVELS.items()),
    "typed": {"title": "", "minutes": "", "level": "", "held_on": "", "granted_on": ""},
    "kind": "",
    "today": "2026-11-18",
    "refusal": None,
    "title_length_max": 60,
}
CHECK = {
    "check_id": ID,
    "unit_name": "大召前街街道",
    "first_day": date(2026, 8, 1),
    "last_day": date(2026, 10, 31),
    "seed": "04817263",
    "records": 3,
    "drawn_from": 1_203,
    "digest": "9f2c41d08b7a6e5f31c0d9e8b7a6f5e4",
    "read_to": 41_208,
    "drawn_at": at(18, 10, 12),
    "drawn_by": "斯*",
}
CHECKS: dict[str, Any] = {
    "frame": STREET,
    "key": KEY,
    "checks": [CHECK, CHECK | {"seed": "71120045", "unit_name": "大召社区"}],
    "typed": {
        "first_day": "2026-08-20",
        "last_day": "2026-11-18",
        "records": "20",
        "seed": "",
    },
    "refusal": None,
    "records_max": 200,
    "next_address": "/spot-checks?after_id=x",
}
DRAWN = {
    "number": "5f0c6a1e",
    "name": "王*兰",
    "title": "清洁家园 · 九龙湾街",
    "served_on": date(2026, 9, 16),
    "minutes": 154,
    "grade": "本人扫码",
    "recorded_by": "志愿者本人",
    "marks": [],
}
LATE = {"grade": "事后补录", "recorded_by": "后台补录", "marks": ["补录", "逾期"], "minutes": 120}
SHEET: dict[str, Any] = {
    "frame": STREET,
    "check": CHECK,
    "same": True,
    "drawn_from_now": 1_203,
    "rows": [
        DRAWN,
        DRAWN | {"name": "乌**格", "grade": "现场代扫", "recorded_by": "队长"},
        DRAWN | LATE,
    ],
}
LINES = [
    {
        "line": n,
        "number": f"V{n:06d}",
        "national_number": f"1501041000{n:05d}",
        "words": words,
    }
    for n, words in enumerate(LINE_STATES.values(), start=2)
]
NATIONAL: dict[str, Any] = {
    "frame": COUNTY,
    "key": KEY,
    "lines": [],
    "good": 0,
    "csv": "",
    "done": None,
    "refusal": None,
    "people_max": 1_000,
    "lines_max": 500,
}
PREVIEW = NATIONAL | {"lines": LINES, "good": 2, "csv": "本地编号,全国编号\nV000002,x\n"}
MEMBER = {"person_id": ID, "number": "V000012", "display_name": "王*兰"}

TEAM_PAGES: dict[str, Page] = {
    "teams": Page("teams.html", TEAMS),
    "teams-empty": Page("teams.html", TEAMS | {"teams": [], "forms": False, "next_address": ""}),
    "teams-refused": Page("teams.html", TEAMS | {"refusal": refusal("team_parent_invalid")}),
    "team": Page("team.html", ONE),
    "team-member": Page("team.html", ONE | {"state": "member"}),
    "team-waiting": Page("team.html", ONE | {"state": "waiting"}),
    "team-clerk": Page(
        "team.html",
        ONE
        | {
            "frame": CLERK,
            "joins": False,
            "changes": True,
            "lists": True,
            "parents": [CORPS],
            "parent_id": str(UUID(int=1)),
        },
    ),
    "team-dissolved": Page(
        "team.html", ONE | {"team": TEAM | {"is_dissolved": True}, "joins": False}
    ),
    "team-members": Page(
        "team_members.html",
        {
            "frame": LEADER,
            "team": TEAM,
            "rows": [MEMBER, MEMBER | {"display_name": None}],
            "next_address": "/x",
        },
    ),
    "my-teams": Page("my_teams.html", MINE),
    "my-teams-empty": Page(
        "my_teams.html", MINE | {"teams": [], "requests": [], "refusal": refusal("too_many_teams")}
    ),
    "memberships": Page("memberships.html", WAITING),
    "memberships-empty": Page("memberships.html", WAITING | {"rows": []}),
    "service-file": Page("service_file.html", FILE),
    "service-file-new": Page(
        "service_file.html",
        FILE
        | {
            "trainings": [],
            "honours": [],
            "times": [],
            "evaluations": [],
            "star": "还没有星级",
        },
    ),
    "skills": Page(
        "skills.html",
        {
            "frame": VOLUNTEER,
            "key": KEY,
            "skills": [(it, words, it == "haircut") for it, words in SKILLS.items()],
            "categories": [(it, words, it == "elder_care") for it, words in INTENTIONS.items()],
        },
    ),
    "my-stars": Page("my_stars.html", STARS),
    "my-stars-refused": Page(
        "my_stars.html",
        STARS
        | {
            "star": "还没有星级",
            "level": 0,
            "minutes": 2_400,
            "next_minutes": 6_000,
            "missing": 3_600,
            "next_name": "一星",
            "steps": [it | {"held": False} for it in STEPS],
            "offered": 0,
            "applications": [],
            "refusal": refusal("star_not_reached"),
        },
    ),
    "stars": Page(
        "stars.html",
        WAITING | {"rows": [APPLIES, APPLIES | {"own": True}], "declines": STAR_DECLINES},
    ),
    "stars-empty": Page("stars.html", WAITING | {"rows": [], "declines": STAR_DECLINES}),
    "person-file": Page("person_file.html", PERSON_FILE),
    "person-file-refused": Page(
        "person_file.html",
        PERSON_FILE
        | {
            "kind": "honour",
            "typed": PERSON_FILE["typed"] | {"title": "最美志愿者", "level": "city"},
            "refusal": refusal("date_in_future"),
        },
    ),
    "person-file-own": Page("person_file.html", PERSON_FILE | {"own": True}),
    "spot-checks": Page("spot_checks.html", CHECKS, DESK),
    "spot-checks-phone": Page("spot_checks.html", CHECKS | {"frame": STREET}),
    "spot-checks-refused": Page(
        "spot_checks.html",
        CHECKS | {"checks": [], "next_address": "", "refusal": refusal("spot_check_empty")},
        DESK,
    ),
    "spot-check": Page("spot_check.html", SHEET, DESK),
    "spot-check-phone": Page("spot_check.html", SHEET | {"same": False, "drawn_from_now": 1_204}),
    "national": Page("national.html", NATIONAL, DESK),
    "national-phone": Page("national.html", NATIONAL | {"done": 2}),
    "national-preview": Page("national.html", PREVIEW, DESK),
    "national-refused": Page(
        "national.html", NATIONAL | {"refusal": refusal("import_unreadable")}, DESK
    ),
}
