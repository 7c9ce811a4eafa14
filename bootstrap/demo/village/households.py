"""The village's register: who lives where, who agreed to what, who merged, split and moved."""

from datetime import datetime, timedelta

from bootstrap.demo.village.people import OUR_HOME, STAYING_OUT, VILLAGE
from bootstrap.demo.village.telling import Village, at
from ledger.households.change_commands import ConfirmHouseholdChange, ProposeMerge, ProposeSplit
from ledger.households.commands import (
    CloseHousehold,
    ImportHouseholds,
    JoinScheme,
    LeaveHousehold,
    MakeHouseholdRequest,
    ReplaceGateCode,
)
from ledger.households.kinds import (
    ChangeReason,
    CloseReason,
    GateReason,
    LeaveReason,
    NewMember,
    Relation,
    RequestKind,
)
from ledger.registry.consent_purposes import AgeBand
from people.roles import Role

PUBLISHES = 4
"""Three of four that take part agreed to be shown, by a masked number."""
MERGED, STAYED = "0101", "0102"
SPLIT, SPLIT_OFF = "0068", "0109"
MOVED_OUT = "0107"
WANTS_TO_SPLIT = "0080"


def register(village: Village, on: datetime) -> None:
    """Enter the whole roster at once, and let households join."""
    clerk = village.one(Role.CLERK)
    roster = tuple(it.entered() for it in village.homes.values())
    village.tell(ImportHouseholds, at=on, unit_code=VILLAGE, households=roster, registered_by=clerk)
    for n, home in enumerate(village.homes.values(), 1):
        if home.number not in STAYING_OUT:
            agreed = {
                "agreed_by": home.head,
                "age": AgeBand.ADULT,
                "publishes": bool(n % PUBLISHES),
            }
            when = on + timedelta(minutes=5 * n)
            village.tell(JoinScheme, at=when, household_id=village.household(home.number), **agreed)


def change(village: Village) -> None:
    """Merge two, split one, let one move away and a daughter marry; replace a lost plate."""
    first, clerk = village.month(1), village.one(Role.CLERK)
    _merge(village, at(first + timedelta(days=4)))
    _confirm(village, SPLIT, _split(village, SPLIT, SPLIT_OFF, at(first + timedelta(days=7))), 8)
    moved = {"household_id": village.household(MOVED_OUT), "closed_by": clerk}
    on = at(first + timedelta(days=9))
    village.tell(CloseHousehold, at=on, **moved, reason=CloseReason.MOVED_AWAY)
    home = village.homes["0074"]
    gone = {"household_id": village.household(home.number), "left_by": clerk}
    gone |= {"person_id": home.members[-1].person_id}
    village.tell(LeaveHousehold, at=on, **gone, reason=LeaveReason.MARRIED)
    lost = {"household_id": village.household("0015"), "replaced_by": clerk}
    village.tell(ReplaceGateCode, at=on, **lost, reason=GateReason.LOST)


def ask(village: Village) -> None:
    """Leave two things for people to decide: a split, and a plate that somebody asks for."""
    _split(village, WANTS_TO_SPLIT, "0110", village.ago(days=2))
    head = village.homes[OUR_HOME].head
    wanted = {"household_id": village.household(OUR_HOME), "person_id": head}
    text = village.words("门牌让大风刮掉了，找不着。", head, village.ago(days=1), about=head)
    kind = RequestKind.GATE_CODE
    village.tell(MakeHouseholdRequest, at=village.ago(days=1), **wanted, kind=kind, text_id=text)


def _merge(village: Village, on: datetime) -> None:
    clerk = village.one(Role.CLERK)
    text = village.words("户口簿复印件，两家老人一起过。", clerk, on)
    of = {"household_id": village.household(MERGED), "into_id": village.household(STAYED)}
    reason = ChangeReason.LIVES_TOGETHER
    told = village.tell(ProposeMerge, at=on, **of, reason=reason, proposed_by=clerk, text_id=text)
    _confirm(village, MERGED, int(told["number"]), 5)


def _split(village: Village, number: str, new_number: str, on: datetime) -> int:
    clerk, home = village.one(Role.CLERK), village.homes[number]
    leaving = next(it for it in home.members if it.relation is Relation.CHILD)
    text = village.words("户口簿复印件，儿子成家单过。", clerk, on)
    told = village.tell(
        ProposeSplit,
        at=on,
        household_id=village.household(number),
        new_number=new_number,
        group=home.group,
        members=(NewMember(leaving.person_id, Relation.HEAD),),
        stays=2,
        leaves=1,
        reason=ChangeReason.REGISTER,
        proposed_by=clerk,
        text_id=text,
    )
    return int(told["number"])


def _confirm(village: Village, number: str, change: int, day: int) -> None:
    on = at(village.month(1) + timedelta(days=day))
    of = {"household_id": village.household(number), "number": change}
    village.tell(ConfirmHouseholdChange, at=on, **of, confirmed_by=village.one(Role.STREET))
