"""Doors of the panel: what waits for a reviewer, votes, kinship, and panels that are too few."""

from typing import Any
from uuid import UUID

from flask import Response

from api.answers import pages_of
from api.auth import caller
from api.doors import Doors
from api.execution import told
from api.idempotency import stamp
from api.moral.claim_schemas import (
    ClaimAnswer,
    DeclareKinSchema,
    KinAnswer,
    KinDeclaredAnswer,
    PanelVoteAnswer,
    PanelVoteSchema,
)
from api.moral.claim_shown import claims_shown
from api.moral.review_acting import declare_kin, revoke_kin, vote, waiting_for
from api.paging import PageQuery, page, read_cursor
from api.permissions import Action, requires
from api.reach import scope_of
from api.reading import EmptySchema, ReadQuery
from api.services import services
from ledger.moral.claim_kinds import Vote

blp = Doors("reviews", "Reviews of claims by the panel of the village")


@blp.get("/reviews")
@requires(Action.VOTE_ON_CLAIM)
@blp.reads(PageQuery, pages_of(ClaimAnswer))
def list_reviews(asked: dict[str, Any]) -> Any:
    """List what the caller has yet to vote on (待评)."""
    limit, after = asked["limit"], read_cursor(asked["cursor"], int)
    found = waiting_for(limit, after)
    return page(claims_shown(found), found[-1].position if len(found) == limit else None)


@blp.post("/claims/<uuid:claim_id>/votes")
@requires(Action.VOTE_ON_CLAIM)
@blp.commands(PanelVoteSchema, PanelVoteAnswer)
def vote_on_claim(loaded: dict[str, Any], claim_id: UUID) -> Response:
    """Vote for or against, or recuse oneself (评议)."""
    return told(vote(stamp(), claim_id, Vote(loaded["vote"])), 201)


@blp.get("/me/kin")
@requires(Action.VOTE_ON_CLAIM)
@blp.reads(ReadQuery, pages_of(KinAnswer))
def list_kin(_asked: dict[str, Any]) -> Any:
    """List the households one declared kinship with (亲属户)."""
    return page(kin_shown(), None)


@blp.post("/me/kin")
@requires(Action.VOTE_ON_CLAIM)
@blp.commands(DeclareKinSchema, KinDeclaredAnswer)
def declare_kinship(loaded: dict[str, Any]) -> Response:
    """Say with which household one is related, before its claims come (登记亲属户)."""
    return told(declare_kin(stamp(), loaded["number"]), 201)


@blp.post("/me/kin/<uuid:household_id>/revocation")
@requires(Action.VOTE_ON_CLAIM)
@blp.commands(EmptySchema, KinDeclaredAnswer)
def revoke_kinship(_loaded: dict[str, Any], household_id: UUID) -> Response:
    """Take back what one declared (删除)."""
    return told(revoke_kin(stamp(), household_id), 201)


@blp.get("/panel-shortages")
@requires(Action.SEE_PANEL_SHORTAGES)
@blp.reads(ReadQuery, pages_of(ClaimAnswer))
def list_shortages(_asked: dict[str, Any]) -> Any:
    """List claims for which too few may vote: substitutes are to be named (缺评议员)."""
    rows = services().views.reviews.short(scope_of(caller().grant.unit_code))
    return page(claims_shown(rows), None)


def kin_shown() -> list[dict[str, Any]]:
    """Return the households the caller declared kinship with."""
    ids = services().views.reviews.kin_of(caller().person_id)
    found = services().views.households.by_ids(ids)
    names = ("household_id", "number", "group", "unit_code")
    return [{it: getattr(found[one], it) for it in names} for one in ids if one in found]
