"""A stolen screen, a copied secret and a wrong clock are noticed, and ended in one step."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from ledger.kernel.occurrence import OFFLINE_MAX
from people.device_reports import CLOCK_OFF_MAX_S, ENDED_GRACE, REPORTED_EVERY
from people.grants import RECENT_GRANT_AGE_MAX
from people.roles import Role
from qr.kinds import Kind
from tests.api.house import House
from tests.api.test_place_devices import device, revoke

HERE, ELSEWHERE = "4b1d2c3e-here", "9f8e7d6c-elsewhere"


def poll(house: House, token: str, *, off_s: float = 0, instance: str = HERE) -> Any:
    said = round((house.now.timestamp() + off_s) * 1000)
    headers = {"Device-Time": str(said), "Device-Instance": instance}
    return house.get(f"/stations/{house.village.station}/visits", token, headers=headers)


def listed(house: House, device_id: str) -> Any:
    items = house.get("/devices", Role.STATION_KEEPER).json["items"]
    return next(it for it in items if it["device_id"] == device_id)


def troubles(house: House, device_id: str) -> list[str]:
    return list(listed(house, device_id)["troubles"])


@pytest.mark.parametrize("off_s", [CLOCK_OFF_MAX_S + 1, -3 * 3600, -56 * 365 * 86400])
def test_a_wrong_clock_is_told_on_the_screen_and_in_the_list(
    house_on_both: House, off_s: int
) -> None:
    house = house_on_both
    device_id, token = device(house)
    assert poll(house, token).json["clock_off_s"] is None
    assert troubles(house, device_id) == []
    assert poll(house, token, off_s=off_s).json["clock_off_s"] == off_s
    assert troubles(house, device_id) == ["clock_off"]
    assert abs(listed(house, device_id)["clock_off_s"]) > CLOCK_OFF_MAX_S
    assert poll(house, token, off_s=CLOCK_OFF_MAX_S).json["clock_off_s"] is None
    assert troubles(house, device_id) == [], "it was set right"


def test_two_browsers_with_one_secret_are_two_places(house_on_both: House) -> None:
    house = house_on_both
    device_id, token = device(house)
    for instance in (HERE, ELSEWHERE, HERE):
        house.now += REPORTED_EVERY
        poll(house, token, instance=instance)
    assert troubles(house, device_id) == ["two_places"]
    house.now += timedelta(days=8)
    poll(house, token)
    assert troubles(house, device_id) == []


def test_a_browser_that_forgot_who_it_was_is_no_second_place(house: House) -> None:
    device_id, token = device(house)
    for instance in (HERE, HERE, ELSEWHERE, ELSEWHERE):
        house.now += REPORTED_EVERY
        poll(house, token, instance=instance)
    assert troubles(house, device_id) == []


@pytest.mark.parametrize(
    ("said", "instance"),
    [("soon", HERE), ("-5", HERE), ("٣", HERE), ("1" * 16, HERE), ("5", "x"), ("5", "a b" * 4)],
)
def test_what_no_device_of_ours_says_is_not_kept(house: House, said: str, instance: str) -> None:
    device_id, token = device(house)
    headers = {"Device-Time": said.encode().decode("latin-1"), "Device-Instance": instance}
    answer = house.get(f"/stations/{house.village.station}/visits", token, headers=headers)
    assert (answer.status_code, answer.json["clock_off_s"]) == (200, None)
    assert listed(house, device_id)["clock_off_s"] is None


def test_a_persons_phone_reports_nothing(house: House) -> None:
    poll(house, house.tokens[Role.STATION_KEEPER], off_s=9999)
    found = house.get("/devices", Role.STATION_KEEPER).json["items"]
    assert [it for it in found if it["troubles"]] == []


def test_a_code_that_counts_though_no_screen_is_heard_is_noticed(house_on_both: House) -> None:
    house = house_on_both
    device_id, token = device(house)
    poll(house, token)
    house.now += OFFLINE_MAX - timedelta(minutes=1)
    rider = house.token(Role.RIDER, house.persons[Role.RIDER], days=90)
    assert house.scan(rider, house.code(Kind.STATION, UUID(device_id))).status_code == 200
    house.now += timedelta(hours=5)
    keeper = house.token(
        Role.STATION_KEEPER, house.persons[Role.STATION_KEEPER], place=house.village.station
    )
    house.tokens[Role.STATION_KEEPER] = keeper
    house.project()
    assert troubles(house, device_id) == ["silent"], "72 hours without a network are allowed"
    assert house.scan(rider, house.code(Kind.STATION, UUID(device_id))).status_code == 200
    house.project()
    assert troubles(house, device_id) == ["silent", "used_while_silent"]
    poll(house, token)
    assert troubles(house, device_id) == [], "it is heard again"


def test_an_ended_device_that_still_tries_is_noticed(house_on_both: House) -> None:
    house = house_on_both
    device_id, token = device(house)
    revoke(house, Role.STATION_KEEPER, device_id)
    house.now += RECENT_GRANT_AGE_MAX
    assert poll(house, token).status_code == 401
    assert troubles(house, device_id) == [], "it asks once more, and leaves"
    house.now += ENDED_GRACE
    assert poll(house, token).status_code == 401
    assert troubles(house, device_id) == ["heard_after_end"]
    assert poll(house, "nobody-has-this").status_code == 401


def test_a_screen_in_trouble_is_ended_in_one_step(house: House) -> None:
    device_id, token = device(house)
    for instance in (HERE, ELSEWHERE, HERE):
        house.now += REPORTED_EVERY
        poll(house, token, instance=instance)
    assert revoke(house, Role.STATION_KEEPER, device_id).status_code == 201
    house.now += RECENT_GRANT_AGE_MAX
    assert poll(house, token).status_code == 401
    late = house.code(Kind.STATION, UUID(device_id))
    assert house.scan(Role.RIDER, late).json["code"] == "qr_revoked"
    assert troubles(house, device_id) == []


def test_a_screen_is_told_who_came_too_soon_and_from_when_it_counts(house_on_both: House) -> None:
    house = house_on_both
    device_id, token = device(house)
    first = house.now
    assert house.scan(Role.RIDER, house.code(Kind.STATION, UUID(device_id))).status_code == 200
    house.now += timedelta(minutes=2)
    assert house.scan(Role.RIDER, house.code(Kind.STATION, UUID(device_id))).status_code == 409
    told = poll(house.project(), token).json
    assert (told["visits_today"], told["repeats_today"]) == (1, 1)
    assert told["counted_at"].replace("Z", "+00:00") == first.isoformat()
    again = (first + timedelta(hours=4)).isoformat()
    assert told["again_from"].replace("Z", "+00:00") == again
    assert str(house.persons[Role.RIDER]) not in str(told)
