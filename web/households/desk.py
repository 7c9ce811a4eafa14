"""The desk's register of households: the list, one household, registering and changing it."""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Response, request, url_for

from api.auth import caller
from api.consents.ages import age_of
from api.execution import carry_out
from api.households.changes import changes_shown
from api.households.entering import entering
from api.households.finding import household_here, listed, numbers_of, people_of
from api.households.requests import requests_shown
from api.households.schemas import NAME_LENGTH_MAX, NUMBER_SHAPE
from api.idempotency import Stamp
from api.permissions import Action, may, requires
from api.reach import scope_of
from api.refusals import RequestInvalidError
from api.services import services
from ledger.households.commands import (
    ChooseHead,
    JoinHousehold,
    JoinScheme,
    LeaveHousehold,
    RegisterHousehold,
    ReplaceGateCode,
    SetPublication,
)
from ledger.households.kinds import (
    GROUP_LENGTH_MAX,
    GateReason,
    LeaveReason,
    NewMember,
    Relation,
)
from ledger.kernel.clock import local_date
from ledger.kernel.commands import Command
from ledger.kernel.errors import LedgerError
from ledger.kernel.receipts import Recorded
from people.errors import PeopleError
from projections.households.views import HouseholdRow
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.forms import form_stamp
from web.households.words import BASIS, GATE, LEAVE, RELATION, REQUEST, STATE, history_rows
from web.messages_zh import refusal
from web.rendering import fresh_key, page, see
from web.wallets.points import available_of

pages = Pages("households")

SHOWN = 50
HISTORY_SHOWN = 20
WAITING_SHOWN = 20
INVALID = 422


@pages.get("/desk/households")
@requires(Action.SEE_HOUSEHOLDS)
@fresh
def households() -> Response:
    """List the households of the own unit, what waits, and find one by number (户籍账户)."""
    return shown_list()


@pages.post("/desk/households")
@requires(Action.MANAGE_HOUSEHOLDS)
def register() -> Response:
    """Register a household with its head (新立户)."""
    typed = {it: request.form.get(it, "").strip() for it in ("number", "group", "head")}
    own_stamp, unit = form_stamp(), caller().grant.unit_code
    fits = re.fullmatch(NUMBER_SHAPE, typed["number"]) and len(typed["group"]) <= GROUP_LENGTH_MAX
    if not fits or not 0 < len(typed["head"]) <= NAME_LENGTH_MAX:
        return shown_list("field_missing", typed=typed)

    def carry(members: tuple[NewMember, ...]) -> Recorded:
        command = RegisterHousehold(
            **own_stamp,
            unit_code=unit,
            group=typed["group"],
            number=typed["number"],
            members=members,
            registered_by=caller().person_id,
        )
        return carry_out(services(), command)

    try:
        recorded = entering(own_stamp, unit, [newcomer(typed["head"], "head")], carry)
    except RequestInvalidError:
        return shown_list("field_missing", typed=typed)
    except (LedgerError, PeopleError) as no:
        return shown_list(no.code, status_of_page(no), typed=typed)
    found = UUID(str(recorded.answer["household_id"]))
    return see(".one", household_id=found, after=recorded.position)


@pages.get("/desk/households/<uuid:household_id>")
@requires(Action.SEE_HOUSEHOLDS)
@fresh
def one(household_id: UUID) -> Response:
    """Show one household of the own unit, its life and what can be done (一户)."""
    return shown_one(household_id)


@pages.post("/desk/households/<uuid:household_id>/members")
@requires(Action.MANAGE_HOUSEHOLDS)
def join(household_id: UUID) -> Response:
    """Enter somebody, by name or by number and card (添人)."""
    row, own_stamp = household_here(household_id), form_stamp()
    name, number = (request.form.get(it, "").strip() for it in ("name", "person"))
    relation = request.form.get("relation", "")
    if bool(name) is bool(number) or relation not in RELATION or len(name) > NAME_LENGTH_MAX:
        return shown_one(household_id, "field_missing")

    def carry(members: tuple[NewMember, ...]) -> Recorded:
        command = JoinHousehold(
            **own_stamp,
            household_id=household_id,
            person_id=members[0].person_id,
            relation=members[0].relation,
            joined_by=caller().person_id,
        )
        return carry_out(services(), command)

    said = newcomer(name, relation) | ({"display_name": None, "person": number} if number else {})
    return answered(household_id, lambda: entering(own_stamp, row.unit_code, [said], carry))


@pages.post("/desk/households/<uuid:household_id>/members/<uuid:person_id>/departure")
@requires(Action.MANAGE_HOUSEHOLDS)
def leave(household_id: UUID, person_id: UUID) -> Response:
    """Take somebody out (迁出)."""
    reason = request.form.get("reason", "")
    if reason not in set(LeaveReason):
        return shown_one(household_id, "field_missing")
    return changed(
        household_id,
        lambda stamp, by: LeaveHousehold(
            **stamp,
            household_id=household_id,
            person_id=person_id,
            reason=LeaveReason(reason),
            left_by=by,
        ),
    )


@pages.post("/desk/households/<uuid:household_id>/members/<uuid:person_id>/head")
@requires(Action.MANAGE_HOUSEHOLDS)
def head(household_id: UUID, person_id: UUID) -> Response:
    """Make a member the head (换户主)."""
    former = request.form.get("former", "")
    if former not in RELATION:
        return shown_one(household_id, "field_missing")
    return changed(
        household_id,
        lambda stamp, by: ChooseHead(
            **stamp,
            household_id=household_id,
            person_id=person_id,
            former=Relation(former),
            chosen_by=by,
        ),
    )


