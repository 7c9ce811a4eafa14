"""Pages of teams: the list of a unit, one team, forming and changing them."""

from typing import Any
from uuid import UUID

from flask import Response, request, url_for

from api.auth import caller
from api.execution import carry_out
from api.permissions import Action, may, requires
from api.persons.names import named
from api.reach import scope_of, today
from api.services import services
from api.volunteering.teams import above, leaders_of, require_parent, team_of
from ledger.kernel.commands import Command
from ledger.kernel.errors import LedgerError
from ledger.volunteering.team import TEAM_NAME_LENGTH_MAX, TeamKind
from ledger.volunteering.team_commands import DissolveTeam, FormTeam, PlaceTeam, RenameTeam
from projections.volunteering.teams import TeamRow
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.forms import form_stamp
from web.messages_zh import refusal
from web.rendering import Context, fresh_key, page, see
from web.units import unit_name
from web.volunteering.team_words import KINDS

pages = Pages("teams")

SHOWN = 50
PARENTS_SHOWN = 100
ANCESTORS_MAX = 10


@pages.get("/teams")
@requires(Action.SEE_ACTIVITIES)
@fresh
def teams() -> Response:
    """List the teams of the own unit and below (队伍)."""
    return _list({"name": "", "kind": TeamKind.TEAM.value, "parent_id": ""})


@pages.post("/teams")
@requires(Action.FORM_TEAM)
def form() -> Response:
    """Form a team of the own unit (组建)."""
    typed = {it: request.form.get(it, "").strip() for it in ("name", "kind", "parent_id")}
    unit, parent_id = caller().grant.unit_code, request.form.get("parent_id", type=UUID)
    own_stamp = form_stamp()
    if not 0 < len(typed["name"]) <= TEAM_NAME_LENGTH_MAX or typed["kind"] not in set(TeamKind):
        return _list(typed, "field_missing")
    try:
        require_parent(unit, parent_id)
        command = FormTeam(
            **own_stamp,
            unit_code=unit,
            name=typed["name"],
            kind=TeamKind(typed["kind"]),
            parent_id=parent_id,
        )
        recorded = carry_out(services(), command)
    except LedgerError as no:
        return _list(typed, no.code, status_of_page(no))
    return see(".team", team_id=UUID(recorded.answer["team_id"]), after=recorded.position)


@pages.get("/teams/<uuid:team_id>")
@requires(Action.SEE_ACTIVITIES)
@fresh
def team(team_id: UUID) -> Response:
    """Show a team: what it is, who leads, how many belong to it (队伍详情)."""
    return _team(team_id)


@pages.get("/teams/<uuid:team_id>/members")
@requires(Action.SEE_VOLUNTEERS)
@fresh
def members(team_id: UUID) -> Response:
    """List the members with masked names (队员)."""
    found = team_of(team_id)
    caller().require_unit(found.unit_code)
    after_id = request.args.get("after_id", type=UUID)
    rows = services().views.teams.members(team_id, SHOWN, after_id)
    more = (
        url_for(".members", team_id=team_id, after_id=rows[-1].person_id)
        if len(rows) == SHOWN
        else ""
    )
    return page("team_members.html", team=shown(found), rows=named(rows), next_address=more)


@pages.post("/teams/<uuid:team_id>/renaming")
@requires(Action.FORM_TEAM)
def rename(team_id: UUID) -> Response:
    """Give a team another name (改名)."""
    name = request.form.get("name", "").strip()
    _own(team_id)
    own_stamp = form_stamp()
    if not 0 < len(name) <= TEAM_NAME_LENGTH_MAX:
        return _team(team_id, "field_missing")
    return _change(team_id, RenameTeam(**own_stamp, team_id=team_id, name=name))


@pages.post("/teams/<uuid:team_id>/parent")
@requires(Action.FORM_TEAM)
def place(team_id: UUID) -> Response:
    """Put a team below a larger one (归到上级队伍)."""
    found, parent_id = _own(team_id), request.form.get("parent_id", type=UUID)
    own_stamp = form_stamp()
    try:
        require_parent(found.unit_code, parent_id)
    except LedgerError as no:
        return _team(team_id, no.code, status_of_page(no))
    return _change(team_id, PlaceTeam(**own_stamp, team_id=team_id, parent_id=parent_id))


