"""The door of rounds: what a phone kept on its way past the gates."""

from typing import Any

from flask import Response

from api.doors import Doors
from api.execution import json_response
from api.moral.round_acting import check_all
from api.moral.round_schemas import GateChecksAnswer, GateChecksSchema
from api.permissions import Action, requires
from api.rates.quotas import BULK

blp = Doors("rounds", "Rounds of grid workers past the gates")


@blp.post("/rounds/checks/bulk")
@requires(Action.WALK_ROUND, quota=BULK)
@blp.commands(GateChecksSchema, GateChecksAnswer, status=200)
def send_checks(loaded: dict[str, Any]) -> Response:
    """Take the gates that a phone kept while it had no network; sent twice they count once."""
    return json_response({"answers": check_all(loaded["checks"])}, 200)
