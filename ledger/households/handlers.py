"""Handlers of households and their members."""

from uuid import UUID

from ledger.households.agreeing import regroup
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
from ledger.households.ending import close
from ledger.households.errors import HouseholdNumberTakenError, OtherVillageError
from ledger.households.finding import registered
from ledger.households.household import Household
from ledger.households.kinds import LeaveReason, NewMember
from ledger.households.living import (
    enter,
    enter_all,
    let_all_go,
    let_go,
    new_household,
    open_wallet,
    unheld_wallet,
    wallet_id_of,
)
from ledger.households.residence import Residence
from ledger.kernel.commands import Answer, handles
from ledger.kernel.session import Session


def _registering_streams(command: RegisterHousehold) -> list[UUID]:
    household_id = Household.create_id(command.unit_code, command.number)
    residences = [Residence.create_id(it.person_id) for it in command.members]
    return [household_id, wallet_id_of(household_id), *residences]


@handles(RegisterHousehold, streams=_registering_streams)
def register_household(session: Session, command: RegisterHousehold) -> Answer:
    """Register a household, open its wallet, enter its members; all or nothing."""
    household_id = Household.create_id(command.unit_code, command.number)
    if session.find(Household, household_id) is not None:
        raise HouseholdNumberTakenError(number=command.number)
    household = new_household(
        session,
        unit_code=command.unit_code,
        group=command.group,
        number=command.number,
        by=command.registered_by,
        at=command.at,
    )
    open_wallet(session, household)
    enter_all(session, household, command.members, command.registered_by, command.at)
    return {"household_id": household_id, "number": command.number}


@handles(RegroupHousehold, streams=lambda c: [c.household_id])
def regroup_household(session: Session, command: RegroupHousehold) -> Answer:
    """Put a household into another group."""
    household = registered(session, command.household_id)
    regroup(household, command.group, command.changed_by, command.at)
    return {"household_id": household.id}


@handles(JoinHousehold, streams=lambda c: [c.household_id, Residence.create_id(c.person_id)])
def join_household(session: Session, command: JoinHousehold) -> Answer:
    """Enter somebody into a household."""
    household = registered(session, command.household_id)
    member = NewMember(command.person_id, command.relation)
    enter(session, household, member, command.joined_by, command.at)
    return {"household_id": household.id, "person_id": command.person_id}


@handles(LeaveHousehold, streams=lambda c: [c.household_id, Residence.create_id(c.person_id)])
def leave_household(session: Session, command: LeaveHousehold) -> Answer:
    """Take somebody out of a household; the points stay with the household."""
    household = registered(session, command.household_id)
    let_go(session, household, command.person_id, command.reason, command.left_by, command.at)
    return {"household_id": household.id, "person_id": command.person_id}


@handles(
    MoveMember,
    streams=lambda c: [c.household_id, c.to_household_id, Residence.create_id(c.person_id)],
)
def move_member(session: Session, command: MoveMember) -> Answer:
    """Move somebody to another household of the village; both change or none does."""
    source = registered(session, command.household_id)
    target = registered(session, command.to_household_id)
    if source.unit_code != target.unit_code:
        raise OtherVillageError
    reason, by = LeaveReason.MOVED_HOUSEHOLD, command.moved_by
    if source.id != target.id:
        let_go(session, source, command.person_id, reason, by, command.at)
    enter(session, target, NewMember(command.person_id, command.relation), by, command.at)
    return {"household_id": target.id, "person_id": command.person_id}


@handles(ChooseHead, streams=lambda c: [c.household_id])
def choose_head(session: Session, command: ChooseHead) -> Answer:
    """Make a member the head."""
    household = registered(session, command.household_id)
    household.choose_head(command.person_id, command.former, command.chosen_by, command.at)
    return {"household_id": household.id, "person_id": command.person_id}


@handles(ChangeRelation, streams=lambda c: [c.household_id])
def change_relation(session: Session, command: ChangeRelation) -> Answer:
    """Correct what a member is to the head."""
    household = registered(session, command.household_id)
    household.relate(command.person_id, command.relation, command.changed_by, command.at)
    return {"household_id": household.id, "person_id": command.person_id}


@handles(CloseHousehold, streams=lambda c: [c.household_id, wallet_id_of(c.household_id)])
def close_household(session: Session, command: CloseHousehold) -> Answer:
    """End a household; nobody is of it any more, and no voucher of it is open."""
    household = registered(session, command.household_id)
    household.require_open()
    unheld_wallet(session, household, command.at)
    let_all_go(session, household, LeaveReason.CLOSED, command.closed_by, command.at)
    close(household, command.reason, command.closed_by, command.at)
    return {"household_id": household.id}
