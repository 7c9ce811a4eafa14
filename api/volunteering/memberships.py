"""Doors of asking for, answering and ending memberships."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from flask import Response

from api.answers import pages_of
from api.auth import asked_unit, caller
from api.doors import Doors
from api.execution import execute
from api.idempotency import stamp
from api.paging import page, read_cursor
from api.permissions import Action, requires
from api.persons.names import with_numbers
from api.reach import scope_of
from api.reading import EmptySchema, ReadQuery
from api.services import services
from api.volunteering.schemas import UnitQuery
from api.volunteering.team_schemas import (
    DeclineSchema,
    MembershipAnswered,
    MembershipRequested,
    OwnTeamsAnswer,
    TeamFormed,
    WaitingAnswer,
)
from api.volunteering.teams import team_of
from ledger.volunteering.team_commands import (
    ApproveMembership,
    DeclineMembership,
    LeaveTeam,
    RequestMembership,
)
from ledger.volunteering.volunteer import TEAMS_MAX, DeclineReason
from projections.volunteering.files.views import RequestRow

blp = Doors("memberships", "Asking to be taken into teams")


@blp.get("/me/teams")
@requires(Action.JOIN_TEAM)
@blp.reads(ReadQuery, OwnTeamsAnswer)
def see_my_teams(_asked: dict[str, Any]) -> Any:
    """Show one's teams, and what became of one's requests (我的队伍)."""
    views, person_id = services().views, caller().person_id
    return {
        "teams": views.teams.of_person(person_id),
        "requests": told(views.memberships.of_person(person_id)),
        "teams_max": TEAMS_MAX,
    }


@blp.post("/teams/<uuid:team_id>/requests")
@requires(Action.JOIN_TEAM)
@blp.commands(EmptySchema, MembershipRequested)
def request_membership(_loaded: dict[str, Any], team_id: UUID) -> Response:
    """Ask a team to be taken in (申请加入)."""
    team_of(team_id)
    who = caller().person_id
    return execute(RequestMembership(**stamp(), person_id=who, team_id=team_id), 201)


@blp.post("/teams/<uuid:team_id>/leaving")
@requires(Action.JOIN_TEAM)
@blp.commands(EmptySchema, TeamFormed)
def leave_team(_loaded: dict[str, Any], team_id: UUID) -> Response:
    """Leave a team, or take one's request back (退出)."""
    who = caller().person_id
    return execute(LeaveTeam(**stamp(), person_id=who, team_id=team_id), 201)


@blp.get("/memberships/requests")
@requires(Action.ANSWER_REQUESTS)
@blp.reads(UnitQuery, pages_of(WaitingAnswer))
def list_requests(asked: dict[str, Any]) -> Any:
    """List requests to teams of the caller's unit that wait, the oldest first (入队申请)."""
    unit, limit = asked_unit(asked["unit"]), asked["limit"]
    after = read_cursor(asked["cursor"], UUID)
    found = services().views.memberships.waiting(scope_of(unit), limit, after)
    return page(with_names(found), found[-1].request_id if len(found) == limit else None)


@blp.post("/teams/<uuid:team_id>/requests/<uuid:person_id>/approval")
@requires(Action.ANSWER_REQUESTS)
@blp.commands(EmptySchema, MembershipAnswered)
def approve_membership(_loaded: dict[str, Any], team_id: UUID, person_id: UUID) -> Response:
    """Take somebody in; never oneself (同意入队)."""
    caller().require_unit(team_of(team_id).unit_code)
    member = {"person_id": person_id, "team_id": team_id}
    command = ApproveMembership(**stamp(), **member, decided_by=caller().grant.person_id)
    return execute(command, 201)


@blp.post("/teams/<uuid:team_id>/requests/<uuid:person_id>/decline")
@requires(Action.ANSWER_REQUESTS)
@blp.commands(DeclineSchema, MembershipAnswered)
def decline_membership(loaded: dict[str, Any], team_id: UUID, person_id: UUID) -> Response:
    """Do not take somebody in, and say why (不同意入队)."""
    caller().require_unit(team_of(team_id).unit_code)
    command = DeclineMembership(
        **stamp(),
        person_id=person_id,
        team_id=team_id,
        reason=DeclineReason(loaded["reason"]),
        decided_by=caller().grant.person_id,
    )
    return execute(command, 201)


def told(rows: Sequence[RequestRow]) -> list[dict[str, Any]]:
    """Put the names of teams beside requests."""
    teams = services().views.teams
    names: dict[UUID, str] = {}
    for it in rows:
        if it.team_id not in names:
            team = teams.of(it.team_id)
            names[it.team_id] = team.name if team else ""
    return [{**asdict(it), "team_name": names[it.team_id]} for it in rows]


def with_names(rows: Sequence[RequestRow]) -> list[dict[str, Any]]:
    """Put whoever asks beside requests, by number and masked name, and the team."""
    pairs = zip(told(rows), with_numbers(rows), strict=True)
    return [{**request, **who} for request, who in pairs]
