"""Pages of consents, guardians and the notice, with sample contexts."""

from datetime import date
from typing import Any

from ledger.registry.consent_purposes import Purpose
from people.notices import NOTICES
from tests.web.samples import ID, KEY, LEADER, QR, STRANGER, Page, at, frame
from web.consents.words import GROUPS, PURPOSES
from web.messages_zh import refusal

ON = {Purpose.ID_NUMBER, Purpose.NATIONAL_SYNC}
PUBLIC = {Purpose.RED_BOARD, Purpose.RANKING}


def _groups(*, minor: bool = False) -> list[dict[str, Any]]:
    return [
        {
            "heading": heading,
            "switches": [
                {
                    "purpose": it.value,
                    "title": PURPOSES[it][0],
                    "words": PURPOSES[it][1],
                    "on": it in ON,
                    "changed": it is Purpose.STATION,
                    "fixed": minor and it in PUBLIC,
                }
                for it in purposes
            ],
        }
        for heading, purposes in GROUPS
        if minor or Purpose.MINOR not in purposes
    ]


NOTES = [{"title": "留身份证号", "at": at(5, 9, month=3), "version": 2}]
CONSENTS: dict[str, Any] = {
    "frame": frame(),
    "key": KEY,
    "version": 2,
    "groups": _groups(),
    "notes": NOTES,
    "past": [
        {
            "title": "进排行",
            "given": given,
            "at": at(day, 9),
            "version": 2,
            "method": method,
        }
        for given, day, method in ((False, 9, "own_phone"), (True, 2, "paper"))
    ],
    "id_number": "150104********1628",
    "id_number_length": 18,
    "by_guardian": False,
    "more": [{"address": "/me/reads", "icon": "eye", "words": "谁看过我的信息"}],
}
DEPENDANTS: dict[str, Any] = {
    "frame": frame(),
    "key": KEY,
    "people": [
        {
            "person_id": ID,
            "name": "王小兰",
            "groups": _groups(minor=True),
            "notes": NOTES,
            "qr_svg": QR,
        }
    ],
    "asked": False,
    "number_length_max": 32,
}
DESK: dict[str, Any] = {
    "frame": LEADER,
    "key": KEY,
    "requests": [
        {
            "person_id": ID,
            "guardian_id": ID,
            "person_name": "王*兰",
            "guardian_name": "乌**格",
            "occurred_at": at(16, 10),
        }
    ],
    "typed": {"child": "", "guardian": ""},
    "refusal": None,
    "done": False,
    "number_length_max": 32,
}
DAY = date(2026, 11, 18)


def _privacy(number: int, **more: Any) -> Page:
    return Page(
        "privacy.html",
        {
            "frame": STRANGER,
            "back": "/help",
            "notice": NOTICES.of(number, DAY),
            "newest": 2,
            "changed": ["记录到哪个驿站"],
            "versions": NOTICES.known(DAY),
        }
        | more,
    )


CONSENT_PAGES = {
    "consents": Page("consents.html", CONSENTS),
    "consents-child": Page(
        "consents.html", CONSENTS | {"by_guardian": True, "past": [], "id_number": ""}
    ),
    "scan-leader": Page(
        "scan.html",
        {
            "frame": LEADER,
            "hint": "清扫楼道：对准队员手机上的码，或服务卡",
            "place": {"kind": "activity", "id": ID},
        },
    ),
    "dependants": Page("dependants.html", DEPENDANTS),
    "dependants-none": Page("dependants.html", DEPENDANTS | {"people": [], "asked": True}),
    "desk-guardians": Page("desk_guardians.html", DESK),
    "desk-guardians-refused": Page(
        "desk_guardians.html", DESK | {"requests": [], "refusal": refusal("not_a_minor")}
    ),
    "privacy": _privacy(2),
    "privacy-old": _privacy(1, frame=frame(), changed=[]),
}
