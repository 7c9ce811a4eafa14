"""Reports for everybody: what was seen and what became of it, with redacted pictures only."""

from flask import Response, request

from api.permissions import Action, requires
from api.rates.guard import count_address
from api.rates.quotas import PUBLIC_LISTS
from api.reach import scope_of
from api.reports.shown import public_shown
from api.reports.words_zh import STATE_NAMES
from api.services import services
from ledger.reports.categories import Category
from ledger.reports.kinds import ReportState
from web.blueprints import Pages, fresh
from web.rendering import Context, page
from web.reports.words import ICONS, TONES
from web.stations.shown import own_district

pages = Pages("public_reports")

SHOWN = 20


@pages.get("/public/reports")
@requires(Action.PUBLIC)
@fresh
def reports() -> Response:
    """List reports of which a redacted picture may be seen, the latest first (大家报的)."""
    count_address(services(), PUBLIC_LISTS)
    before = request.args.get("before", type=int)
    found = services().views.reports.public(scope_of(own_district()), SHOWN, before)
    full = len(found) == SHOWN
    return page(
        "reports_public.html",
        rows=[_row(it) for it in public_shown(found)],
        next_address=f"/public/reports?before={found[-1].position}" if full else "",
    )


def _row(it: Context) -> Context:
    state = ReportState(it["state"])
    return it | {
        "words": STATE_NAMES[state],
        "tone": TONES.get(state, "info"),
        "icon": ICONS[Category(it["category"])],
        "others": f"{it['confirmers']} 人也看到了" if it["confirmers"] else "",
        "photos": [
            {
                "address": f"/api/v1/public/report-photos/{each['redacted_id']}",
                "words": "办好以后" if each["shows"] == "resolved" else "看到的",
            }
            for each in it["photos"]
        ],
    }
