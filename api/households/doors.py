"""Doors of the register of households."""

from typing import Any
from uuid import UUID

from flask import Response

from api.answers import pages_of
from api.auth import asked_unit, caller
from api.doors import Doors
from api.execution import execute
from api.households.answers import (
    HouseholdAnswer,
    HouseholdChanged,
    HouseholdHistoryAnswer,
    HouseholdPageAnswer,
    HouseholdRegistered,
)
from api.households.entering import entering
from api.households.finding import household_here, listed, shown
from api.households.schemas import (
    HouseholdCloseSchema,
    HouseholdGroupSchema,
    HouseholdHeadSchema,
    HouseholdLeaveSchema,
    HouseholdMemberSchema,
    HouseholdMoveSchema,
    HouseholdRelationSchema,
    HouseholdsQuery,
    RegisterHouseholdSchema,
)
from api.idempotency import stamp
from api.paging import PageQuery, page, read_cursor
from api.permissions import Action, requires
from api.reach import scope_of
from api.reading import ReadQuery
from api.services import services
from ledger.households.commands import (
    ChangeRelation,
    ChooseHead,
    CloseHousehold,
    JoinHousehold,
    LeaveHousehold,
    MoveMember,
    RegisterHousehold,
    RegroupHousehold,
)
from ledger.households.kinds import CloseReason, LeaveReason, NewMember, Relation

blp = Doors("households", "The register of households")

ONE = "/households/<uuid:household_id>"
MEMBER = f"{ONE}/members/<uuid:person_id>"


@blp.post("/households")
@requires(Action.MANAGE_HOUSEHOLDS)
@blp.commands(RegisterHouseholdSchema, HouseholdRegistered)
def register_household(loaded: dict[str, Any]) -> Response:
    """Register a household with its wallet and its first members (新立户); numbers once."""
    unit = asked_unit(loaded["unit_code"])
    own_stamp = stamp()

    def carry(members: tuple[NewMember, ...]) -> Response:
        command = RegisterHousehold(
            **own_stamp,
            unit_code=unit,
            group=loaded["group"],
            number=loaded["number"],
            members=members,
            registered_by=caller().person_id,
        )
        return execute(command, 201)

    return entering(own_stamp, unit, loaded["members"], carry)


@blp.get("/households")
@requires(Action.SEE_HOUSEHOLDS)
@blp.reads(HouseholdsQuery, pages_of(HouseholdAnswer))
def list_households(asked: dict[str, Any]) -> Any:
    """List the households of a unit and below by number, or those whose number begins so (户)."""
    views, limit = services().views.households, asked["limit"]
    unit = asked_unit(asked["unit"])
    if asked["number"] is not None:
        return page(listed(views.starting(unit, asked["number"], limit)), None)
    cursor = read_cursor(asked["cursor"], UUID)
    last = views.get(cursor) if cursor else None
    found = views.page(scope_of(unit), limit=limit, after=last)
    return page(listed(found), found[-1].household_id if len(found) == limit else None)


@blp.get(ONE)
@requires(Action.SEE_HOUSEHOLDS)
@blp.reads(ReadQuery, HouseholdPageAnswer)
def see_household(_asked: dict[str, Any], household_id: UUID) -> Any:
    """Show one household of the own unit with its members' masked names (一户)."""
    return shown(household_here(household_id))


@blp.get(f"{ONE}/history")
@requires(Action.SEE_HOUSEHOLDS)
@blp.reads(PageQuery, pages_of(HouseholdHistoryAnswer))
def see_history(asked: dict[str, Any], household_id: UUID) -> Any:
    """Show what happened to a household, latest first; nothing of its members' own (来历)."""
    limit, before = asked["limit"], read_cursor(asked["cursor"], int)
    household = household_here(household_id)
    found = services().views.households.history(household.household_id, limit, before)
    return page(found, found[-1].position if len(found) == limit else None)


