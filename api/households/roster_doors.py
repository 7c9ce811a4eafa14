"""Doors of the roster: looked at first, then registered as a whole."""

from dataclasses import asdict
from typing import Any

from flask import Response

from api.auth import asked_unit
from api.doors import Doors
from api.execution import json_response, told
from api.households.answers import RosterAnswer, RosterImported
from api.households.roster import FLAWS_SHOWN, import_roster, read_roster
from api.households.schemas import HouseholdRosterSchema
from api.idempotency import stamp, without_key
from api.permissions import Action, requires

blp = Doors("household_rosters", "A whole village's households from a table")


@blp.post("/households/roster/preview")
@requires(Action.MANAGE_HOUSEHOLDS)
@without_key
@blp.commands(HouseholdRosterSchema, RosterAnswer, status=200)
def preview_roster(loaded: dict[str, Any]) -> Response:
    """Say what a table would register, and what is wrong with which line (名册预览)."""
    roster = read_roster(loaded["csv"], asked_unit(loaded["unit_code"]))
    lines = [asdict(it) for it in roster.flaws[:FLAWS_SHOWN]]
    shown = [{name: it[name] for name in ("line", "number", "flaw")} for it in lines]
    found = {"households": len(roster.households), "members": roster.members}
    return json_response({**found, "lines": shown}, 200)


@blp.post("/households/roster")
@requires(Action.MANAGE_HOUSEHOLDS)
@blp.commands(HouseholdRosterSchema, RosterImported)
def enter_roster(loaded: dict[str, Any]) -> Response:
    """Register all households of a table, or none; the same request again does nothing (名册)."""
    return told(import_roster(stamp(), loaded["csv"], asked_unit(loaded["unit_code"])), 201)
