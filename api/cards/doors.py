"""Doors of cards: issue, replace, act for somebody, and see who acted for oneself."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from flask import Response

from api.answers import pages_of
from api.auth import caller
from api.cards.acting import person_for, require_item_near, reservation_for
from api.cards.issuing import card_address, issue_card, replace_card
from api.cards.schemas import (
    CardAnswer,
    ProxyActAnswer,
    ProxyReservationSchema,
    ProxyReserved,
)
from api.doors import Doors
from api.execution import execute, json_response
from api.idempotency import stamp
from api.paging import PageQuery, page, read_cursor
from api.permissions import Action, requires
from api.reading import EmptySchema
from api.services import services
from people.cards import Card

blp = Doors("cards", "Paper cards, and acting for people without a phone")


@blp.post("/persons/<uuid:person_id>/card")
@requires(Action.ISSUE_CARDS)
@blp.commands(EmptySchema, CardAnswer)
def issue_person_card(_loaded: dict[str, Any], person_id: UUID) -> Response:
    """Return somebody's card to print; who has none is given one (服务卡)."""
    stamp()
    return _told(issue_card(services(), caller(), person_id))


@blp.post("/cards/<uuid:card_id>/replacement")
@requires(Action.ISSUE_CARDS)
@blp.commands(EmptySchema, CardAnswer)
def replace_lost_card(_loaded: dict[str, Any], card_id: UUID) -> Response:
    """End a lost card at once and issue another (挂失换卡)."""
    stamp()
    return _told(replace_card(services(), caller(), card_id))


@blp.post("/proxy/vouchers")
@requires(Action.ACT_FOR)
@blp.commands(ProxyReservationSchema, ProxyReserved)
def reserve_for_person(loaded: dict[str, Any]) -> Response:
    """Set a thing aside for somebody, who agreed by card, telephone or paper (代为兑换)."""
    given, who, own_stamp = services(), caller(), stamp()
    owner_id = person_for(
        given,
        who,
        card=loaded["card"],
        person_id=loaded["person_id"],
        consent=loaded["consent"],
        at=own_stamp["at"],
    )
    require_item_near(given, who, loaded["item_id"])
    command = reservation_for(
        who,
        owner_id,
        item_id=loaded["item_id"],
        quantity=loaded["quantity"],
        consent=loaded["consent"],
        **own_stamp,
    )
    return execute(command, 201)


@blp.get("/me/proxies")
@requires(Action.SEE_SELF)
@blp.reads(PageQuery, pages_of(ProxyActAnswer))
def list_proxy_acts(asked: dict[str, Any]) -> Any:
    """List what others did for oneself, and how one had agreed (代办记录)."""
    limit, before = asked["limit"], read_cursor(asked["cursor"], int)
    found = services().views.proxy_acts.of_person(caller().person_id, limit, before)
    names = services().directory.masked_names(it.operator_id for it in found)
    rows = [{**asdict(it), "operator_name": names.get(it.operator_id, "*")} for it in found]
    return page(rows, found[-1].position if len(found) == limit else None)


def _told(card: Card) -> Response:
    body = {
        "card_id": card.card_id,
        "person_id": card.person_id,
        "serial": card.serial,
        "url": card_address(services(), card),
    }
    response = json_response(body, 201)
    response.headers["Cache-Control"] = "no-store"
    return response
