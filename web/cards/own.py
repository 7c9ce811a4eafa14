"""What others did for oneself (代办记录)."""

from typing import Any, Final

from flask import Response, request, url_for

from api.auth import caller
from api.limits import POSITION_MAX
from api.permissions import Action, requires
from api.services import services
from projections.proxies.views import ProxyAct
from web.blueprints import Pages, fresh
from web.rendering import page
from web.shop.wares import names_of

pages = Pages("proxies")

SHOWN = 50
ACTS: Final = {
    "check_in": ("签到", "activity"),
    "check_out": ("签退", "activity"),
    "scan": ("扫码", "activity"),
    "visit": ("到站", "pin"),
    "reserve": ("兑换", "gift"),
    "collect": ("领取", "gift"),
    "certify": ("开服务证明", "doc"),
}
CONSENTS: Final = {
    "present_with_card": "您拿着服务卡在场",
    "by_telephone": "您在电话里同意",
    "paper_form": "您签了纸面同意书",
}


@pages.get("/me/proxies")
@requires(Action.SEE_SELF)
@fresh
def proxies() -> Response:
    """Show who did what for oneself, and how one had agreed (别人代我办的)."""
    before = request.args.get("before", type=int)
    known = before is not None and 0 < before <= POSITION_MAX
    given = services()
    found = given.views.proxy_acts.of_person(caller().person_id, SHOWN, before if known else None)
    names = given.directory.masked_names({it.operator_id for it in found})
    full = len(found) == SHOWN
    return page(
        "proxies.html",
        acts=[_shown(it, names.get(it.operator_id, "*")) for it in found],
        next_address=url_for(".proxies", before=found[-1].position) if full else "",
    )


def _shown(act: ProxyAct, operator_name: str) -> dict[str, Any]:
    words, icon = ACTS[act.act]
    return {
        "words": words,
        "icon": icon,
        "what": _what(act),
        "operator_name": operator_name,
        "consent": CONSENTS.get(act.consent, ""),
        "occurred_at": act.occurred_at,
    }


def _what(act: ProxyAct) -> str:
    views = services().views
    if act.act in ("check_in", "check_out", "scan"):
        activity = views.activities.of(act.subject_id)
        return activity.title if activity else ""
    if act.act == "visit":
        station = views.stations.of(act.subject_id)
        return station.name if station else ""
    if act.act == "certify":
        certificate = views.certificates.of(act.subject_id)
        return certificate.number if certificate else ""
    voucher = views.vouchers.of(act.subject_id)
    return names_of(voucher) if voucher else ""
