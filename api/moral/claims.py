"""Doors of claims: filed by households, neighbours and staff, screened by staff."""

from typing import Any
from uuid import UUID

from flask import Response

from api.answers import pages_of
from api.auth import caller
from api.doors import Doors
from api.execution import json_response, told
from api.idempotency import stamp
from api.moral.claim_acting import (
    propose,
    put_right,
    screen,
    screen_all,
    send_back,
    take_back,
    warn,
    withdraw,
)
from api.moral.claim_finding import SEES_VILLAGE, claim_to_see, claims_of_home, village_of
from api.moral.claim_schemas import (
    BulkScreeningAnswer,
    BulkScreeningSchema,
    ClaimAnswer,
    ClaimNoteSchema,
    ClaimReasonSchema,
    ClaimsQuery,
    ClaimStateAnswer,
    OneClaimAnswer,
    ProposeClaimSchema,
    ProposedAnswer,
    ScreeningSchema,
)
from api.moral.claim_shown import claim_shown, claims_shown
from api.paging import page, read_cursor
from api.permissions import Action, requires
from api.reach import scope_of, today
from api.reading import EmptySchema, ReadQuery
from api.refusals import RoleRequiredError
from api.services import services
from ledger.moral.claim_kinds import ClaimState
from projections.moral.claims.rows import ClaimRow

blp = Doors("claims", "Claims: acts on their way to points")


@blp.get("/claims")
@requires(Action.SEE_CLAIMS)
@blp.reads(ClaimsQuery, pages_of(ClaimAnswer))
def list_claims(asked: dict[str, Any]) -> Any:
    """List claims of the own household, of one's own making, or of the village (申报)."""
    limit, after = asked["limit"], read_cursor(asked["cursor"], int)
    found = claims_of(asked, limit, after)
    return page(claims_shown(found), found[-1].position if len(found) == limit else None)


@blp.post("/claims")
@requires(Action.PROPOSE_CLAIM)
@blp.commands(ProposeClaimSchema, ProposedAnswer)
def propose_claim(loaded: dict[str, Any]) -> Response:
    """File an act of a household (申报)."""
    return told(propose(stamp(), loaded), 201)


@blp.get("/claims/<uuid:claim_id>")
@requires(Action.SEE_CLAIMS)
@blp.reads(ReadQuery, OneClaimAnswer)
def show_claim(_asked: dict[str, Any], claim_id: UUID) -> Any:
    """Show a claim with its steps and their days (申报进度)."""
    return claim_shown(claim_to_see(claim_id))


@blp.post("/claims/<uuid:claim_id>/withdrawal")
@requires(Action.PROPOSE_CLAIM)
@blp.commands(EmptySchema, ClaimStateAnswer)
def withdraw_claim(_loaded: dict[str, Any], claim_id: UUID) -> Response:
    """Take a claim back before the panel has decided (撤回)."""
    return told(withdraw(stamp(), claim_id), 201)


@blp.post("/claims/<uuid:claim_id>/screening")
@requires(Action.SCREEN_CLAIM)
@blp.commands(ScreeningSchema, ClaimStateAnswer)
def screen_claim(loaded: dict[str, Any], claim_id: UUID) -> Response:
    """Find a claim in order and hand it to the panel (初审)."""
    return told(screen(stamp(), claim_id, loaded["points"], loaded["words"]), 201)


@blp.post("/claims/<uuid:claim_id>/screening/withdrawal")
@requires(Action.SCREEN_CLAIM)
@blp.commands(EmptySchema, ClaimStateAnswer)
def take_back_screening(_loaded: dict[str, Any], claim_id: UUID) -> Response:
    """Take the own screening back while nobody on the panel has voted (撤回初审)."""
    return told(take_back(stamp(), claim_id), 201)


@blp.post("/claim-screenings")
@requires(Action.SCREEN_CLAIM)
@blp.commands(BulkScreeningSchema, BulkScreeningAnswer)
def screen_claims(loaded: dict[str, Any]) -> Response:
    """Find up to a hundred claims in order; each is answered alone (批量初审)."""
    results, position = screen_all(stamp(), loaded["claim_ids"])
    return json_response({"results": results, "position": position}, 201)


@blp.post("/claims/<uuid:claim_id>/return")
@requires(Action.SCREEN_CLAIM)
@blp.commands(ClaimReasonSchema, ClaimStateAnswer)
def return_claim(loaded: dict[str, Any], claim_id: UUID) -> Response:
    """Send a claim back, and say why (退回)."""
    return told(send_back(stamp(), claim_id, loaded["words"]), 201)


@blp.post("/claims/<uuid:claim_id>/warning")
@requires(Action.SCREEN_CLAIM)
@blp.commands(EmptySchema, ClaimStateAnswer)
def warn_household(_loaded: dict[str, Any], claim_id: UUID) -> Response:
    """Warn the household of a deduction in private: it has its days to put it right (提醒)."""
    return told(warn(stamp(), claim_id), 201)


@blp.post("/claims/<uuid:claim_id>/putting-right")
@requires(Action.SCREEN_CLAIM)
@blp.commands(ClaimNoteSchema, ClaimStateAnswer)
def find_put_right(loaded: dict[str, Any], claim_id: UUID) -> Response:
    """Find that it was put right: nothing is deducted (已改正)."""
    return told(put_right(stamp(), claim_id, loaded["words"]), 201)


def claims_of(asked: dict[str, Any], limit: int, after: int | None) -> list[ClaimRow]:
    """Return the claims that are asked for."""
    views, who = services().views.claims, caller()
    if asked["of"] == "household":
        return claims_of_home(limit, after)
    if asked["of"] == "mine":
        return views.of_proposer(who.person_id, limit, after)
    if who.role not in SEES_VILLAGE:
        raise RoleRequiredError(role=who.role.value)
    scope = scope_of(village_of(who))
    if asked["of"] == "waiting":
        return views.to_screen(scope, today(), limit, after)
    states = [asked["state"]] if asked["state"] else [it.value for it in ClaimState]
    days = {name: asked[name] for name in ("first", "last")}
    return views.in_state(scope, states, **days, limit=limit, after=after)
