"""Pages of memberships: one's own teams, and whoever waits for an answer."""

from uuid import UUID

from flask import Response, request, url_for

from api.auth import caller
from api.execution import carry_out
from api.permissions import Action, requires
from api.reach import scope_of
from api.services import services
from api.volunteering.memberships import told, with_names
from api.volunteering.teams import team_of
from ledger.kernel.commands import Command
from ledger.kernel.errors import LedgerError
from ledger.volunteering.team_commands import (
    ApproveMembership,
    DeclineMembership,
    LeaveTeam,
    RequestMembership,
)
from ledger.volunteering.volunteer import TEAMS_MAX, DeclineReason
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.forms import form_stamp
from web.messages_zh import refusal
from web.rendering import fresh_key, page, see
from web.volunteering.team_pages import shown, teams_above
from web.volunteering.team_words import DECLINES, STATES

pages = Pages("memberships")

SHOWN = 50
REQUESTS_SHOWN = 10
FOUND_SHOWN = 20


@pages.get("/me/teams")
@requires(Action.JOIN_TEAM)
@fresh
def my_teams() -> Response:
    """Show one's teams, one's requests, and teams one could ask (我的队伍)."""
    return _mine()


@pages.post("/teams/<uuid:team_id>/requests")
@requires(Action.JOIN_TEAM)
def ask(team_id: UUID) -> Response:
    """Ask to be taken in (申请加入)."""
    team_of(team_id)
    own_stamp = form_stamp()
    return _carry(RequestMembership(**own_stamp, person_id=caller().person_id, team_id=team_id))


@pages.post("/teams/<uuid:team_id>/leaving")
@requires(Action.JOIN_TEAM)
def leave(team_id: UUID) -> Response:
    """Leave, or take the request back (退出)."""
    own_stamp = form_stamp()
    return _carry(LeaveTeam(**own_stamp, person_id=caller().person_id, team_id=team_id))


@pages.get("/memberships")
@requires(Action.ANSWER_REQUESTS)
@fresh
def requests() -> Response:
    """List who waits for an answer (入队申请)."""
    return _waiting()


@pages.post("/memberships/<uuid:team_id>/<uuid:person_id>/approval")
@requires(Action.ANSWER_REQUESTS)
def approve(team_id: UUID, person_id: UUID) -> Response:
    """Take somebody in (同意)."""
    caller().require_unit(team_of(team_id).unit_code)
    member = {"person_id": person_id, "team_id": team_id}
    return _answer(ApproveMembership(**form_stamp(), **member, decided_by=caller().person_id))


@pages.post("/memberships/<uuid:team_id>/<uuid:person_id>/decline")
@requires(Action.ANSWER_REQUESTS)
def decline(team_id: UUID, person_id: UUID) -> Response:
    """Do not take somebody in, with a reason of the list (不同意)."""
    caller().require_unit(team_of(team_id).unit_code)
    own_stamp, reason = form_stamp(), request.form.get("reason", "")
    if reason not in set(DeclineReason):
        return _waiting("field_missing", 422)
    command = DeclineMembership(
        **own_stamp,
        person_id=person_id,
        team_id=team_id,
        reason=DeclineReason(reason),
        decided_by=caller().person_id,
    )
    return _answer(command)


def _carry(command: Command) -> Response:
    try:
        recorded = carry_out(services(), command)
    except LedgerError as no:
        return _mine(no)
    return see(".my_teams", after=recorded.position)


def _answer(command: Command) -> Response:
    try:
        recorded = carry_out(services(), command)
    except LedgerError as no:
        return _waiting(no.code, status_of_page(no))
    return see(".requests", after=recorded.position)


def _mine(no: LedgerError | None = None) -> Response:
    views, who = services().views, caller()
    mine = views.teams.of_person(who.person_id)
    requests = told(views.memberships.of_person(who.person_id, REQUESTS_SHOWN))
    waiting = {it["team_id"] for it in requests if it["state"] == "waiting"}
    known = {it.team_id for it in mine} | waiting
    unit = who.grant.unit_code
    near = [*views.teams.page(scope_of(unit), FOUND_SHOWN), *teams_above(unit, FOUND_SHOWN)]
    return page(
        "my_teams.html",
        status_of_page(no),
        teams=[shown(it) for it in mine],
        requests=[
            {
                **it,
                "words": STATES[it["state"]],
                "reason_words": DECLINES.get(it["reason"], ""),
            }
            for it in requests
            if it["state"] in ("waiting", "declined")
        ],
        found=[shown(it) for it in near if it.team_id not in known][:FOUND_SHOWN],
        teams_max=TEAMS_MAX,
        full=len(mine) + len(waiting) >= TEAMS_MAX,
        refusal=None if no is None else refusal(no.code),
        key=fresh_key(),
    )


def _waiting(code: str = "", status: int = 200) -> Response:
    after_id = request.args.get("after_id", type=UUID)
    scope = scope_of(caller().grant.unit_code)
    found = services().views.memberships.waiting(scope, SHOWN, after_id)
    own = caller().person_id
    more = url_for(".requests", after_id=found[-1].request_id) if len(found) == SHOWN else ""
    return page(
        "memberships.html",
        status,
        rows=[{**it, "own": it["person_id"] == own} for it in with_names(found)],
        declines=DECLINES,
        refusal=refusal(code) if code else None,
        key=fresh_key(),
        next_address=more,
    )
