"""What a visit was for, on the page of its result (来做什么)."""

from typing import Any

from flask import Response, request, url_for

from api.auth import caller
from api.check_ins.reviewing import purpose_of
from api.execution import carry_out
from api.permissions import Action, may, requires
from api.services import services
from ledger.stations.errors import VisitNotFoundError
from ledger.stations.visit_windows import Purpose
from web.blueprints import Pages
from web.check_ins.words import PURPOSES
from web.forms import form_stamp
from web.rendering import Context, fresh_key, see

pages = Pages("purposes")


@pages.post("/scans/<key>/purpose")
@requires(Action.TELL_PURPOSE)
def tell(key: str) -> Response:
    """Say what one's own visit was for; the last word holds (来做什么)."""
    said = request.form.get("purpose", "")
    if said not in set(Purpose):
        raise VisitNotFoundError
    carry_out(services(), purpose_of(services(), caller(), key, Purpose(said), form_stamp()))
    return see("pages_scans.result", key=key, told=said)


def offered() -> list[Context]:
    """Return what a visit may have been for, in the order of pages."""
    return [
        {"value": purpose.value, "words": words, "icon": icon}
        for purpose, (words, icon) in PURPOSES.items()
    ]


def purposes_of(key: str, told: dict[str, Any]) -> Context | None:
    """Return the buttons below the result of one's own visit; None below any other."""
    visit = told.get("visit")
    if visit is None or not may(caller().role, Action.TELL_PURPOSE):
        return None
    said = request.args.get("told", "")
    return {
        "address": url_for("pages_purposes.tell", key=key),
        "key": fresh_key(),
        "offered": offered(),
        "said": PURPOSES[Purpose(said)][0] if said in set(Purpose) else "",
    }
