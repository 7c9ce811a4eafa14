"""Doors of what a household agrees to, on its own phone or from paper, and of its gate code."""

from typing import Any
from uuid import UUID

from flask import Response

from api.answers import pages_of
from api.auth import caller
from api.consents.ages import age_of
from api.doors import Doors
from api.execution import execute
from api.households.answers import HouseholdChanged, HouseholdHistoryAnswer, HouseholdPageAnswer
from api.households.finding import household_here, own_household, shown
from api.households.gates import gate_svg, plates_pdf
from api.households.schemas import (
    HouseholdEnteredSchema,
    HouseholdEnteredSwitchSchema,
    HouseholdGateSchema,
    HouseholdSwitchSchema,
)
from api.idempotency import stamp
from api.paging import PageQuery, page, read_cursor
from api.permissions import Action, requires
from api.pictures import svg_response
from api.reading import EmptySchema, ReadQuery
from api.services import services
from ledger.households.commands import JoinScheme, LeaveScheme, ReplaceGateCode, SetPublication
from ledger.households.kinds import GateReason
from ledger.kernel.clock import local_date

blp = Doors("household_agreements", "What households agree to, and their gate codes")

OWN = "/me/household"
ONE = "/households/<uuid:household_id>"


@blp.get(OWN)
@requires(Action.OWN_HOUSEHOLD)
@blp.reads(ReadQuery, HouseholdPageAnswer)
def see_own_household(_asked: dict[str, Any]) -> Any:
    """Show the caller's household (我家)."""
    return shown(own_household())


@blp.get(f"{OWN}/history")
@requires(Action.OWN_HOUSEHOLD)
@blp.reads(PageQuery, pages_of(HouseholdHistoryAnswer))
def see_own_history(asked: dict[str, Any]) -> Any:
    """Show what happened to one's household, latest first (我家来历)."""
    limit, before = asked["limit"], read_cursor(asked["cursor"], int)
    found = services().views.households.history(own_household().household_id, limit, before)
    return page(found, found[-1].position if len(found) == limit else None)


@blp.post(f"{OWN}/scheme")
@requires(Action.OWN_HOUSEHOLD)
@blp.commands(HouseholdSwitchSchema, HouseholdChanged)
def join_scheme(loaded: dict[str, Any]) -> Response:
    """Join the points scheme as an adult of the household; publication is a switch (加入积分制)."""
    return execute(JoinScheme(**stamp(), **_own_agreement(), **loaded), 201)


@blp.post(f"{OWN}/scheme-leaving")
@requires(Action.OWN_HOUSEHOLD)
@blp.commands(EmptySchema, HouseholdChanged)
def leave_scheme(_loaded: dict[str, Any]) -> Response:
    """Leave the points scheme; nothing is published any more (退出积分制)."""
    return execute(LeaveScheme(**stamp(), **_own_agreement()), 201)


@blp.post(f"{OWN}/publication")
@requires(Action.OWN_HOUSEHOLD)
@blp.commands(HouseholdSwitchSchema, HouseholdChanged)
def set_publication(loaded: dict[str, Any]) -> Response:
    """Agree to be shown with the masked number, or take it back at once (公示开关)."""
    return execute(SetPublication(**stamp(), **_own_agreement(), **loaded), 201)


@blp.post(f"{ONE}/scheme")
@requires(Action.MANAGE_HOUSEHOLDS)
@blp.commands(HouseholdEnteredSwitchSchema, HouseholdChanged)
def enter_scheme(loaded: dict[str, Any], household_id: UUID) -> Response:
    """Enter from paper that a household joined, and its switch of publication (代录加入)."""
    agreed = _entered(household_id, loaded["agreed_by"])
    return execute(JoinScheme(**stamp(), **agreed, publishes=loaded["publishes"]), 201)


@blp.post(f"{ONE}/scheme-leaving")
@requires(Action.MANAGE_HOUSEHOLDS)
@blp.commands(HouseholdEnteredSchema, HouseholdChanged)
def enter_leaving(loaded: dict[str, Any], household_id: UUID) -> Response:
    """Enter from paper that a household left the scheme (代录退出)."""
    return execute(LeaveScheme(**stamp(), **_entered(household_id, loaded["agreed_by"])), 201)


@blp.post(f"{ONE}/publication")
@requires(Action.MANAGE_HOUSEHOLDS)
@blp.commands(HouseholdEnteredSwitchSchema, HouseholdChanged)
def enter_publication(loaded: dict[str, Any], household_id: UUID) -> Response:
    """Enter from paper what a household decided about publication (代录公示开关)."""
    agreed = _entered(household_id, loaded["agreed_by"])
    return execute(SetPublication(**stamp(), **agreed, publishes=loaded["publishes"]), 201)


@blp.post(f"{ONE}/gate-code")
@requires(Action.MANAGE_HOUSEHOLDS)
@blp.commands(HouseholdGateSchema, HouseholdChanged)
def replace_gate_code(loaded: dict[str, Any], household_id: UUID) -> Response:
    """Give a gate another code; plates printed before open nothing any more (换门牌码)."""
    household_here(household_id)
    command = ReplaceGateCode(
        **stamp(),
        household_id=household_id,
        reason=GateReason(loaded["reason"]),
        replaced_by=caller().person_id,
    )
    return execute(command, 201)


@blp.get(f"{ONE}/gate-code.svg")
@requires(Action.MANAGE_HOUSEHOLDS)
@blp.draws()
def draw_gate_code(household_id: UUID) -> Response:
    """Draw the code at the gate; it says nothing to whoever is not signed in (门牌码)."""
    return svg_response(gate_svg(household_here(household_id)))


@blp.get(f"{OWN}/gate-code.svg")
@requires(Action.OWN_HOUSEHOLD)
@blp.draws()
def draw_own_gate_code() -> Response:
    """Draw the code at one's own gate (我家门牌码)."""
    return svg_response(gate_svg(own_household()))


@blp.get(f"{ONE}/gateplate.pdf")
@requires(Action.MANAGE_HOUSEHOLDS)
@blp.prints()
def print_gateplate(household_id: UUID) -> Response:
    """Print the plate of a gate, 90 × 60 mm (门牌)."""
    return plates_pdf([household_here(household_id)])


def _own_agreement() -> dict[str, Any]:
    who = caller().person_id
    return {"household_id": own_household().household_id, **_by(who), "entered_by": None}


def _entered(household_id: UUID, agreed_by: UUID) -> dict[str, Any]:
    household_here(household_id)
    return {
        "household_id": household_id,
        **_by(agreed_by),
        "entered_by": caller().person_id,
    }


def _by(person_id: UUID) -> dict[str, Any]:
    given = services()
    return {"agreed_by": person_id, "age": age_of(given, person_id, local_date(given.clock()))}
