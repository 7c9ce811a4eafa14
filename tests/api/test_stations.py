"""Stations: offices say where they are, keepers what works, everybody finds them."""

import io
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from PIL import Image
from sqlalchemy import select

from people.photo_tables import photos
from people.roles import Role
from tests.api.house import House, fresh_key
from tests.support.village import COMMUNITY, STREET

ELSEWHERE = "150105"
HERE = {"lat_deg": 40.797, "lon_deg": 111.644}


def put(house: House, who: Role, path: str, body: Any, **named: Any) -> Any:
    headers = {"Idempotency-Key": fresh_key()}
    address = f"/stations/{named.get('station', house.village.station)}/{path}"
    return house.ask("PUT", address, who, json=body, headers=headers)


def post(house: House, who: Role, path: str, body: Any, **named: Any) -> Any:
    return house.post(f"/stations/{named.get('station', house.village.station)}/{path}", who, body)


def station(house: House) -> Any:
    return house.project().get(f"/stations/{house.village.station}").json


def refused(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]


def test_an_office_says_where_a_station_is(house_on_both: House) -> None:
    house = house_on_both
    place = {"kind": "party_centre", "location": {"lat_deg": 40.7970049, "lon_deg": 111.644}}
    told = put(house, Role.CLERK, "place", place)
    assert told.status_code == 201, told.json
    shown = station(house)
    assert (shown["kind"], shown["location"]) == ("party_centre", HERE)
    swapped = {"lat_deg": 111.644, "lon_deg": 40.797}
    answer = put(house, Role.CLERK, "place", {"kind": "red_bee", "location": swapped})
    assert refused(answer) == (422, "request_invalid"), "there is no such latitude"
    beijing = {"lat_deg": 39.9042, "lon_deg": 116.4074}
    answer = put(house, Role.CLERK, "place", {"kind": "red_bee", "location": beijing})
    assert refused(answer) == (422, "location_outside_city")
    assert answer.json["west_deg"] == 110.5
    put(house, Role.CLERK, "place", {"kind": "other", "location": None})
    assert station(house)["location"] is None


@pytest.mark.parametrize("lat", ["40.8", True, float("inf"), None, [40.8]])
def test_degrees_are_numbers(quiet_house: House, lat: Any) -> None:
    place = {"kind": "red_bee", "location": {"lat_deg": lat, "lon_deg": 111.6}}
    assert put(quiet_house, Role.CLERK, "place", place).status_code in (400, 422)


def test_a_keeper_says_what_works_and_when_it_is_open(house_on_both: House) -> None:
    house = house_on_both
    broken = {"service": "热饭", "detail": "微波炉 2 台", "reason": "broken"}
    assert post(house, Role.STATION_KEEPER, "services", broken).status_code == 201
    put(house, Role.STATION_KEEPER, "hours", {"hours": "每天 07:00-21:00"})
    shown = station(house)
    assert shown["services"] == ["热水", "充电", "热饭 微波炉 2 台"]
    assert (shown["out_of_order"], shown["hours"]) == (["热饭"], "每天 07:00-21:00")
    offered = house.get(f"/stations/{house.village.station}/services").json["items"]
    assert [(it["name"], it["reason"]) for it in offered] == [
        ("热水", None),
        ("充电", None),
        ("热饭", "broken"),
    ]
    post(house, Role.STATION_KEEPER, "services/ending", {"service": "热饭"})
    assert station(house)["out_of_order"] == []
    again = post(house, Role.STATION_KEEPER, "services/ending", {"service": "热饭"})
    assert refused(again) == (404, "station_service_not_found")
    answer = put(house, Role.STATION_KEEPER, "hours", {"hours": "看情况"})
    assert refused(answer) == (422, "station_hours_unreadable")


def test_nobodys_number_is_said_of_a_service(quiet_house: House) -> None:
    body = {"service": "充电", "detail": "打 13800138000"}
    assert refused(post(quiet_house, Role.STATION_KEEPER, "services", body)) == (
        422,
        "request_invalid",
    )


def test_keepers_speak_of_their_own_station_and_offices_of_their_unit(house: House) -> None:
    other = house.village.other_station
    hours = {"hours": "24 小时"}
    answer = put(house, Role.STATION_KEEPER, "hours", hours, station=other)
    assert refused(answer) == (403, "outside_unit")
    assert put(house, Role.STREET, "hours", hours, station=other).status_code == 201
    for path, body in (("place", {"kind": "other", "location": None}), ("keeper", {})):
        assert refused(put(house, Role.STATION_KEEPER, path, body)) == (403, "role_required")
    assert refused(post(house, Role.RIDER, "services", {"service": "x"})) == (403, "role_required")
    far = house.token(Role.CLERK, house.persons[Role.CLERK], unit="150102001001")
    assert refused(put(house, far, "hours", hours)) == (403, "outside_unit")


