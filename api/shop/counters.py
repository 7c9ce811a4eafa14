"""Doors of counters: take vouchers along, give them back, send what was handed out offline."""

from typing import Any
from uuid import UUID

from flask import Response

from api.auth import caller
from api.doors import Doors
from api.execution import json_response
from api.idempotency import stamp
from api.permissions import Action, requires
from api.rates.quotas import BULK
from api.shop.counter_schemas import (
    CounterSchema,
    GivenBackAnswer,
    HandOversAnswer,
    HandOversSchema,
    TakenAnswer,
)
from api.shop.handed_offline import hand_over_all
from api.shop.taking_along import give_back, take_along

blp = Doors("counters", "Counters of points shops, with and without a network")


@blp.post("/shops/<uuid:shop_id>/counter/take")
@requires(Action.COLLECT_VOUCHER, quota=BULK)
@blp.commands(CounterSchema, TakenAnswer, status=200)
def take_vouchers_along(loaded: dict[str, Any], shop_id: UUID) -> Response:
    """Take along what waits in the own shop, for 12 hours at most (开集).

    Only this counter hands it out meanwhile, with or without a network.
    """
    caller().require_place(shop_id)
    return json_response(take_along(stamp(), shop_id, loaded["counter_id"]), 200)


@blp.post("/shops/<uuid:shop_id>/counter/give-back")
@requires(Action.COLLECT_VOUCHER, quota=BULK)
@blp.commands(CounterSchema, GivenBackAnswer, status=200)
def give_vouchers_back(loaded: dict[str, Any], shop_id: UUID) -> Response:
    """Let any counter hand out again what this one has along (收摊)."""
    caller().require_place(shop_id)
    return json_response(give_back(stamp(), shop_id, loaded["counter_id"]), 200)


@blp.post("/hand-overs/bulk")
@requires(Action.COLLECT_VOUCHER, quota=BULK)
@blp.commands(HandOversSchema, HandOversAnswer, status=200)
def send_hand_overs(loaded: dict[str, Any]) -> Response:
    """Take what a counter handed out while it had no network; sent twice it counts once (补传)."""
    return json_response({"answers": hand_over_all(loaded["hand_overs"])}, 200)