@pages.post("/teams/<uuid:team_id>/dissolution")
@requires(Action.FORM_TEAM)
def dissolve(team_id: UUID) -> Response:
    """End a team (解散)."""
    _own(team_id)
    by = caller().grant.person_id
    return _change(team_id, DissolveTeam(**form_stamp(), team_id=team_id, dissolved_by=by))


def shown(found: TeamRow) -> Context:
    """Return a team as pages show it."""
    return {
        "team_id": found.team_id,
        "name": found.name,
        "kind": found.kind,
        "kind_name": KINDS[found.kind],
        "unit_name": unit_name(found.unit_code),
        "members": found.members,
        "is_dissolved": found.is_dissolved,
    }


def teams_above(unit_code: str, limit: int = PARENTS_SHOWN) -> list[TeamRow]:
    """Return teams of the units above one, from the nearest up."""
    today_path = services().views.units.path(unit_code, today())
    codes = [it.code for it in today_path if it.code != unit_code]
    found: list[TeamRow] = []
    for code in reversed(codes[-ANCESTORS_MAX:]):
        found += services().views.teams.right_in(code, limit - len(found))
        if len(found) >= limit:
            break
    return found


def _own(team_id: UUID) -> TeamRow:
    found = team_of(team_id)
    caller().require_unit(found.unit_code)
    return found


def _change(team_id: UUID, command: Command) -> Response:
    try:
        recorded = carry_out(services(), command)
    except LedgerError as no:
        return _team(team_id, no.code, status_of_page(no))
    return see(".team", team_id=team_id, after=recorded.position)


def _list(typed: dict[str, str], code: str = "", status: int = 0) -> Response:
    after_id = request.args.get("after_id", type=UUID)
    unit = caller().grant.unit_code
    found = services().views.teams.page(scope_of(unit), SHOWN, after_id)
    forms = may(caller().role, Action.FORM_TEAM)
    more = url_for(".teams", after_id=found[-1].team_id) if len(found) == SHOWN else ""
    return page(
        "teams.html",
        status or (422 if code else 200),
        teams=[shown(it) for it in found],
        forms=forms,
        typed=typed,
        kinds=KINDS,
        parents=_parents(unit) if forms else [],
        refusal=refusal(code) if code else None,
        key=fresh_key(),
        name_length_max=TEAM_NAME_LENGTH_MAX,
        next_address=more,
    )


def _parents(unit_code: str) -> list[Context]:
    """Return the teams that one of this unit may stand below."""
    found = [*teams_above(unit_code), *services().views.teams.right_in(unit_code, PARENTS_SHOWN)]
    return [shown(it) for it in found if it.kind != TeamKind.SQUAD]


def _team(team_id: UUID, code: str = "", status: int = 0) -> Response:
    found, who, views = team_of(team_id), caller(), services().views
    joins, state = may(who.role, Action.JOIN_TEAM), ""
    if joins:
        mine = {it.team_id for it in views.teams.of_person(who.person_id)}
        asked = {it.team_id for it in views.memberships.of_person(who.person_id) if _waits(it)}
        state = "member" if team_id in mine else "waiting" if team_id in asked else ""
    changes = may(who.role, Action.FORM_TEAM) and who.reaches(found.unit_code)
    return page(
        "team.html",
        status or (422 if code else 200),
        team=shown(found),
        above=[shown(it) for it in above(found)],
        below=[shown(it) for it in views.teams.children(team_id)],
        leaders=leaders_of(found),
        joins=joins and not found.is_dissolved,
        state=state,
        changes=changes and not found.is_dissolved,
        parents=_parents(found.unit_code) if changes else [],
        parent_id=str(found.parent_id or ""),
        lists=may(who.role, Action.SEE_VOLUNTEERS) and who.reaches(found.unit_code),
        refusal=refusal(code) if code else None,
        key=fresh_key(),
        name_length_max=TEAM_NAME_LENGTH_MAX,
    )


def _waits(it: Any) -> bool:
    return bool(it.state == "waiting")
