"""Households: who belongs together, who is their head, what they agree to and ask for."""

from collections.abc import Callable
from typing import Any

import pytest

from ledger.households.commands import (
    AnswerHouseholdRequest,
    ChangeRelation,
    ChooseHead,
    CloseHousehold,
    JoinHousehold,
    LeaveHousehold,
    LeaveScheme,
    MakeHouseholdRequest,
    MoveMember,
    RegisterHousehold,
    RegroupHousehold,
    ReplaceGateCode,
    SetPublication,
    WithdrawHouseholdRequest,
)
from ledger.households.errors import (
    AlreadyInHouseholdError,
    HouseholdAdultRequiredError,
    HouseholdClosedError,
    HouseholdFullError,
    HouseholdHeadRequiredError,
    HouseholdMemberRequiredError,
    HouseholdNumberTakenError,
    HouseholdRequestNotFoundError,
    HouseholdRequestPendingError,
    LivesElsewhereError,
    NotInHouseholdError,
    OtherVillageError,
    SchemeNotJoinedError,
)
from ledger.households.household import Household
from ledger.households.kinds import (
    HOUSEHOLD_MEMBERS_MAX,
    CloseReason,
    GateReason,
    LeaveReason,
    NewMember,
    Relation,
    RequestKind,
)
from ledger.households.residence import Residence
from ledger.kernel.ids import new_id
from ledger.registry.consent_purposes import AgeBand
from ledger.registry.errors import OwnRequestError
from ledger.wallets.wallet import Wallet, WalletKind
from tests.ledger.households import NEIGHBOUR_VILLAGE, agree, home, household
from tests.support.homes import CLERK, PAPER, Home, propose_merge, register
from tests.support.ledgers import UNIT, Village, accepted, at_once, read_log, refusals


def test_a_number_is_given_once(village: Village) -> None:
    home(village, "0147")
    with pytest.raises(HouseholdNumberTakenError):
        home(village, "0147")
    assert home(village, "0147", unit_code=NEIGHBOUR_VILLAGE)


def test_registering_opens_the_wallet_of_the_household(village: Village) -> None:
    it = home(village, "0147")
    wallet = village.household_wallet(it.id)
    assert (wallet.owner_id, wallet.kind, wallet.unit_code) == (it.id, "household", UNIT)


def test_nobody_lives_in_two_households(village: Village) -> None:
    one, two = home(village, "0147"), home(village, "0148")
    with pytest.raises(LivesElsewhereError):
        village.tell(
            JoinHousehold, household_id=two.id, person_id=one.head, relation=Relation.SIBLING
        )
    with pytest.raises(AlreadyInHouseholdError):
        village.tell(
            JoinHousehold, household_id=one.id, person_id=one.head, relation=Relation.SIBLING
        )
    members = (NewMember(one.head, Relation.HEAD),)
    with pytest.raises(LivesElsewhereError):
        village.tell(RegisterHousehold, unit_code=UNIT, group="", number="0149", members=members)
    assert not [it for it in read_log(village.ledger) if getattr(it, "number", "") == "0149"], (
        "nothing of it was recorded"
    )


def test_of_two_clerks_who_enter_somebody_at_once_one_is_refused(village: Village) -> None:
    homes, person_id = [home(village, f"01{n}") for n in range(6)], new_id()

    def entering(it: Home) -> Callable[[], Any]:
        return lambda: village.tell(
            JoinHousehold, household_id=it.id, person_id=person_id, relation=Relation.CHILD
        )

    outcomes = at_once([entering(it) for it in homes])
    assert len(accepted(outcomes)) == 1
    assert set(refusals(outcomes)) == {"lives_in_other_household"}


def test_somebody_moves_out_of_one_household_and_into_another(village: Village) -> None:
    one, two = home(village, "0147"), home(village, "0148")
    child = one.others[0]
    moving: dict[str, Any] = {"household_id": one.id, "person_id": child}
    village.tell(MoveMember, **moving, to_household_id=two.id, relation=Relation.SPOUSE)
    assert not household(village, one.id).has(child)
    assert household(village, two.id).members[str(child)].relation is Relation.SPOUSE
    assert village.load(Residence.create_id(child)).household_id == two.id
    with pytest.raises(NotInHouseholdError):
        village.tell(MoveMember, **moving, to_household_id=two.id, relation=Relation.SPOUSE)
    there = home(village, "0001", unit_code=NEIGHBOUR_VILLAGE)
    with pytest.raises(OtherVillageError):
        village.tell(
            MoveMember,
            household_id=two.id,
            person_id=child,
            to_household_id=there.id,
            relation=Relation.SPOUSE,
        )


