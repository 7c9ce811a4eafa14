"""How two households become one, and one becomes two: by two people, with every point."""

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
from ledger.households.commands import CloseHousehold
from ledger.households.errors import (
    HeadsAgreementRequiredError,
    HouseholdChangeNotFoundError,
    HouseholdChangePendingError,
    HouseholdClosedError,
    HouseholdNotFoundError,
    HouseholdNumberTakenError,
    HouseholdVouchersOpenError,
    MergeWithSelfError,
    OtherVillageError,
    SplitMembersInvalidError,
    SplitRatioInvalidError,
)
from ledger.households.household import Household
from ledger.households.kinds import CloseReason, NewMember, Relation
from ledger.kernel.ids import new_id
from ledger.registry.errors import OwnProposalError, ReviewerRecusedError
from ledger.wallets import lots
from ledger.wallets.dividing import divided, merged
from ledger.wallets.lots import Part
from tests.ledger.households import NEIGHBOUR_VILLAGE, agree, home, household
from tests.support.homes import CLERK, PAPER, SECOND, Home, confirm, propose_merge, propose_split
from tests.support.ledgers import UNIT, Village, hohhot

Y26, Y27 = date(2026, 12, 31), date(2027, 12, 31)
EARNED = {Y26: hohhot("2025-06-01 09:00"), Y27: hohhot("2026-02-01 09:00")}


def give(village: Village, it: Home, points: dict[date, int]) -> None:
    for day, amount in points.items():
        village.credit(it.wallet_id, amount, EARNED[day])


def lots_of(village: Village, household_id: UUID) -> dict[date, int]:
    return village.household_wallet(household_id).open_lots


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