def test_a_keeper_is_named_by_the_role_and_not_told_to_the_public(house: House) -> None:
    keeper = house.persons[Role.STATION_KEEPER]
    told = put(house, Role.CLERK, "keeper", {"keeper_id": str(keeper)})
    assert told.status_code == 201, told.json
    assert "keeper_id" not in station(house)
    row = house.services.views.stations.of(house.village.station)
    assert row is not None
    assert row.keeper_id == keeper
    stranger = {"keeper_id": str(house.persons[Role.RIDER])}
    answer = put(house, Role.CLERK, "keeper", stranger)
    assert refused(answer) == (422, "not_a_station_keeper")
    assert post(house, Role.CLERK, "keeper/ending", {}).status_code == 201


def test_a_closed_station_is_not_open_now(house_on_both: House) -> None:
    house = house_on_both
    open_now = f"/stations?unit={COMMUNITY}&open=1"
    assert len(house.get(open_now).json["items"]) == 2
    until = (house.now + timedelta(days=1)).date().isoformat()
    told = post(house, Role.STREET, "closing", {"reason": "repair", "until": until})
    assert told.status_code == 201
    shown = house.project().get(open_now).json["items"]
    assert [it["name"] for it in shown] == ["玉泉红蜂驿站"]
    again = post(house, Role.STREET, "closing", {"reason": "repair"})
    assert refused(again) == (409, "station_closed")
    house.now += timedelta(days=2)
    assert len(house.get(open_now).json["items"]) == 2, "the last day is over"
    told = post(house, Role.CLERK, "reopening", {})
    assert station(house)["closed_since"] is None
    house.now += timedelta(hours=12)
    assert house.get(open_now).json["items"] == [], "it is nine in the evening"


def test_stations_are_looked_for_by_kind_service_and_name(house_on_both: House) -> None:
    house = house_on_both
    post(house, Role.CLERK, "services", {"service": "微波炉"})
    found = house.project().get("/stations?service=meal").json["items"]
    assert [it["name"] for it in found] == ["大召红蜂驿站"]
    assert house.get("/stations?kind=member_station").json["items"] == []
    named = house.get("/stations", query_string={"q": "玉泉", "unit": STREET}).json["items"]
    assert [it["name"] for it in named] == ["玉泉红蜂驿站"]
    assert house.get("/stations?service=dancing").status_code == 422


def picture() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (640, 480), (200, 120, 40)).save(made, "JPEG")
    return made.getvalue()


def test_a_photo_stays_while_the_station_shows_it(house_on_both: House) -> None:
    house = house_on_both
    sent = house.ask(
        "POST",
        "/photos",
        Role.STATION_KEEPER,
        data={"photo": (io.BytesIO(picture()), "门口.jpg")},
        headers={"Idempotency-Key": fresh_key()},
    )
    assert sent.status_code == 201, sent.json
    photo_id = sent.json["photo_id"]
    stolen = put(house, Role.CLERK, "photo", {"photo_id": photo_id})
    assert refused(stolen) == (404, "photo_not_found"), "one shows what one sent oneself"
    told = put(house, Role.STATION_KEEPER, "photo", {"photo_id": photo_id})
    assert told.status_code == 201, told.json
    assert house.project().get(f"/photos/{photo_id}", Role.RESIDENT).status_code == 200
    assert is_held(house, photo_id)
    put(house, Role.STATION_KEEPER, "photo", {"photo_id": None})
    assert not is_held(house, photo_id), "its term begins"
    assert house.project().get(f"/photos/{photo_id}", Role.RESIDENT).status_code == 404


def is_held(house: House, photo_id: str) -> bool:
    query = select(photos.c.held).where(photos.c.photo_id == UUID(photo_id))
    with house.people.reading() as connection:
        return bool(connection.execute(query).scalar_one())


def test_a_station_is_found_by_the_number_on_its_poster_wherever_one_looks(
    house_on_both: House,
) -> None:
    house = house_on_both.project()
    there = station(house)["number"]
    poster = house.get(f"/stations/{house.village.station}/poster.svg", Role.CLERK)
    assert f"本站码 {there}" in poster.text
    typed = there.replace(" ", "").lower()
    found = house.get("/stations", query_string={"q": typed, "unit": ELSEWHERE}).json["items"]
    assert [it["name"] for it in found] == ["大召红蜂驿站"]
    other = "ZZZ ZZZ"
    assert house.get("/stations", query_string={"q": other}).json["items"] == []
