"""Carrying a merge or a split out: who moves, what they take along, what the gate shows (A19)."""

from uuid import UUID

from ledger.households.change import Plan
from ledger.households.change_commands import ConfirmHouseholdChange
from ledger.households.ending import divide, merge_into
from ledger.households.errors import (
    HouseholdFullError,
    HouseholdNumberTakenError,
    MergeWithSelfError,
    OtherVillageError,
    SplitMembersInvalidError,
    SplitRatioInvalidError,
)
from ledger.households.finding import household_of
from ledger.households.household import Household
from ledger.households.kinds import (
    HOUSEHOLD_MEMBERS_MAX,
    SPLIT_SHARE_MAX,
    LeaveReason,
    NewMember,
    Relation,
)
from ledger.households.living import (
    enter_all,
    let_all_go,
    let_go,
    new_household,
    open_wallet,
    unheld_wallet,
)
from ledger.kernel.session import Session
from ledger.wallets.dividing import divided, move
from ledger.wallets.wallet import Reason


def check_merge(gone: Household, stays: Household) -> None:
    """Refuse households that are one, closed, of two villages, or too many together."""
    gone.require_open()
    stays.require_open()
    if gone.id == stays.id:
        raise MergeWithSelfError
    if gone.unit_code != stays.unit_code:
        raise OtherVillageError
    if len(gone.members) + len(stays.members) > HOUSEHOLD_MEMBERS_MAX:
        raise HouseholdFullError(members_max=HOUSEHOLD_MEMBERS_MAX)


def check_split(household: Household, plan: Plan) -> None:
    """Refuse a ratio that is none, and members who cannot go."""
    household.require_open()
    if not all(1 <= it <= SPLIT_SHARE_MAX for it in (plan.stays, plan.leaves)):
        raise SplitRatioInvalidError(share_max=SPLIT_SHARE_MAX)
    some = set(plan.members)
    heads = plan.relations.count(Relation.HEAD.value)
    once = len(some) == len(plan.members) > 0
    known = all(household.has(it) for it in some)
    stays = household.head_id is not None and household.head_id not in some
    if not (once and known and stays and heads == 1):
        raise SplitMembersInvalidError


def merge(
    session: Session,
    gone: Household,
    plan: Plan,
    change_id: UUID,
    command: ConfirmHouseholdChange,
) -> int:
    """Make one household of two; return how many points moved."""
    stays, by, at = household_of(session, plan.other_id), command.confirmed_by, command.at
    check_merge(gone, stays)
    source, target = unheld_wallet(session, gone, at), open_wallet(session, stays)
    said = dict(zip(plan.members, plan.relations, strict=True))
    moving = [
        NewMember(it, Relation(said.get(it, Relation.OTHER_RELATIVE))) for it in gone.member_ids
    ]
    let_all_go(session, gone, LeaveReason.MERGE, by, at)
    enter_all(session, stays, moving, by, at)
    points = move(source, target, source.parts, reason=Reason.MERGE, source_id=change_id, at=at)
    merge_into(gone, stays, points, at)
    return points


def split(
    session: Session,
    household: Household,
    plan: Plan,
    change_id: UUID,
    command: ConfirmHouseholdChange,
) -> int:
    """Make two households of one; return how many points the new one got."""
    by, at = command.confirmed_by, command.at
    check_split(household, plan)
    source = unheld_wallet(session, household, at)
    new = _new(session, household, plan, command)
    for it in plan.members:
        let_go(session, household, it, LeaveReason.SPLIT, by, at)
    moving = [
        NewMember(it, Relation(relation))
        for it, relation in zip(plan.members, plan.relations, strict=True)
    ]
    enter_all(session, new, moving, by, at)
    _, leaving = divided(source.parts, plan.stays, plan.leaves)
    target = open_wallet(session, new)
    points = move(source, target, leaving, reason=Reason.SPLIT, source_id=change_id, at=at)
    divide(household, new, (plan.stays, plan.leaves), points, at)
    return points


def _new(
    session: Session, household: Household, plan: Plan, command: ConfirmHouseholdChange
) -> Household:
    session.require(plan.other_id)
    if session.find(Household, plan.other_id) is not None:
        raise HouseholdNumberTakenError(number=plan.other_number)
    return new_household(
        session,
        unit_code=household.unit_code,
        group=plan.group,
        number=plan.other_number,
        split_from=household.id,
        by=command.confirmed_by,
        at=command.at,
    )
