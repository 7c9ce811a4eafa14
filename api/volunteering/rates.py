"""Doors of the rate by which minutes give points."""

from typing import Any

from flask import Response

from api.auth import caller
from api.doors import Doors
from api.execution import execute
from api.idempotency import stamp
from api.permissions import Action, requires
from api.reading import ReadQuery
from api.services import services
from api.volunteering.activity_schemas import PointRateAnswer, PointRateSchema, PointRateSet
from ledger.volunteering.activity_commands import SetServicePointRate

blp = Doors("point-rates", "Rates by which minutes give points")


@blp.get("/units/<string:code>/point-rate")
@requires(Action.SEE_ACTIVITIES)
@blp.reads(ReadQuery, PointRateAnswer)
def see_point_rate(_asked: dict[str, Any], code: str) -> Any:
    """Tell by which rate a unit publishes activities (积分标准)."""
    rates = services().views.point_rates
    rate = rates.in_force(code)
    is_own = rates.of(code) is not None
    told = {"rate_points": rate.points, "rate_minutes": rate.minutes, "is_own": is_own}
    return {"unit_code": code, **told}


@blp.put("/units/<string:code>/point-rate")
@requires(Action.SET_POINT_RATE)
@blp.commands(PointRateSchema, PointRateSet)
def set_point_rate(loaded: dict[str, Any], code: str) -> Response:
    """Set the rate for what is published from now on, never above a symbol (VH-20)."""
    caller().require_unit(code)
    by = caller().person_id
    return execute(SetServicePointRate(**stamp(), unit_code=code, **loaded, set_by=by), 201)
