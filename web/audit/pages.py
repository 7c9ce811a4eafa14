"""审计: who did what with whose data, and whether the log is whole."""

from typing import Any

from flask import Response, request, url_for

from api.audits.reading import Looked, read_log, verify_log
from api.permissions import Action, requires
from web.blueprints import Pages
from web.messages_zh import AUDIT_PURPOSES, AUDIT_WORDS, refusal
from web.rendering import page
from web.units import unit_name

pages = Pages("audit")

SHOWN = 50


@pages.get("/audit")
@requires(Action.SEE_AUDIT)
def audit() -> Response:
    """Show the audit log (谁看了什么)."""
    return _page(None)


@pages.post("/audit/verification")
@requires(Action.SEE_AUDIT)
def verify() -> Response:
    """Compute every digest again, and show what came of it (核验)."""
    return _page(verify_log())


def _page(verified: dict[str, Any] | None) -> Response:
    only = request.args.get("only", "")
    looked = Looked(
        refused=only == "refused",
        reads=only == "reads",
        before=request.args.get("before", type=int),
        limit=SHOWN,
    )
    found, next_key = read_log(looked)
    names: dict[str, str] = {}
    return page(
        "audit.html",
        rows=[_shown(it, names) for it in found],
        only=only if only in ("refused", "reads") else "",
        next_address=url_for(".audit", before=next_key, only=only or None) if next_key else "",
        verified=verified,
    )


def _shown(row: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    code = row["unit_code"]
    if code and code not in names:
        names[code] = unit_name(code)
    said = "" if row["done"] else refusal(row["result"]).headline
    return row | {
        "unit_name": names.get(code, "") if code else "",
        "purpose_words": AUDIT_PURPOSES.get(row["purpose"] or "", row["purpose_words"]),
        "action_words": AUDIT_WORDS.get(row["action"], row["action"]),
        "refusal_words": said,
    }
