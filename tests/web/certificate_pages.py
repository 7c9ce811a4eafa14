"""Pages of certificates, with samples."""

from datetime import date
from typing import Any

from tests.web.samples import ID, KEY, NOW, STRANGER, Page, at, frame
from web.certificates.shown import Period
from web.messages_zh import CERTIFICATE_STATES, REVOCATION_REASONS, refusal

CLERK = frame("clerk", "云秀珍")
NUMBER = "150104003005-2026-K7M2QXTP"


def row(status: str = "valid", **more: Any) -> dict[str, Any]:
    words, tone = CERTIFICATE_STATES[status]
    again = "/certificates/new?period=chosen" if status == "superseded" else ""
    return {
        "number": NUMBER,
        "address": f"/certificates/{NUMBER}",
        "desk_address": f"/desk/certificates/{NUMBER}",
        "status": status,
        "first": date(2026, 1, 1),
        "last": date(2026, 11, 18),
        "minutes": 3_738,
        "verified_minutes": 3_498,
        "supplementary_minutes": 240,
        "issued_at": at(18, 10),
        "words": words,
        "tone": tone,
        "wants_seal": False,
        "superseded_on": date(2026, 11, 18) if again else None,
        "unit_name": "大召社区居民委员会",
        "again": again,
        "printable": status in ("valid", "superseded"),
        "name": "王*兰",
        "by_desk": False,
        "reason": "",
        **more,
    }


NEW: dict[str, Any] = {
    "frame": frame(),
    "key": KEY,
    "address": "/certificates",
    "back": "/me/service-record",
    "whose": "",
    "period": Period("year", date(2026, 1, 1), date(2026, 11, 18)),
    "name": "王秀兰",
    "id_number": "150104********1628",
    "unit_name": "大召社区居民委员会",
    "sums": {"minutes": 3_738, "verified": 3_498, "supplementary": 240, "lines": 26},
    "consents": ("present_with_card", "by_telephone", "paper_form"),
    "refusal": None,
}
CHECK: dict[str, Any] = {
    "frame": STRANGER,
    "now": NOW,
    "back": "/",
    "certificate": row(),
    "own": False,
    "manages": False,
    "answer": None,
    "typed": "",
}
MINE: dict[str, Any] = {
    "frame": frame(),
    "now": NOW,
    "rows": [row(), row("superseded", wants_seal=True), row("revoked")],
    "done": False,
    "next_address": "/certificates?before=7",
}
DESK: dict[str, Any] = {
    "frame": CLERK,
    "now": NOW,
    "rows": [
        row(wants_seal=True),
        row("superseded", by_desk=True),
        row("holder_withdrew", name=""),
    ],
    "next_address": "/desk/certificates?before=7",
}
ONE: dict[str, Any] = {
    "frame": CLERK,
    "now": NOW,
    "key": KEY,
    "certificate": row(wants_seal=True),
    "reasons": REVOCATION_REASONS,
    "refusal": None,
}
CHOSEN = Period("chosen", date(2026, 3, 1), date(2026, 4, 1))

CERTIFICATE_PAGES: dict[str, Page] = {
    "certificate-new": Page("certificate_new.html", NEW),
    "certificate-new-chosen": Page(
        "certificate_new.html", NEW | {"period": CHOSEN, "id_number": ""}
    ),
    "certificate-new-refused": Page(
        "certificate_new.html",
        NEW | {"period": CHOSEN, "sums": None, "refusal": refusal("certificate_no_minutes")},
    ),
    "certificate-new-empty": Page("certificate_new.html", NEW | {"sums": None}),
    "certificate-new-desk": Page(
        "certificate_new.html",
        NEW
        | {
            "frame": CLERK,
            "address": f"/persons/{ID}/certificates",
            "back": f"/persons/{ID}",
            "whose": "王*兰",
            "name": "王*兰",
        },
    ),
    "certificates": Page("certificates.html", MINE),
    "certificates-done": Page("certificates.html", MINE | {"rows": [row()], "done": True}),
    "certificates-none": Page("certificates.html", MINE | {"rows": [], "next_address": ""}),
    "certificate-find": Page(
        "certificate_find.html",
        {"frame": STRANGER, "typed": "", "length_max": 40, "refusal": None},
    ),
    "certificate-find-refused": Page(
        "certificate_find.html",
        {
            "frame": STRANGER,
            "typed": NUMBER,
            "length_max": 40,
            "refusal": refusal("certificate_not_found"),
        },
    ),
    "certificate": Page("certificate.html", CHECK),
    "certificate-matches": Page("certificate.html", CHECK | {"answer": True, "typed": "王秀兰"}),
    "certificate-differs": Page("certificate.html", CHECK | {"answer": False, "typed": "王秀"}),
    **{
        f"certificate-{status}": Page("certificate.html", CHECK | {"certificate": row(status)})
        for status in ("superseded", "holder_withdrew", "revoked")
    },
    "certificate-own": Page(
        "certificate.html",
        CHECK | {"frame": frame(), "own": True, "certificate": row("superseded")},
    ),
    "certificates-desk": Page("certificates_desk.html", DESK),
    "certificates-desk-none": Page("certificates_desk.html", DESK | {"rows": []}),
    "certificate-desk": Page("certificate_desk.html", ONE),
    "certificate-desk-revoked": Page(
        "certificate_desk.html", ONE | {"certificate": row("revoked", reason="开错了")}
    ),
}