def test_a_household_has_one_head(village: Village) -> None:
    it = home(village, "0147")
    child = it.others[0]
    with pytest.raises(HouseholdHeadRequiredError):
        village.tell(LeaveHousehold, household_id=it.id, person_id=it.head, reason=LeaveReason.DIED)
    with pytest.raises(HouseholdHeadRequiredError):
        village.tell(JoinHousehold, household_id=it.id, person_id=new_id(), relation=Relation.HEAD)
    with pytest.raises(HouseholdHeadRequiredError):
        village.tell(ChangeRelation, household_id=it.id, person_id=child, relation=Relation.HEAD)
    village.tell(ChooseHead, household_id=it.id, person_id=child, former=Relation.PARENT)
    now = household(village, it.id)
    assert (now.head_id, now.members[str(it.head)].relation) == (child, Relation.PARENT)
    village.tell(LeaveHousehold, household_id=it.id, person_id=it.head, reason=LeaveReason.DIED)
    village.tell(LeaveHousehold, household_id=it.id, person_id=child, reason=LeaveReason.MOVED_AWAY)
    with pytest.raises(HouseholdHeadRequiredError):
        village.tell(JoinHousehold, household_id=it.id, person_id=new_id(), relation=Relation.CHILD)


def test_a_household_takes_no_more_than_it_may(village: Village) -> None:
    it = home(village, "0147", HOUSEHOLD_MEMBERS_MAX - 1)
    with pytest.raises(HouseholdFullError):
        village.tell(JoinHousehold, household_id=it.id, person_id=new_id(), relation=Relation.CHILD)
    with pytest.raises(HouseholdFullError):
        propose_merge(village.tell, home(village, "0148"), it)


def test_publication_is_a_switch_of_its_own_and_only_an_adult_turns_it(village: Village) -> None:
    it = home(village, "0147")
    switch: dict[str, Any] = {"household_id": it.id, "agreed_by": it.head, "age": AgeBand.ADULT}
    with pytest.raises(SchemeNotJoinedError):
        village.tell(SetPublication, **switch, publishes=True)
    agree(village, it, publishes=False)
    assert (household(village, it.id).in_scheme, household(village, it.id).publishes) == (
        True,
        False,
    )
    for who, age, refusal in (
        (it.others[0], AgeBand.UNDER_18, HouseholdAdultRequiredError),
        (new_id(), AgeBand.ADULT, HouseholdMemberRequiredError),
    ):
        with pytest.raises(refusal):
            village.tell(SetPublication, household_id=it.id, agreed_by=who, age=age, publishes=True)
    village.tell(SetPublication, **switch, publishes=True)
    assert household(village, it.id).publishes
    village.tell(SetPublication, **switch, publishes=False)
    assert not household(village, it.id).publishes
    village.tell(SetPublication, **switch, publishes=True)
    village.tell(LeaveScheme, **switch)
    assert not household(village, it.id).publishes


def test_a_replaced_gate_code_is_another_one(village: Village) -> None:
    it = home(village, "0147")
    told = village.tell(ReplaceGateCode, household_id=it.id, reason=GateReason.LOST)
    assert told.answer["generation"] == 2
    assert Household.gate_id(it.id, 1) != Household.gate_id(it.id, 2)


def test_a_closed_household_has_nobody_and_takes_nobody(village: Village) -> None:
    it = home(village, "0147")
    village.tell(CloseHousehold, household_id=it.id, reason=CloseReason.MOVED_AWAY)
    assert household(village, it.id).members == {}
    for command in (
        JoinHousehold(
            key="j",
            at=village.at,
            household_id=it.id,
            person_id=it.head,
            relation=Relation.HEAD,
        ),
        RegroupHousehold(key="r", at=village.at, household_id=it.id, group="一组"),
        ReplaceGateCode(key="g", at=village.at, household_id=it.id, reason=GateReason.LOST),
    ):
        with pytest.raises(HouseholdClosedError):
            village.ledger.execute(command)
    register(village.tell, UNIT, "0148", members=(NewMember(it.head, Relation.HEAD),))


def test_a_member_asks_and_somebody_else_answers(village: Village) -> None:
    it = home(village, "0147")
    asking: dict[str, Any] = {"household_id": it.id, "kind": RequestKind.SPLIT, "text_id": PAPER}
    with pytest.raises(HouseholdMemberRequiredError):
        village.tell(MakeHouseholdRequest, person_id=new_id(), **asking)
    village.tell(MakeHouseholdRequest, person_id=it.head, **asking)
    with pytest.raises(HouseholdRequestPendingError):
        village.tell(MakeHouseholdRequest, person_id=it.head, **asking)
    answering: dict[str, Any] = {"person_id": it.head, "is_done": True, "text_id": None}
    with pytest.raises(OwnRequestError):
        village.tell(AnswerHouseholdRequest, number=1, answered_by=it.head, **answering)
    village.tell(AnswerHouseholdRequest, number=1, answered_by=CLERK, **answering)
    with pytest.raises(HouseholdRequestNotFoundError):
        village.tell(WithdrawHouseholdRequest, person_id=it.head, number=1)


def test_events_of_a_household_say_nobody_by_name(village: Village) -> None:
    it = home(village, "0147")
    agree(village, it, publishes=True)
    kinds = {type(it).__qualname__ for it in read_log(village.ledger)}
    assert {"Household.Registered", "Household.PublicationAllowed", "Residence.Entered"} <= kinds
    assert Wallet.create_id(it.id, WalletKind.HOUSEHOLD) == it.wallet_id
