"""Households: who belongs together, what they agree to, and how two become one or one two."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.households.change_commands import (
    ConfirmHouseholdChange,
    TurnDownHouseholdChange,
    WithdrawHouseholdChange,
)
from ledger.households.commands import (
    AnswerHouseholdRequest,
    ChangeRelation,
    ChooseHead,
    CloseHousehold,
    JoinHousehold,
    JoinScheme,
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
    HeadsAgreementRequiredError,
    HouseholdAdultRequiredError,
    HouseholdChangeNotFoundError,
    HouseholdChangePendingError,
    HouseholdClosedError,
    HouseholdFullError,
    HouseholdHeadRequiredError,
    HouseholdMemberRequiredError,
    HouseholdNotFoundError,
    HouseholdNumberTakenError,
    HouseholdRequestNotFoundError,
    HouseholdRequestPendingError,
    HouseholdVouchersOpenError,
    LivesElsewhereError,
    MergeWithSelfError,
    NotInHouseholdError,
    OtherVillageError,
    SchemeNotJoinedError,
    SplitMembersInvalidError,
    SplitRatioInvalidError,
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
from ledger.registry.errors import OwnProposalError, OwnRequestError, ReviewerRecusedError
from ledger.wallets import lots
from ledger.wallets.dividing import divided, merged
from ledger.wallets.lots import Part
from ledger.wallets.wallet import Wallet, WalletKind
from tests.support.homes import (
    CLERK,
    PAPER,
    SECOND,
    Home,
    confirm,
    propose_merge,
    propose_split,
    register,
)
from tests.support.ledgers import UNIT, Village, accepted, at_once, hohhot, read_log, refusals

Y26, Y27 = date(2026, 12, 31), date(2027, 12, 31)
EARNED = {Y26: hohhot("2025-06-01 09:00"), Y27: hohhot("2026-02-01 09:00")}
NEIGHBOUR_VILLAGE = "150104003006"


def home(village: Village, number: str, others: int = 1, unit_code: str = UNIT) -> Home:
    return register(village.tell, unit_code, number, others)


def give(village: Village, it: Home, points: dict[date, int]) -> None:
    for day, amount in points.items():
        village.credit(it.wallet_id, amount, EARNED[day])


def lots_of(village: Village, household_id: UUID) -> dict[date, int]:
    return village.household_wallet(household_id).open_lots


def household(village: Village, household_id: UUID) -> Household:
    found: Household = village.load(household_id)
    return found


def agree(village: Village, it: Home, *, publishes: bool) -> None:
    village.tell(
        JoinScheme,
        household_id=it.id,
        agreed_by=it.head,
        age=AgeBand.ADULT,
        publishes=publishes,
    )


def test_a19_two_households_become_one_and_one_becomes_two(village: Village) -> None:
    one, two = home(village, "0148", 2), home(village, "0149")
    give(village, one, {Y27: 70, Y26: 50})
    give(village, two, {Y26: 45})

    told = confirm(village.tell, two, propose_merge(village.tell, two, one))
    assert told["points"] == 45
    assert lots_of(village, one.id) == {Y27: 70, Y26: 95}
    assert lots_of(village, two.id) == {}
    gone, stays = household(village, two.id), household(village, one.id)
    assert (gone.merged_into, gone.is_open, gone.members) == (one.id, False, {})
    assert set(stays.member_ids) == {one.head, *one.others, two.head, *two.others}
    assert stays.head_id == one.head

    told = confirm(village.tell, one, propose_split(village.tell, one, "0325", 2, 1))
    new_id_ = Household.create_id(UNIT, "0325")
    assert told["points"] == 55
    assert lots_of(village, one.id) == {Y27: 47, Y26: 63}
    assert lots_of(village, new_id_) == {Y27: 23, Y26: 32}
    new = household(village, new_id_)
    assert (new.head_id, new.split_from) == (one.others[0], one.id)
    assert not household(village, one.id).has(one.others[0])


PARTS = st.dictionaries(
    st.dates(date(2026, 1, 1), date(2029, 1, 1)), st.integers(1, 10_000), max_size=6
).map(lambda days: [Part(day, n) for day, n in days.items()])
SHARES = st.integers(1, 100)


@given(PARTS, SHARES, SHARES)
def test_a_split_makes_and_loses_no_point_and_no_day(
    parts: list[Part], stays: int, leaves: int
) -> None:
    stay, leave = divided(parts, stays, leaves)
    assert merged(stay, leave) == sorted(parts, key=lambda it: it.expires_on)
    assert all(it.amount > 0 for it in [*stay, *leave])
    whole, exact = stays + leaves, lots.total(parts) * stays
    assert abs(lots.total(stay) * whole - exact) * 2 <= whole
    kept = {it.expires_on: it.amount for it in stay}
    for it in parts:
        assert abs(kept.get(it.expires_on, 0) * whole - it.amount * stays) < whole


@given(PARTS, PARTS)
def test_a_merge_adds_lots_by_their_day(one: list[Part], two: list[Part]) -> None:
    both = merged(one, two)
    assert lots.total(both) == lots.total(one) + lots.total(two)
    assert [it.expires_on for it in both] == sorted({it.expires_on for it in [*one, *two]})


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


def test_a_merged_household_publishes_only_if_both_agreed(village: Village) -> None:
    one, two, three = (home(village, f"014{n}") for n in range(3))
    agree(village, one, publishes=True)
    agree(village, two, publishes=True)
    confirm(village.tell, two, propose_merge(village.tell, two, one))
    assert household(village, one.id).publishes
    agree(village, three, publishes=False)
    confirm(village.tell, three, propose_merge(village.tell, three, one))
    assert not household(village, one.id).publishes


def test_a_new_household_of_a_split_publishes_nothing_by_itself(village: Village) -> None:
    it = home(village, "0147")
    agree(village, it, publishes=True)
    confirm(village.tell, it, propose_split(village.tell, it, "0325", 1, 1))
    new = household(village, Household.create_id(UNIT, "0325"))
    assert (new.in_scheme, new.publishes) == (True, False)


def test_a_replaced_gate_code_is_another_one(village: Village) -> None:
    it = home(village, "0147")
    told = village.tell(ReplaceGateCode, household_id=it.id, reason=GateReason.LOST)
    assert told.answer["generation"] == 2
    assert Household.gate_id(it.id, 1) != Household.gate_id(it.id, 2)


def test_whoever_proposed_a_merge_does_not_confirm_it_and_no_member_does(
    village: Village,
) -> None:
    one, two = home(village, "0147"), home(village, "0148")
    number = propose_merge(village.tell, two, one)
    deciding: dict[str, Any] = {"household_id": two.id, "number": number}
    with pytest.raises(OwnProposalError):
        village.tell(ConfirmHouseholdChange, **deciding, confirmed_by=CLERK)
    for member in (one.head, two.others[0]):
        with pytest.raises(ReviewerRecusedError):
            village.tell(ConfirmHouseholdChange, **deciding, confirmed_by=member)
        with pytest.raises(ReviewerRecusedError):
            village.tell(TurnDownHouseholdChange, **deciding, text_id=None, decided_by=member)
    assert household(village, two.id).is_open
    with pytest.raises(HouseholdChangePendingError):
        propose_merge(village.tell, two, one)
    with pytest.raises(HouseholdChangeNotFoundError):
        village.tell(WithdrawHouseholdChange, **deciding, withdrawn_by=SECOND)
    village.tell(WithdrawHouseholdChange, **deciding, withdrawn_by=CLERK)
    with pytest.raises(HouseholdChangeNotFoundError):
        village.tell(ConfirmHouseholdChange, **deciding, confirmed_by=SECOND)


def test_a_merge_turned_down_changes_nothing_and_may_be_proposed_anew(village: Village) -> None:
    one, two = home(village, "0147"), home(village, "0148")
    number = propose_merge(village.tell, two, one)
    village.tell(
        TurnDownHouseholdChange,
        household_id=two.id,
        number=number,
        text_id=PAPER,
        decided_by=SECOND,
    )
    assert household(village, two.id).is_open
    assert propose_merge(village.tell, two, one) == 2


def test_what_cannot_be_merged_is_refused(village: Village) -> None:
    one, two = home(village, "0147"), home(village, "0148")
    there = home(village, "0147", unit_code=NEIGHBOUR_VILLAGE)
    with pytest.raises(MergeWithSelfError):
        propose_merge(village.tell, one, one)
    with pytest.raises(OtherVillageError):
        propose_merge(village.tell, one, there)
    with pytest.raises(HeadsAgreementRequiredError):
        propose_merge(village.tell, one, two, text_id=None)
    with pytest.raises(HouseholdNotFoundError):
        propose_merge(village.tell, one, Home(new_id(), "", new_id(), ()))
    confirm(village.tell, two, propose_merge(village.tell, two, one))
    with pytest.raises(MergeWithSelfError):
        propose_merge(village.tell, one, two)
    with pytest.raises(HouseholdClosedError):
        propose_merge(village.tell, two, one)


@pytest.mark.parametrize(("stays", "leaves"), [(0, 1), (1, 0), (-1, 1), (1, 101)])
def test_a_ratio_has_two_whole_sides(village: Village, stays: int, leaves: int) -> None:
    with pytest.raises(SplitRatioInvalidError):
        propose_split(village.tell, home(village, "0147"), "0325", stays, leaves)


def test_a_split_takes_some_members_and_leaves_the_head(village: Village) -> None:
    it = home(village, "0147", 2)
    one, two = it.others
    head, child = Relation.HEAD, Relation.CHILD
    for members in (
        (),
        (NewMember(one, child),),
        (NewMember(one, head), NewMember(two, head)),
        (NewMember(one, head), NewMember(one, child)),
        (NewMember(it.head, head),),
        (NewMember(new_id(), head),),
    ):
        with pytest.raises(SplitMembersInvalidError):
            propose_split(village.tell, it, "0325", 1, 1, members=members)
    home(village, "0325")
    with pytest.raises(HouseholdNumberTakenError):
        propose_split(village.tell, it, "0325", 1, 1)


def test_points_that_a_voucher_holds_are_waited_for(village: Village) -> None:
    one, two = home(village, "0147"), home(village, "0148")
    give(village, two, {Y27: 30})
    bought = village.buy(village.item(price=10, stock=1), two.wallet_id)
    with pytest.raises(HouseholdVouchersOpenError):
        confirm(village.tell, two, propose_merge(village.tell, two, one))
    assert household(village, two.id).is_open
    assert bought.answer
    with pytest.raises(HouseholdVouchersOpenError):
        village.tell(CloseHousehold, household_id=two.id, reason=CloseReason.MOVED_AWAY)


def test_what_ran_out_does_not_move(village: Village) -> None:
    one, two = home(village, "0147"), home(village, "0148")
    give(village, two, {Y26: 45, Y27: 5})
    number = propose_merge(village.tell, two, one)
    assert confirm(village.tell, two, number, hohhot("2027-01-02 09:00"))["points"] == 5
    assert lots_of(village, one.id) == {Y27: 5}


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
