"""Doors of teams in their order."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from flask import Response

from api.answers import pages_of
from api.auth import caller
from api.doors import Doors
from api.execution import execute
from api.idempotency import stamp
from api.paging import PageQuery, page, read_cursor
from api.permissions import Action, requires
from api.persons.names import named
from api.reach import reaches, scope_of, today
from api.reading import EmptySchema, ReadQuery, settled
from api.services import services
from api.volunteering.schemas import UnitQuery, VolunteerAnswer
from api.volunteering.team_schemas import (
    FormTeamSchema,
    TeamAnswer,
    TeamFormed,
    TeamNameSchema,
    TeamPageAnswer,
    TeamParentSchema,
)
from ledger.volunteering.errors import TeamNotFoundError
from ledger.volunteering.team import TEAM_DEPTH_MAX, TeamKind
from ledger.volunteering.team_commands import DissolveTeam, FormTeam, PlaceTeam, RenameTeam
from ledger.volunteering.team_errors import TeamParentInvalidError
from people.roles import Role
from projections.volunteering.teams import TeamRow

blp = Doors("teams", "Teams in their order")

LEADERS_SHOWN = 5


@blp.post("/teams")
@requires(Action.FORM_TEAM)
@blp.commands(FormTeamSchema, TeamFormed)
def form_team(loaded: dict[str, Any]) -> Response:
    """Form a volunteer team in a unit (组建志愿队); a unit has one of a name."""
    caller().require_unit(loaded["unit_code"])
    require_parent(loaded["unit_code"], loaded["parent_id"])
    kind = TeamKind(loaded["kind"])
    return execute(FormTeam(**stamp(), **loaded | {"kind": kind}), 201)


@blp.get("/teams")
@requires(Action.SEE_ACTIVITIES)
@blp.reads(UnitQuery, pages_of(TeamAnswer))
def list_teams(asked: dict[str, Any]) -> Any:
    """List the standing teams of a unit and below (志愿队)."""
    unit, limit = asked["unit"] or caller().grant.unit_code, asked["limit"]
    found = services().views.teams.page(scope_of(unit), limit, read_cursor(asked["cursor"], UUID))
    return page(found, found[-1].team_id if len(found) == limit else None)


@blp.get("/teams/<uuid:team_id>")
@requires(Action.SEE_ACTIVITIES)
@blp.reads(ReadQuery, TeamPageAnswer)
def see_team(_asked: dict[str, Any], team_id: UUID) -> Any:
    """Show a team, what stands above and below it, and who leads in its unit (队伍)."""
    team = team_of(team_id)
    return {
        **asdict(team),
        "above": above(team),
        "below": services().views.teams.children(team_id),
        "leaders": leaders_of(team),
    }


@blp.get("/teams/<uuid:team_id>/members")
@requires(Action.SEE_VOLUNTEERS)
@blp.reads(PageQuery, pages_of(VolunteerAnswer))
def list_members(asked: dict[str, Any], team_id: UUID) -> Any:
    """List the members of a team of the caller's own unit, with masked names (队员)."""
    caller().require_unit(team_of(team_id).unit_code)
    limit, after = asked["limit"], read_cursor(asked["cursor"], UUID)
    found = services().views.teams.members(team_id, limit, after)
    return page(named(found), found[-1].person_id if len(found) == limit else None)


@blp.post("/teams/<uuid:team_id>/renaming")
@requires(Action.FORM_TEAM)
@blp.commands(TeamNameSchema, TeamFormed)
def rename_team(loaded: dict[str, Any], team_id: UUID) -> Response:
    """Give a team another name (改名)."""
    caller().require_unit(team_of(team_id).unit_code)
    return execute(RenameTeam(**stamp(), team_id=team_id, name=loaded["name"]), 201)


@blp.post("/teams/<uuid:team_id>/parent")
@requires(Action.FORM_TEAM)
@blp.commands(TeamParentSchema, TeamFormed)
def place_team(loaded: dict[str, Any], team_id: UUID) -> Response:
    """Put a team below a larger one, or below none (归到上级队伍)."""
    team = team_of(team_id)
    caller().require_unit(team.unit_code)
    require_parent(team.unit_code, loaded["parent_id"])
    return execute(PlaceTeam(**stamp(), team_id=team_id, parent_id=loaded["parent_id"]), 201)


@blp.post("/teams/<uuid:team_id>/dissolution")
@requires(Action.FORM_TEAM)
@blp.commands(EmptySchema, TeamFormed)
def dissolve_team(_loaded: dict[str, Any], team_id: UUID) -> Response:
    """End a team; what its members did stays (解散)."""
    caller().require_unit(team_of(team_id).unit_code)
    command = DissolveTeam(**stamp(), team_id=team_id, dissolved_by=caller().grant.person_id)
    return execute(command, 201)


def team_of(team_id: UUID) -> TeamRow:
    """Return a team, or refuse."""
    team = settled(services(), lambda: services().views.teams.of(team_id))
    if team is None:
        raise TeamNotFoundError(team_id=team_id)
    return team


def require_parent(unit_code: str, parent_id: UUID | None) -> None:
    """Refuse a parent of a unit that is neither this one nor above it."""
    if parent_id is not None and not reaches(team_of(parent_id).unit_code, unit_code):
        raise TeamParentInvalidError(unit_code=unit_code)


def above(team: TeamRow) -> list[TeamRow]:
    """Return the teams above one, the largest first."""
    found: list[TeamRow] = []
    parent_id = team.parent_id
    while parent_id is not None and len(found) < TEAM_DEPTH_MAX:
        parent = services().views.teams.of(parent_id)
        if parent is None:
            break
        found.insert(0, parent)
        parent_id = parent.parent_id
    return [it for it in found if not it.is_dissolved]


def leaders_of(team: TeamRow) -> list[str]:
    """Return the masked names of who leads volunteers in the team's unit today."""
    terms = services().views.role_terms.in_unit(team.unit_code, today())
    ids = [it.person_id for it in terms if it.role == Role.TEAM_LEADER.value][:LEADERS_SHOWN]
    names = services().directory.masked_names(ids)
    return [names[it] for it in ids if it in names]
