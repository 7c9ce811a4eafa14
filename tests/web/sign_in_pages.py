"""Pages of signing in, of one's sessions and of the desk, with samples."""

from typing import Any

from tests.web.samples import ID, NOW, STRANGER, Page, at, frame
from web.messages_zh import refusal

LOGIN: dict[str, Any] = {
    "frame": STRANGER,
    "phone": "",
    "code": "",
    "sent_to": "",
    "wait_s": 0,
    "missing": 0,
    "refusal": None,
    "facts": "",
    "next_address": "/",
}
NUMBER = {
    "frame": STRANGER,
    "login": "",
    "refusal": None,
    "facts": "",
    "next_address": "/",
}
IDENTITY = {
    "frame": STRANGER,
    "name": "",
    "refusal": None,
    "facts": "",
    "next_address": "/me",
}
CHOICES = [
    {
        "person_id": ID,
        "name": name,
        "role": role,
        "role_name": said,
        "unit_name": "大召社区",
    }
    for name, role, said in (("乌**格", "volunteer", "志愿者"), ("李*芳", "resident", "居民"))
]
SESSIONS: dict[str, Any] = {
    "frame": frame(),
    "now": NOW,
    "sessions": [
        {
            "session_id": ID,
            "device_label": label,
            "how": how,
            "opened_at": at(day, 9),
            "seen_at": at(18, 13),
            "this_one": this_one,
        }
        for label, how, day, this_one in (
            ("安卓手机 · 微信", "用短信", 16, True),
            ("安卓平板 · Chrome", "用短信", 11, False),
            ("Windows 电脑 · Edge", "用编号", 9, False),
        )
    ],
}
DESK: dict[str, Any] = {
    "frame": frame("clerk", "王文书"),
    "now": NOW,
    "typed": {"who": "", "phone": "", "reason": ""},
    "reason_length_max": 200,
    "refusal": None,
    "done": "",
    "waiting": [
        {
            "rebinding_id": ID,
            "name": name,
            "phone": "139****0002",
            "reason": "旧号停用，本人带证件到场",
            "proposed_at": at(18, 9),
            "own": own,
        }
        for name, own in (("乌**格", False), ("李*芳", True))
    ],
    "notices": [
        {"notice_id": ID, "name": "乌**格", "noticed_at": at(day, 8), "seen": seen}
        for day, seen in ((18, False), (16, True))
    ],
}

SIGN_IN_PAGES: dict[str, Page] = {
    "login": Page("login.html", LOGIN),
    "login-sent": Page(
        "login.html",
        LOGIN | {"phone": "139 0000 0001", "sent_to": "139****0001", "wait_s": 38},
    ),
    "login-missing": Page(
        "login.html", LOGIN | {"phone": "139 0000 0001", "code": "40827", "missing": 1}
    ),
    "login-refused": Page(
        "login.html", LOGIN | {"phone": "139", "refusal": refusal("phone_invalid")}
    ),
    "login-number": Page("login_number.html", NUMBER),
    "login-number-refused": Page(
        "login_number.html", NUMBER | {"login": "15010400", "refusal": refusal("sign_in_failed")}
    ),
    "login-who": Page(
        "login_who.html",
        {"frame": STRANGER, "choices": CHOICES, "others": True, "next_address": "/me"},
    ),
    "login-identity": Page("login_identity.html", IDENTITY),
    "login-identity-refused": Page(
        "login_identity.html",
        IDENTITY | {"name": "其木格", "refusal": refusal("identity_mismatch")},
    ),
    "sessions": Page("sessions.html", SESSIONS),
    "sessions-one": Page("sessions.html", SESSIONS | {"sessions": SESSIONS["sessions"][:1]}),
    "rebinding": Page("rebinding.html", DESK),
    "rebinding-refused": Page(
        "rebinding.html",
        DESK | {"waiting": [], "notices": [], "refusal": refusal("second_clerk_required")},
    ),
    "rebinding-done": Page("rebinding.html", DESK | {"done": "提出了，请同事来确认"}),
}
