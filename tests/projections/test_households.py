"""The register of households: who lives where, what a gate leads to, what waits, what moved."""

from typing import Any

from ledger.households.commands import (
    CloseHousehold,
    JoinScheme,
    MakeHouseholdRequest,
    MoveMember,
    ReplaceGateCode,
)
from ledger.households.household import Household
from ledger.households.kinds import CloseReason, GateReason, Relation, RequestKind
from ledger.registry.consent_purposes import AgeBand
from projections.check import check as find_differences
from projections.households.states import DecisionState, HouseholdState
from tests.projections.setting import Setting
from tests.support.homes import Home, confirm, propose_merge, propose_split, register
from tests.support.village import CITY, COMMUNITY, Village


def home(village: Village, number: str, others: int = 1, unit: str = COMMUNITY) -> Home:
    return register(village.do, unit, number, others)


def test_the_register_is_read_by_number_village_and_person(
    setting: Setting, village: Village
) -> None:
    homes = [home(village, f"{n:04d}", 2) for n in (3, 1, 2)]
    far = home(village, "0001", unit="150102001001")
    views = setting.project().households
    numbers = [it.number for it in views.page(COMMUNITY)]
    assert numbers == ["0001", "0002", "0003"]
    first = views.page(CITY, limit=2)
    assert [it.number for it in views.page(CITY, after=first[-1])] == ["0002", "0003"]
    assert [it.number for it in views.starting(COMMUNITY, "0001")] == ["0001"]
    assert views.by_number("150102001001", "0001") == views.get(far.id)
    assert views.of_person(homes[0].others[1]) == views.get(homes[0].id)
    assert [it.is_head for it in views.members(homes[0].id)] == [True, False, False]
    assert [it.number for it in views.headed_by(COMMUNITY, [homes[2].head])] == ["0002"]
    assert views.by_numbers(COMMUNITY, ["0001", "0009"]).keys() == {"0001"}
    totals = views.totals(COMMUNITY)
    assert (totals.households, totals.members) == (3, 9)


def test_who_moves_is_found_in_the_other_household(setting: Setting, village: Village) -> None:
    one, two = home(village, "0001"), home(village, "0002")
    village.do(
        MoveMember,
        household_id=one.id,
        person_id=one.others[0],
        to_household_id=two.id,
        relation=Relation.SPOUSE,
    )
    views = setting.project().households
    row = views.of_person(one.others[0])
    assert row is not None
    assert (row.household_id, row.members) == (two.id, 3)
    assert [it.kind for it in views.history(one.id)][:1] == ["left"]


def test_a_gate_leads_through_merges_and_an_old_plate_nowhere(
    setting: Setting, village: Village
) -> None:
    one, two, three = (home(village, f"000{n}") for n in range(3))
    village.do(ReplaceGateCode, household_id=two.id, reason=GateReason.COPIED)
    confirm(village.do, two, propose_merge(village.do, two, one))
    confirm(village.do, one, propose_merge(village.do, one, three))
    views = setting.project().households
    assert views.by_gate(Household.gate_id(two.id, 1)) is None
    led = views.by_gate(Household.gate_id(two.id, 2))
    assert led is not None
    assert led.household_id == three.id
    gone = views.get(two.id)
    assert gone is not None
    assert (gone.state, gone.members, gone.head_id) == (HouseholdState.MERGED, 0, None)
    assert views.totals(COMMUNITY).households == 1


def test_what_waits_is_listed_until_it_is_decided(setting: Setting, village: Village) -> None:
    one, two = home(village, "0001"), home(village, "0002")
    number = propose_merge(village.do, two, one)
    asked: dict[str, Any] = {"household_id": one.id, "kind": RequestKind.MOVE}
    village.do(MakeHouseholdRequest, person_id=one.head, **asked)
    views = setting.project()
    assert views.household_changes.count_waiting(CITY) == 1
    assert views.household_changes.count_waiting("150102") == 0
    (waiting,) = views.household_changes.waiting(COMMUNITY)
    assert (waiting.household_id, waiting.other_id) == (two.id, one.id)
    assert [it.kind for it in views.household_requests.waiting(COMMUNITY)] == ["move"]
    confirm(village.do, two, number)
    decided = setting.project().household_changes
    assert decided.waiting(COMMUNITY) == []
    (row,) = decided.of(two.id)
    assert (row.state, row.points) == (DecisionState.CONFIRMED, 0)


def test_points_that_move_neither_appear_nor_vanish(setting: Setting, village: Village) -> None:
    one, two = home(village, "0148"), home(village, "0149")
    village.credit(one.wallet_id, 120)
    village.credit(two.wallet_id, 45)
    before = setting.project().trial_balances.of(COMMUNITY)
    confirm(village.do, two, propose_merge(village.do, two, one))
    confirm(village.do, one, propose_split(village.do, one, "0325", 2, 1))
    views = setting.project()
    after = views.trial_balances.of(COMMUNITY)
    assert (after, after.difference) == (before, 0)
    gone, stays = views.balances.of(two.wallet_id), views.balances.of(one.wallet_id)
    assert gone is not None
    assert stays is not None
    assert (gone.available, gone.moved_out) == (0, 45)
    assert (stays.available, stays.moved_in, stays.moved_out) == (110, 45, 55)
    (new,) = views.balances.of_owner(Household.create_id(COMMUNITY, "0325"))
    assert (new.available, new.moved_in, new.credited) == (55, 55, 0)
    assert [(it.kind, it.amount, it.reason) for it in views.entries.page(one.wallet_id)][:2] == [
        ("move_out", -55, "split"),
        ("move_in", 45, "merge"),
    ]


def test_those_who_left_are_counted_no_more(setting: Setting, village: Village) -> None:
    one = home(village, "0001")
    village.do(
        JoinScheme, household_id=one.id, agreed_by=one.head, age=AgeBand.ADULT, publishes=True
    )
    totals = setting.project().households.totals(COMMUNITY)
    assert (totals.in_scheme, totals.publishing) == (1, 1)
    village.do(CloseHousehold, household_id=one.id, reason=CloseReason.MOVED_AWAY)
    totals = setting.project().households.totals(COMMUNITY)
    assert (totals.households, totals.members, totals.in_scheme, totals.publishing) == (0,) * 4


def test_rebuilt_from_the_log_it_is_the_same(setting: Setting, village: Village) -> None:
    one, two = home(village, "0001", 2), home(village, "0002")
    confirm(village.do, two, propose_merge(village.do, two, one))
    confirm(village.do, one, propose_split(village.do, one, "0003", 1, 1))
    setting.project()
    assert find_differences(setting.ledger, setting.store) == []
