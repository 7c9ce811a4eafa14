"""Handlers of merges and splits (A19): proposed by one, carried out by the word of another."""

from uuid import UUID

from ledger.households.change import Basis, HouseholdChange, Plan
from ledger.households.change_commands import (
    ConfirmHouseholdChange,
    ProposeMerge,
    ProposeSplit,
    TurnDownHouseholdChange,
    WithdrawHouseholdChange,
)
from ledger.households.changing import check_merge, check_split, merge, split
from ledger.households.errors import (
    HouseholdChangeNotFoundError,
    HouseholdHeadRequiredError,
    HouseholdNumberTakenError,
)
from ledger.households.finding import household_of, registered
from ledger.households.household import Household
from ledger.households.kinds import ChangeKind, Relation
from ledger.kernel.commands import Answer, handles
from ledger.kernel.session import Session


@handles(
    ProposeMerge,
    streams=lambda c: [c.household_id, c.into_id, HouseholdChange.create_id(c.household_id)],
)
def propose_merge(session: Session, command: ProposeMerge) -> Answer:
    """Propose that one household becomes part of another one."""
    gone, stays = registered(session, command.household_id), household_of(session, command.into_id)
    check_merge(gone, stays)
    said = {it.person_id: it.relation for it in command.relations}
    plan = Plan(
        kind=ChangeKind.MERGE,
        other_id=stays.id,
        other_number=stays.number,
        group=stays.group,
        members=tuple(gone.member_ids),
        relations=tuple(_relation(said, it) for it in gone.member_ids),
        stays=1,
        leaves=1,
    )
    heads = (_head(gone), _head(stays))
    return _propose(session, gone, plan, heads, command)


@handles(
    ProposeSplit,
    streams=lambda c: [c.household_id, HouseholdChange.create_id(c.household_id)],
)
def propose_split(session: Session, command: ProposeSplit) -> Answer:
    """Propose that some members become a household of their own."""
    household = registered(session, command.household_id)
    new_id = Household.create_id(household.unit_code, command.new_number)
    plan = Plan(
        kind=ChangeKind.SPLIT,
        other_id=new_id,
        other_number=command.new_number,
        group=command.group,
        members=tuple(it.person_id for it in command.members),
        relations=tuple(it.relation.value for it in command.members),
        stays=command.stays,
        leaves=command.leaves,
    )
    check_split(household, plan)
    session.require(new_id)
    if session.find(Household, new_id) is not None:
        raise HouseholdNumberTakenError(number=command.new_number)
    new_head = next(it.person_id for it in command.members if it.relation is Relation.HEAD)
    return _propose(session, household, plan, (_head(household), new_head), command)


@handles(
    ConfirmHouseholdChange,
    streams=lambda c: [c.household_id, HouseholdChange.create_id(c.household_id)],
)
def confirm_household_change(session: Session, command: ConfirmHouseholdChange) -> Answer:
    """Carry it out, if it still can be: members, points and the code at the gate at once."""
    household = registered(session, command.household_id)
    change = _change(session, command.household_id, command.number)
    concerned = _concerned(session, household, change.waiting(command.number))
    plan = change.require_second(command.number, command.confirmed_by, concerned)
    carry_out = merge if plan.kind is ChangeKind.MERGE else split
    points = carry_out(session, household, plan, change.id, command)
    change.confirm(command.number, points, command.confirmed_by, command.at)
    return {"household_id": plan.other_id, "number": command.number, "points": points}


@handles(
    TurnDownHouseholdChange,
    streams=lambda c: [c.household_id, HouseholdChange.create_id(c.household_id)],
)
def turn_down_household_change(session: Session, command: TurnDownHouseholdChange) -> Answer:
    """Leave the households as they are."""
    household = registered(session, command.household_id)
    change = _change(session, command.household_id, command.number)
    concerned = _concerned(session, household, change.waiting(command.number))
    change.require_second(command.number, command.decided_by, concerned)
    change.turn_down(command.number, command.text_id, command.decided_by, command.at)
    return {"household_id": command.household_id, "number": command.number}


@handles(WithdrawHouseholdChange, streams=lambda c: [HouseholdChange.create_id(c.household_id)])
def withdraw_household_change(session: Session, command: WithdrawHouseholdChange) -> Answer:
    """Take one's own proposal back."""
    change = _change(session, command.household_id, command.number)
    change.waiting(command.number)
    if change.proposed_by != command.withdrawn_by:
        raise HouseholdChangeNotFoundError(number=command.number)
    change.withdraw(command.number, command.withdrawn_by, command.at)
    return {"household_id": command.household_id, "number": command.number}


def _propose(
    session: Session,
    household: Household,
    plan: Plan,
    heads: tuple[UUID, UUID],
    command: ProposeMerge | ProposeSplit,
) -> Answer:
    change_id = HouseholdChange.create_id(household.id)
    change = session.find(HouseholdChange, change_id)
    if change is None:
        change = HouseholdChange(household_id=household.id, unit_code=household.unit_code)
        session.add(change)
    basis = Basis(command.reason, command.text_id, command.photo_id, heads)
    change.propose(plan, basis, command.proposed_by, command.at)
    return {"household_id": household.id, "number": change.number}


def _change(session: Session, household_id: UUID, number: int) -> HouseholdChange:
    found = session.find(HouseholdChange, HouseholdChange.create_id(household_id))
    if found is None:
        raise HouseholdChangeNotFoundError(number=number)
    return found


def _concerned(session: Session, household: Household, plan: Plan) -> list[UUID]:
    """Return everybody of the households, who therefore decides nothing."""
    if plan.kind is ChangeKind.SPLIT:
        return household.member_ids
    return [*household.member_ids, *household_of(session, plan.other_id).member_ids]


def _head(household: Household) -> UUID:
    if household.head_id is None:
        raise HouseholdHeadRequiredError(number=household.number)
    return household.head_id


def _relation(said: dict[UUID, Relation], person_id: UUID) -> str:
    """Return what somebody who moves is to the head they get, who is the head and stays so."""
    relation = said.get(person_id, Relation.OTHER_RELATIVE)
    return Relation.OTHER_RELATIVE.value if relation is Relation.HEAD else relation.value
