"""Doors of being forgotten (注销)."""

from typing import Any
from uuid import UUID

from flask import Response

from api.auth import caller
from api.doors import Doors
from api.execution import json_response, told
from api.idempotency import stamp
from api.permissions import Action, requires
from api.persons.reading import person_in_reach
from api.reading import ReadQuery
from api.rights.asking import Wish, ask, take_back
from api.rights.erasing import loss_of
from api.rights.schemas import (
    EraseSchema,
    ErasureAnswer,
    ErasureRequested,
    ErasureWithdrawn,
    ProxyEraseSchema,
    WithdrawSchema,
)
from api.services import services
from ledger.registry.erasure import Asked

blp = Doors("erasure", "Being forgotten")


@blp.get("/me/erasure")
@requires(Action.OWN_DATA)
@blp.reads(ReadQuery, ErasureAnswer)
def see_my_erasure(_asked: dict[str, Any]) -> Any:
    """Tell what one would lose, and where one's request stands (注销前看看)."""
    return loss_of(services(), caller().person_id)


@blp.post("/me/erasure")
@requires(Action.OWN_DATA)
@blp.commands(EraseSchema, ErasureRequested)
def erase_me(loaded: dict[str, Any]) -> Response:
    """Ask to be forgotten, in 15 days or at once (注销).

    Unspent points are forfeited, which must be agreed to. Until it is carried out it may be
    taken back. Minutes stay in the totals of team and village.
    """
    wish = Wish(forfeits=loaded["forfeit_points"], at_once=loaded["at_once"])
    told, recorded = ask(caller().person_id, wish, stamp())
    return json_response(told, 201, duplicate=recorded.duplicate)


@blp.post("/me/erasure/withdrawal")
@requires(Action.OWN_DATA)
@blp.commands(WithdrawSchema, ErasureWithdrawn)
def keep_me(_loaded: dict[str, Any]) -> Response:
    """Take the request back (撤回注销)."""
    recorded = take_back(caller().person_id, stamp())
    return told(recorded, 201)


@blp.get("/persons/<uuid:person_id>/erasure")
@requires(Action.ERASE_BY_PROXY)
@blp.reads(ReadQuery, ErasureAnswer)
def see_erasure(_asked: dict[str, Any], person_id: UUID) -> Any:
    """Tell somebody at the desk what they would lose (代办注销前)."""
    person_in_reach(person_id)
    return loss_of(services(), person_id)


@blp.post("/persons/<uuid:person_id>/erasure")
@requires(Action.ERASE_BY_PROXY)
@blp.commands(ProxyEraseSchema, ErasureRequested)
def erase_for(loaded: dict[str, Any], person_id: UUID) -> Response:
    """Ask for somebody who is at the desk with a card or a signed form (代办注销).

    The events name the operator and how the person said so.
    """
    person_in_reach(person_id)
    wish = Wish(
        forfeits=loaded["forfeit_points"],
        at_once=loaded["at_once"],
        asked=Asked(loaded["asked"]),
    )
    told, recorded = ask(person_id, wish, stamp())
    return json_response(told, 201, duplicate=recorded.duplicate)


@blp.post("/persons/<uuid:person_id>/erasure/withdrawal")
@requires(Action.ERASE_BY_PROXY)
@blp.commands(WithdrawSchema, ErasureWithdrawn)
def keep(_loaded: dict[str, Any], person_id: UUID) -> Response:
    """Take a request back for somebody at the desk (代办撤回)."""
    person_in_reach(person_id)
    recorded = take_back(person_id, stamp())
    return told(recorded, 201)