@blp.post(f"{ONE}/group")
@requires(Action.MANAGE_HOUSEHOLDS)
@blp.commands(HouseholdGroupSchema, HouseholdChanged)
def regroup_household(loaded: dict[str, Any], household_id: UUID) -> Response:
    """Put a household into another group of the village (换组)."""
    household_here(household_id)
    who = caller().person_id
    return execute(
        RegroupHousehold(**stamp(), household_id=household_id, changed_by=who, **loaded), 201
    )


@blp.post(f"{ONE}/members")
@requires(Action.MANAGE_HOUSEHOLDS)
@blp.commands(HouseholdMemberSchema, HouseholdChanged)
def join_household(loaded: dict[str, Any], household_id: UUID) -> Response:
    """Enter somebody who lives in no other household (添人)."""
    row, own_stamp = household_here(household_id), stamp()

    def carry(members: tuple[NewMember, ...]) -> Response:
        (member,) = members
        command = JoinHousehold(
            **own_stamp,
            household_id=household_id,
            person_id=member.person_id,
            relation=member.relation,
            joined_by=caller().person_id,
        )
        return execute(command, 201)

    return entering(own_stamp, row.unit_code, [loaded], carry)


@blp.post(f"{MEMBER}/departure")
@requires(Action.MANAGE_HOUSEHOLDS)
@blp.commands(HouseholdLeaveSchema, HouseholdChanged)
def leave_household(loaded: dict[str, Any], household_id: UUID, person_id: UUID) -> Response:
    """Take somebody out of a household; its points stay (迁出)."""
    household_here(household_id)
    command = LeaveHousehold(
        **stamp(),
        household_id=household_id,
        person_id=person_id,
        reason=LeaveReason(loaded["reason"]),
        left_by=caller().person_id,
    )
    return execute(command, 201)


@blp.post(f"{MEMBER}/move")
@requires(Action.MANAGE_HOUSEHOLDS)
@blp.commands(HouseholdMoveSchema, HouseholdChanged)
def move_member(loaded: dict[str, Any], household_id: UUID, person_id: UUID) -> Response:
    """Move somebody to another household of the village (转户)."""
    household_here(household_id)
    household_here(loaded["to_household_id"])
    command = MoveMember(
        **stamp(),
        household_id=household_id,
        person_id=person_id,
        to_household_id=loaded["to_household_id"],
        relation=Relation(loaded["relation"]),
        moved_by=caller().person_id,
    )
    return execute(command, 201)


@blp.post(f"{MEMBER}/relation")
@requires(Action.MANAGE_HOUSEHOLDS)
@blp.commands(HouseholdRelationSchema, HouseholdChanged)
def change_relation(loaded: dict[str, Any], household_id: UUID, person_id: UUID) -> Response:
    """Correct what a member is to the head (改关系)."""
    household_here(household_id)
    command = ChangeRelation(
        **stamp(),
        household_id=household_id,
        person_id=person_id,
        relation=Relation(loaded["relation"]),
        changed_by=caller().person_id,
    )
    return execute(command, 201)


@blp.post(f"{ONE}/head")
@requires(Action.MANAGE_HOUSEHOLDS)
@blp.commands(HouseholdHeadSchema, HouseholdChanged)
def choose_head(loaded: dict[str, Any], household_id: UUID) -> Response:
    """Make a member the head, and say what the former one is to them (换户主)."""
    household_here(household_id)
    command = ChooseHead(
        **stamp(),
        household_id=household_id,
        person_id=loaded["person_id"],
        former=Relation(loaded["former"]),
        chosen_by=caller().person_id,
    )
    return execute(command, 201)


@blp.post(f"{ONE}/closing")
@requires(Action.MANAGE_HOUSEHOLDS)
@blp.commands(HouseholdCloseSchema, HouseholdChanged)
def close_household(loaded: dict[str, Any], household_id: UUID) -> Response:
    """End a household without open vouchers; its points run out on their days (销户)."""
    household_here(household_id)
    command = CloseHousehold(
        **stamp(),
        household_id=household_id,
        reason=CloseReason(loaded["reason"]),
        closed_by=caller().person_id,
    )
    return execute(command, 201)
