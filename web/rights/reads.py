"""谁看过我的信息: who read one's own data, when, in which role, and what for."""

from flask import Response, request, url_for

from api.auth import caller
from api.permissions import Action, requires
from api.rights.reads import reads_of
from web.blueprints import Pages
from web.rendering import page
from web.units import unit_name

pages = Pages("reads")

SHOWN = 20


@pages.get("/me/reads")
@requires(Action.OWN_DATA)
def reads() -> Response:
    """List who read one's data (谁看过我的信息)."""
    before = request.args.get("before", type=int)
    found, next_key = reads_of(caller().person_id, SHOWN, before)
    rows = [
        it | {"unit_name": unit_name(it["unit_code"]) if it["unit_code"] else ""} for it in found
    ]
    next_address = url_for(".reads", before=next_key) if next_key else ""
    return page("reads.html", rows=rows, next_address=next_address)
