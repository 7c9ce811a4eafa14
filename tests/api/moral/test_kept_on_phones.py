"""What phones kept without a network and send later: acts by number, gates with photos."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from people.roles import Role
from tests.api.claims import ClaimVillage
from tests.api.house import House, fresh_key
from tests.support.homes import Home, taking_part
from tests.support.pictures import form_of, jpeg
from tests.support.rules import enact_rules, item
from tests.support.village import COMMUNITY


@pytest.fixture
def village(house_on_both: House) -> ClaimVillage:
    return ClaimVillage(house_on_both)


@pytest.fixture
def gates(house_on_both: House) -> list[Home]:
    """Two gates of a village with a rule book."""
    at = house_on_both.village
    extra = [item("65", 4, evidence=["record", "photo"])]
    enact_rules(at.record, COMMUNITY, at.now - timedelta(days=3), extra=extra)
    found = [taking_part(at.do, COMMUNITY, f"{n:04d}") for n in (1, 2)]
    house_on_both.project()
    return found


def photo(house: House, who: Role = Role.GRID_WORKER, key: str = "", seed: int = 1) -> Any:
    headers = {"Idempotency-Key": key or fresh_key()}
    return house.ask("POST", "/photos", who, headers=headers, **form_of(jpeg(seed)))


def check(house: House, gate: Home, **more: Any) -> dict[str, Any]:
    """A gate found good five hours ago, as a phone kept it."""
    said = {
        "key": fresh_key(),
        "household_id": str(gate.id),
        "item_code": "65",
        "found": "good",
        "ticked": 2,
        "points_of_list": 2,
        "checked_at": (house.now - timedelta(hours=5)).isoformat(),
    }
    return said | more


def send(house: House, *checks: Any) -> Any:
    answer = house.post("/rounds/checks/bulk", Role.GRID_WORKER, {"checks": list(checks)})
    house.project()
    return answer.json["answers"]


def claim_of(house: House, told: dict[str, Any]) -> Any:
    return house.services.views.claims.get(UUID(told["body"]["claim_id"]))


def test_a_phone_names_another_household_by_its_number(village: ClaimVillage) -> None:
    told = village.file(Role.GRID_WORKER, item_code="65", household_number=" 0203 ")
    assert told.status_code == 201, told.json
    row = village.house.services.views.claims.get(UUID(told.json["claim_id"]))
    assert row is not None
    assert row.household_id == village.other.id
    neighbour = village.file(Role.RESIDENT, item_code="65", household_number="0203")
    assert neighbour.status_code == 201, neighbour.json
    assert neighbour.json["claim_id"] != told.json["claim_id"]


def test_a_number_nobody_has_and_one_of_elsewhere_are_refused_alike(village: ClaimVillage) -> None:
    far = taking_part(village.house.village.do, "150102001001", "0900")
    village.house.project()
    assert far.number == "0900"
    for number in ("0900", "9999"):
        told = village.file(Role.GRID_WORKER, item_code="65", household_number=number)
        assert told.status_code == 404
        assert told.json["code"] == "household_not_found"


def test_sent_again_after_a_lost_answer_it_is_the_same_act(village: ClaimVillage) -> None:
    key, photo_id = fresh_key(), village.photo(seed=7)
    kept = {"item_code": "21", "evidence": [], "photo_ids": [photo_id], "words": "两家一起办的"}
    first, again = (village.file(key=key, **kept) for _ in range(2))
    assert first.status_code == again.status_code == 201
    assert first.json == again.json
    assert again.headers["Duplicate"] == "true"
    assert len(village.house.services.views.claims.of_household([village.own.id], 10)) == 1


def test_a_gates_photo_is_sent_once_and_joined_to_the_check_and_its_act(
    house_on_both: House, gates: list[Home]
) -> None:
    house, key = house_on_both, fresh_key()
    first, again = photo(house, key=key), photo(house, key=key)
    assert first.json["photo_id"] == again.json["photo_id"]
    assert again.headers["Duplicate"] == "true"
    photo_id = first.json["photo_id"]
    kept = check(house, gates[0], photo_ids=[photo_id])
    told, again = send(house, kept)[0], send(house, kept)[0]
    assert (told["status"], again["duplicate"]) == (200, True)
    assert told["body"] == again["body"]
    assert [str(it) for it in claim_of(house, told).photo_ids] == [photo_id]
    assert house.services.photos.drop(UUID(photo_id)) is False, "it is evidence now"


def test_a_photo_of_somebody_else_spoils_its_own_gate_only(
    house_on_both: House, gates: list[Home]
) -> None:
    house = house_on_both
    foreign = photo(house, Role.CLERK).json["photo_id"]
    told = send(
        house, check(house, gates[0], photo_ids=[foreign]), check(house, gates[1], photo_ids=[])
    )
    assert [it["status"] for it in told] == [404, 200]
    assert told[0]["body"]["code"] == "photo_not_found"


def test_more_photos_than_a_claim_takes_are_refused(
    house_on_both: House, gates: list[Home]
) -> None:
    house = house_on_both
    ids = [photo(house, seed=n).json["photo_id"] for n in range(1, 5)]
    (told,) = send(house, check(house, gates[0], photo_ids=ids))
    assert told["body"]["code"] == "request_invalid"
    (told,) = send(house, check(house, gates[0], photo_ids=ids[:3]))
    assert told["status"] == 200
    assert len(claim_of(house, told).photo_ids) == 3


def test_what_is_photographed_at_work_is_about_nobody(house_on_both: House) -> None:
    house = house_on_both
    at_work = house.services.photos.find(UUID(photo(house).json["photo_id"]))
    own = house.services.photos.find(UUID(photo(house, Role.RESIDENT, seed=2).json["photo_id"]))
    assert at_work is not None
    assert own is not None
    assert at_work.person_id is None
    assert own.person_id == house.persons[Role.RESIDENT]
