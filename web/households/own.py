"""Pages of one's own household: members, the gate, what it agrees to, requests."""

from typing import Any

from flask import Response, request

from api.auth import caller
from api.consents.ages import age_of
from api.execution import carry_out
from api.households.finding import own_household, people_of
from api.households.gates import gate_svg
from api.households.requests import ask, requests_shown
from api.permissions import Action, requires
from api.services import services
from ledger.households.commands import (
    JoinScheme,
    LeaveScheme,
    SetPublication,
    WithdrawHouseholdRequest,
)
from ledger.households.errors import HouseholdNotFoundError
from ledger.households.kinds import RequestKind
from ledger.kernel.clock import local_date
from ledger.kernel.commands import Command
from ledger.kernel.errors import LedgerError
from people.texts import TEXT_LENGTH_MAX
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.forms import form_stamp
from web.households.words import RELATION, REQUEST, REQUEST_STATE, history_rows
from web.messages_zh import refusal
from web.rendering import fresh_key, markup, page, see
from web.units import unit_name

pages = Pages("household")

HISTORY_SHOWN = 20


@pages.get("/household")
@requires(Action.OWN_HOUSEHOLD)
@fresh
def household() -> Response:
    """Show one's household: members, gate code, switches, requests (我家)."""
    return _household()


@pages.post("/household/scheme")
@requires(Action.OWN_HOUSEHOLD)
def scheme() -> Response:
    """Join the points scheme, with or without publication (加入积分制)."""
    own_stamp, publishes = form_stamp(), request.form.get("publishes") == "1"
    return _agree(lambda facts: JoinScheme(**own_stamp, **facts, publishes=publishes))


@pages.post("/household/scheme-leaving")
@requires(Action.OWN_HOUSEHOLD)
def leaving() -> Response:
    """Leave the points scheme (退出积分制)."""
    own_stamp = form_stamp()
    return _agree(lambda facts: LeaveScheme(**own_stamp, **facts))


@pages.post("/household/publication")
@requires(Action.OWN_HOUSEHOLD)
def publication() -> Response:
    """Turn the switch of publication (公示开关)."""
    own_stamp, publishes = form_stamp(), request.form.get("publishes") == "1"
    return _agree(lambda facts: SetPublication(**own_stamp, **facts, publishes=publishes))


@pages.post("/household/requests")
@requires(Action.OWN_HOUSEHOLD)
def make_request() -> Response:
    """Ask the clerk for something (申请)."""
    kind, words = request.form.get("kind", ""), request.form.get("words", "").strip()
    own_stamp = form_stamp()
    if kind not in set(RequestKind) or len(words) > TEXT_LENGTH_MAX:
        return _household("field_missing")
    try:
        recorded = ask(own_stamp, RequestKind(kind), words or None)
    except LedgerError as no:
        return _household(no.code, status_of_page(no))
    return see(".household", after=recorded.position)


@pages.post("/household/requests/<int:number>/withdrawal")
@requires(Action.OWN_HOUSEHOLD)
def withdraw(number: int) -> Response:
    """Take one's own request back (撤回)."""
    person_id = caller().person_id
    return _carry(WithdrawHouseholdRequest(**form_stamp(), person_id=person_id, number=number))


def _agree(command_of: Any) -> Response:
    given, who = services(), caller().person_id
    facts = {
        "household_id": own_household().household_id,
        "agreed_by": who,
        "age": age_of(given, who, local_date(given.clock())),
        "entered_by": None,
    }
    return _carry(command_of(facts))


def _carry(command: Command) -> Response:
    try:
        recorded = carry_out(services(), command)
    except LedgerError as no:
        return _household(no.code, status_of_page(no))
    return see(".household", after=recorded.position)


def _household(code: str = "", status: int = 200) -> Response:
    no = refusal(code) if code else None
    try:
        row = own_household()
    except HouseholdNotFoundError:
        return page("household.html", household=None, refusal=no)
    views = services().views
    asked = requests_shown(views.household_requests.of_person(caller().person_id))
    return page(
        "household.html",
        status=422 if code and status == 200 else status,  # noqa: PLR2004
        household=row,
        unit_name=unit_name(row.unit_code),
        members=[
            {**it, "relation_words": RELATION[it["relation"]]} for it in people_of(row.household_id)
        ],
        own_id=caller().person_id,
        gate=markup(gate_svg(row)),
        asked=[
            {**it, "words_kind": REQUEST[it["kind"]], "state_words": REQUEST_STATE[it["state"]]}
            for it in asked
        ],
        kinds=REQUEST,
        history=history_rows(views.households.history(row.household_id, HISTORY_SHOWN)),
        key=fresh_key(),
        refusal=no,
    )
