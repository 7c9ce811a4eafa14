"""Assignments: the security administrator gives roles for a term and ends them."""

from contextlib import suppress
from datetime import date, timedelta
from uuid import UUID

from flask import Response, request, url_for

from api.assignments.giving import assign, end, is_running
from api.auth import caller
from api.execution import answer_of
from api.permissions import Action, requires
from api.reach import scope_of, today
from api.services import services
from ledger.kernel.errors import LedgerError
from ledger.registry.commands import AssignRole, EndRole
from ledger.registry.role_holder import ROLES
from people.errors import PeopleError, UnknownPersonError
from projections.registry.roles import RoleTermRow
from web import messages_zh
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.forms import form_stamp
from web.hats.pages import place_name
from web.rendering import Context, fresh_key, page, see
from web.units import unit_name

pages = Pages("assignments")

SHOWN = 50
PLACES_SHOWN = 200
YEAR_MIN, YEAR_MAX = 2000, 2999
_FIELDS = ("who", "role", "unit_code", "place_id", "from_day", "to_day")


@pages.get("/assignments")
@requires(Action.SEE_ASSIGNMENTS)
@fresh
def assignments() -> Response:
    """List the terms of the own unit, and offer to give another (任职)."""
    return _drawn(_empty_form(), None)


@pages.post("/assignments")
@requires(Action.ASSIGN_ROLE, step_up=True)
def assign_role() -> Response:
    """Give somebody a role for a term (任命)."""
    typed = {name: request.form.get(name, "").strip() for name in _FIELDS}
    try:
        recorded = assign(_command(typed))
    except (LedgerError, PeopleError) as no:
        return _drawn(typed, no)
    return see("pages_assignments.assignments", after=answer_of(recorded)["position"])


@pages.post("/assignments/ending")
@requires(Action.ASSIGN_ROLE, step_up=True)
def end_role() -> Response:
    """End a term with yesterday, or with today if it began today (卸任)."""
    form = request.form
    person_id = form.get("person_id", type=UUID)
    if person_id is None:
        raise UnknownPersonError("no person named")
    last_day = max(_day(form.get("from_day", "")) or date.min, today() - timedelta(days=1))
    command = EndRole(
        **form_stamp(),
        person_id=person_id,
        role=form.get("role", ""),
        unit_code=form.get("unit_code", ""),
        to_day=last_day,
        ended_by=None,
        place_id=form.get("place_id", type=UUID),
    )
    recorded = end(command)
    return see("pages_assignments.assignments", after=answer_of(recorded)["position"])


def _command(typed: dict[str, str]) -> AssignRole:
    place_id = None
    if typed["place_id"]:
        with suppress(ValueError):
            place_id = UUID(typed["place_id"])
    return AssignRole(
        **form_stamp(),
        person_id=_person(typed["who"]),
        role=typed["role"],
        unit_code=typed["unit_code"],
        from_day=_day(typed["from_day"]) or today(),
        to_day=_day(typed["to_day"]),
        assigned_by=None,
        place_id=place_id,
    )


def _person(who: str) -> UUID:
    """Find somebody by number, by mobile phone, or by the ID that other pages show."""
    given = services()
    for row in (given.views.volunteers.by_number(who), given.views.riders.by_number(who)):
        if row is not None:
            return row.person_id
    with suppress(ValueError):
        return UUID(who)
    with suppress(PeopleError):
        found = given.directory.find_by_phone(who)
        if len(found) == 1:
            return found[0]
    raise UnknownPersonError("nobody is found by this number")


def _day(text: str) -> date | None:
    """Read a day as browsers send it; one of an impossible year is none."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if YEAR_MIN <= day.year <= YEAR_MAX else None


def _empty_form() -> dict[str, str]:
    typed = dict.fromkeys(_FIELDS, "")
    return typed | {"unit_code": caller().grant.unit_code, "from_day": today().isoformat()}


def _drawn(typed: dict[str, str], no: LedgerError | PeopleError | None) -> Response:
    given, scope = services(), scope_of(caller().grant.unit_code)
    offset = max(request.args.get("offset", 0, type=int), 0)
    found = given.views.role_terms.below(scope, limit=SHOWN, offset=offset)
    names = given.directory.masked_names(it.person_id for it in found)
    shops = given.views.shops.page(scope, PLACES_SHOWN)
    stations = given.views.stations.page(scope, PLACES_SHOWN)
    places = [(it.shop_id, it.name) for it in shops] + [(it.station_id, it.name) for it in stations]
    full = len(found) == SHOWN
    return page(
        "assignments.html",
        status_of_page(no),
        key=fresh_key(),
        typed=typed,
        refusal=None if no is None else messages_zh.refusal(no.code),
        roles=[(it, messages_zh.ROLES[it]) for it in ROLES],
        places=places,
        terms=[_shown(it, names.get(it.person_id, "")) for it in found],
        next_address=url_for(".assignments", offset=offset + SHOWN) if full else "",
    )


def _shown(term: RoleTermRow, name: str) -> Context:
    return {
        "person_id": term.person_id,
        "name": name or "已注销",
        "role": term.role,
        "role_name": messages_zh.ROLES.get(term.role, term.role),
        "unit_code": term.unit_code,
        "unit_name": unit_name(term.unit_code),
        "place_id": term.place or "",
        "place_name": place_name(term.place),
        "from_day": term.from_day,
        "to_day": term.last_day,
        "running": is_running(term, today()),
        "key": fresh_key(),
    }
