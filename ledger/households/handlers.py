"""Handlers of households and their members."""

from uuid import UUID

from ledger.households.agreeing import regroup
from ledger.households.commands import (
    ChangeRelation,
    ChooseHead,
    CloseHousehold,
    ImportHouseholds,
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
from ledger.households.kinds import LeaveReason, NewHousehold, NewMember
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


def _streams_of(unit_code: str, it: NewHousehold) -> list[UUID]:
    household_id = Household.create_id(unit_code, it.number)
    residences = [Residence.create_id(member.person_id) for member in it.members]
    return [household_id, wallet_id_of(household_id), *residences]


def _one(command: RegisterHousehold) -> NewHousehold:
    return NewHousehold(command.number, command.group, command.members)


@handles(RegisterHousehold, streams=lambda c: _streams_of(c.unit_code, _one(c)))
def register_household(session: Session, command: RegisterHousehold) -> Answer:
    """Register a household, open its wallet, enter its members; all or nothing."""
    household_id = _register(session, command, _one(command))
    return {"household_id": household_id, "number": command.number}


@handles(
    ImportHouseholds,
    streams=lambda c: [it for each in c.households for it in _streams_of(c.unit_code, each)],
)
def import_households(session: Session, command: ImportHouseholds) -> Answer:
    """Register all households of a roster, or none."""
    for it in command.households:
        _register(session, command, it)
    members = sum(len(it.members) for it in command.households)
    return {"households": len(command.households), "members": members}


def _register(
    session: Session, command: RegisterHousehold | ImportHouseholds, it: NewHousehold
) -> UUID:
    household_id = Household.create_id(command.unit_code, it.number)
    if session.find(Household, household_id) is not None:
        raise HouseholdNumberTakenError(number=it.number)
    household = new_household(
        session,
        unit_code=command.unit_code,
        group=it.group,
        number=it.number,
        by=command.registered_by,
        at=command.at,
    )
    open_wallet(session, household)
    enter_all(session, household, it.members, command.registered_by, command.at)
    return household_id


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
