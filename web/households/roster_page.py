"""The page on which a whole village's households are read from a table."""

from dataclasses import asdict

from flask import Response, request

from api.auth import caller
from api.households.roster import FLAWS_SHOWN, HEADS, import_roster, read_roster
from api.permissions import Action, requires
from ledger.households.kinds import ROSTER_HOUSEHOLDS_MAX
from ledger.kernel.errors import LedgerError
from people.errors import PeopleError
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.forms import form_stamp
from web.households.words import FLAWS
from web.messages_zh import refusal
from web.rendering import fresh_key, page, see

pages = Pages("household_roster")

CSV_LENGTH_MAX = 200_000
INVALID = 422


@pages.get("/desk/households/roster")
@requires(Action.MANAGE_HOUSEHOLDS)
@fresh
def roster() -> Response:
    """Show how a roster is read (名册导入)."""
    return _page()


@pages.post("/desk/households/roster")
@requires(Action.MANAGE_HOUSEHOLDS)
def preview() -> Response:
    """Read a roster once and say what is wrong with which line (先看一遍)."""
    text = _sent()
    if not 0 < len(text) <= CSV_LENGTH_MAX:
        return _page("roster_invalid")
    return _page(text=text, status=200)


@pages.post("/desk/households/roster/entry")
@requires(Action.MANAGE_HOUSEHOLDS)
def enter() -> Response:
    """Register all of it, or nothing (导入)."""
    text, own_stamp = request.form.get("csv", ""), form_stamp()
    if not 0 < len(text) <= CSV_LENGTH_MAX:
        return _page("roster_invalid")
    try:
        recorded = import_roster(own_stamp, text, caller().grant.unit_code)
    except (LedgerError, PeopleError) as no:
        return _page(no.code, text=text, status=status_of_page(no))
    return see("pages_households.households", after=recorded.position)


def _sent() -> str:
    sent = request.files.get("file")
    if sent is not None and sent.filename:
        return str(sent.read(4 * CSV_LENGTH_MAX), "utf-8-sig", "replace")
    return request.form.get("csv", "")


def _page(code: str = "", *, text: str = "", status: int = INVALID) -> Response:
    read = read_roster(text, caller().grant.unit_code) if text else None
    flaws = read.flaws[:FLAWS_SHOWN] if read else []
    return page(
        "desk_roster.html",
        status if code else 200,
        heads=HEADS,
        csv=text,
        households=len(read.households) if read else 0,
        members=read.members if read else 0,
        flaws=[{**asdict(it), "words": FLAWS[it.flaw]} for it in flaws],
        households_max=ROSTER_HOUSEHOLDS_MAX,
        key=fresh_key(),
        refusal=refusal(code) if code else None,
    )
