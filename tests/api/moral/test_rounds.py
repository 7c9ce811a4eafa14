"""The door of rounds: many gates in one request, each with its own answer."""

from datetime import timedelta
from typing import Any

import pytest

from ledger.moral.round import Found
from people.roles import Role
from tests.api.house import House, fresh_key
from tests.support.homes import Home, taking_part
from tests.support.rules import enact_rules, item
from tests.support.village import COMMUNITY


@pytest.fixture
def gates(house_on_both: House) -> list[Home]:
    """Three gates of a village with a rule book."""
    village = house_on_both.village
    extra = [item("65", 4, evidence=["record"])]
    enact_rules(village.record, COMMUNITY, village.now - timedelta(days=3), extra=extra)
    found = [taking_part(village.do, COMMUNITY, f"{n:04d}") for n in (1, 2, 3)]
    house_on_both.project()
    return found


def kept(house: House, gate: Home, found: Found = Found.GOOD, **more: Any) -> dict[str, Any]:
    """A check as a phone keeps it."""
    said = {
        "key": fresh_key(),
        "household_id": str(gate.id),
        "item_code": "65",
        "found": found.value,
        "ticked": 2 if found is Found.GOOD else 0,
        "points_of_list": 2,
        "checked_at": (house.now - timedelta(hours=5)).isoformat(),
    }
    return said | more


def send(house: House, *checks: Any, who: Role = Role.GRID_WORKER) -> Any:
    answer = house.post("/rounds/checks/bulk", who, {"checks": list(checks)})
    house.project()
    return answer


def test_each_gate_has_its_own_answer_and_a_bad_one_spoils_no_other(
    house_on_both: House, gates: list[Home]
) -> None:
    house = house_on_both
    late = (house.now - timedelta(hours=73)).isoformat()
    answer = send(
        house,
        kept(house, gates[0]),
        kept(house, gates[1], checked_at=late),
        {"key": fresh_key(), "found": "perfect"},
        "nothing",
        kept(house, gates[2], Found.ABSENT),
    )
    assert answer.status_code == 200
    told = answer.json["answers"]
    assert [it["status"] for it in told] == [200, 422, 422, 422, 200]
    assert told[1]["body"]["code"] == "scan_needs_review"
    person = house.persons[Role.GRID_WORKER]
    checks = house.services.views.rounds.checks(COMMUNITY, person, f"{house.now:%Y-%m}")
    assert {(it.household_id, it.found) for it in checks} == {
        (gates[0].id, "good"),
        (gates[2].id, "absent"),
    }


def test_sent_twice_counts_once(house_on_both: House, gates: list[Home]) -> None:
    house = house_on_both
    checks = [kept(house, it) for it in gates]
    first = send(house, *checks).json["answers"]
    again = send(house, *checks).json["answers"]
    assert [it["body"] for it in first] == [it["body"] for it in again]
    assert [it["duplicate"] for it in again] == [True, True, True]
    other_key = send(house, kept(house, gates[0])).json["answers"]
    assert other_key[0]["body"]["code"] == "gate_already_checked"


def test_only_grid_workers_walk_and_only_in_their_unit(
    house_on_both: House, gates: list[Home]
) -> None:
    house = house_on_both
    for role in (Role.CLERK, Role.RESIDENT, Role.SUPERVISOR):
        refused = send(house, kept(house, gates[0]), who=role)
        assert refused.json["code"] == "role_required"
    far = house.token(Role.GRID_WORKER, house.persons[Role.GRID_WORKER], unit="150102001001")
    answer = house.post("/rounds/checks/bulk", far, {"checks": [kept(house, gates[0])]})
    assert answer.json["answers"][0]["body"]["code"] == "outside_unit"