@pages.post("/desk/households/<uuid:household_id>/gate-code")
@requires(Action.MANAGE_HOUSEHOLDS)
def gate_code(household_id: UUID) -> Response:
    """Give the gate another code (换门牌码)."""
    reason = request.form.get("reason", "")
    if reason not in set(GateReason):
        return shown_one(household_id, "field_missing")
    return changed(
        household_id,
        lambda stamp, by: ReplaceGateCode(
            **stamp, household_id=household_id, reason=GateReason(reason), replaced_by=by
        ),
    )


@pages.post("/desk/households/<uuid:household_id>/scheme")
@requires(Action.MANAGE_HOUSEHOLDS)
def scheme(household_id: UUID) -> Response:
    """Enter from paper what a household agreed to (代录加入和公示)."""
    row = household_here(household_id)
    agreed_by = request.form.get("agreed_by", type=UUID)
    if agreed_by is None:
        return shown_one(household_id, "field_missing")
    given = services()
    facts: dict[str, Any] = {
        "household_id": household_id,
        "agreed_by": agreed_by,
        "age": age_of(given, agreed_by, local_date(given.clock())),
        "publishes": request.form.get("publishes") == "1",
    }
    kind = SetPublication if row.in_scheme else JoinScheme
    return changed(household_id, lambda stamp, by: kind(**stamp, **facts, entered_by=by))


def newcomer(name: str, relation: str) -> dict[str, Any]:
    """Return what is said of somebody who is new."""
    unsaid = dict.fromkeys(("person_id", "person", "phone", "born_on"))
    return {**unsaid, "display_name": name, "relation": relation}


def changed(household_id: UUID, command_of: Callable[[Stamp, UUID], Command]) -> Response:
    """Have a household of the own unit changed, and show it again."""
    household_here(household_id)
    command = command_of(form_stamp(), caller().person_id)
    return answered(household_id, lambda: carry_out(services(), command))


def answered(household_id: UUID, carry: Callable[[], Recorded]) -> Response:
    """Carry something out and show the household, with the refusal if there was one."""
    try:
        recorded = carry()
    except RequestInvalidError:
        return shown_one(household_id, "field_missing")
    except (LedgerError, PeopleError) as no:
        return shown_one(household_id, no.code, status_of_page(no))
    return see("pages_households.one", household_id=household_id, after=recorded.position)


def shown_list(code: str = "", status: int = INVALID, **more: Any) -> Response:
    """Draw the list, with what was typed if it was refused."""
    views, unit = services().views, caller().grant.unit_code
    asked = request.args.get("number", "").strip()
    if asked:
        rows = views.households.starting(unit, asked, SHOWN)
    else:
        after_id = request.args.get("after_id", type=UUID)
        last = views.households.get(after_id) if after_id else None
        rows = views.households.page(scope_of(unit), limit=SHOWN, after=last)
    full = len(rows) == SHOWN and not asked
    waiting: list[dict[str, Any]] = []
    if may(caller().role, Action.CONFIRM_HOUSEHOLDS):
        found = views.household_changes.waiting(scope_of(unit), WAITING_SHOWN)
        waiting = [{**it, "basis": BASIS[it["reason"]]} for it in changes_shown(found)]
    manages = may(caller().role, Action.MANAGE_HOUSEHOLDS)
    requests = views.household_requests.waiting(scope_of(unit), WAITING_SHOWN) if manages else []
    context = {
        "rows": _rows(rows),
        "totals": views.households.totals(scope_of(unit)),
        "number": asked,
        "next_address": url_for(".households", after_id=rows[-1].household_id) if full else "",
        "waiting": waiting,
        "requests": [{**it, "kind_words": REQUEST[it["kind"]]} for it in requests_shown(requests)],
        "manages": manages,
        "key": fresh_key(),
        "typed": {"number": "", "group": "", "head": ""},
        "refusal": refusal(code) if code else None,
    }
    return page("desk_households.html", status if code else 200, **(context | more))


def shown_one(household_id: UUID, code: str = "", status: int = INVALID) -> Response:
    """Draw one household, with the refusal if something was refused."""
    row = household_here(household_id)
    views = services().views
    wallets = views.balances.of_owner(household_id)
    wallet = wallets[0] if wallets else None
    members = [{**it, "relation_words": RELATION[it["relation"]]} for it in people_of(household_id)]
    changes = changes_shown(views.household_changes.of(household_id, WAITING_SHOWN))
    return page(
        "desk_household.html",
        status if code else 200,
        row=_rows([row])[0],
        members=members,
        available=available_of(wallet),
        lots=views.lots.of(wallet.wallet_id) if wallet else [],
        changes=[{**it, "basis": BASIS[it["reason"]]} for it in changes],
        history=history_rows(views.households.history(household_id, HISTORY_SHOWN)),
        manages=may(caller().role, Action.MANAGE_HOUSEHOLDS) and row.is_open,
        confirms=may(caller().role, Action.CONFIRM_HOUSEHOLDS),
        relations=RELATION,
        leave_reasons={it: LEAVE[it] for it in ("moved_away", "married", "died")}
        | {"entered_by_mistake": LEAVE["entered_by_mistake"]},
        gate_reasons=GATE,
        bases=BASIS,
        key=fresh_key(),
        refusal=refusal(code) if code else None,
    )


def _rows(rows: list[HouseholdRow]) -> list[dict[str, Any]]:
    into = numbers_of(it.merged_into for it in rows if it.merged_into)
    return [
        {
            **it,
            "state_words": STATE[it["state"]],
            "into_number": into.get(it["merged_into"], "") if it["merged_into"] else "",
        }
        for it in listed(rows)
    ]
