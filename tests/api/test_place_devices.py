"""Devices: ordered by whoever sees to a place, enrolled by a code once, ended at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from ledger.registry.device import Device
from people.audit import AuditAction
from people.device_codes import CODE_LIFE
from people.device_tables import device_codes, devices
from people.devices import DEVICE_LIFE
from people.grants import RECENT_GRANT_AGE_MAX
from people.roles import Role
from people.schema import access_tokens
from qr.kinds import Kind
from qr.tokens import DeviceSecret
from tests.api.house import House, fresh_key
from tests.support.village import CITY, COMMUNITY


def order(house: House, who: Role | str = Role.STATION_KEEPER, **more: Any) -> Any:
    body = {"place_kind": "station", "place_id": str(house.village.station), "label": "门口屏幕"}
    return house.post("/devices/codes", who, body | more)


def enrol(house: House, code: str) -> Any:
    headers = {"Idempotency-Key": fresh_key()}
    return house.ask("POST", "/devices/enrolment", json={"code": code}, headers=headers)


def revoke(house: House, who: Role | str, device_id: str) -> Any:
    return house.post(f"/devices/{device_id}/revocation", who, {})


def refused(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]


def device(house: House) -> tuple[str, str]:
    """Order and enrol one; return its ID and its access token."""
    told = enrol(house, order(house).json["code"]).json
    return told["device_id"], told["access_token"]


def audited(house: House, action: AuditAction) -> list[Any]:
    return [it.entry for it in house.services.audit.page(action=action)]


def walk(house: House) -> None:
    ordered = order(house)
    assert ordered.status_code == 201
    assert ordered.headers["Cache-Control"] == "no-store"
    code = ordered.json["code"]
    assert ordered.json["url"].endswith(f"/D/{code}")
    assert len(code) == 8
    enrolled = enrol(house, code.lower()[:4] + "-" + code[4:])
    assert enrolled.status_code == 201, enrolled.json
    token, device_id = enrolled.json["access_token"], enrolled.json["device_id"]
    station = house.village.station
    secret = house.get(f"/stations/{station}/screen-secret", token)
    shown = DeviceSecret.from_text(secret.json["secret"]).make(house.now)
    scanned = house.scan(Role.RIDER, shown)
    assert (scanned.status_code, scanned.json["result"]) == (200, "visit_counted")
    assert scanned.json["place"]["id"] == str(station)
    listed = house.get("/devices", Role.STATION_KEEPER).json["items"]
    assert device_id in [it["device_id"] for it in listed]

    assert revoke(house, Role.STATION_KEEPER, device_id).status_code == 201
    assert refused(house.get(f"/stations/{station}/visits", token)) == (401, "sign_in_required")
    house.now += timedelta(hours=5)
    late = DeviceSecret.from_text(secret.json["secret"]).make(house.now)
    assert refused(house.scan(Role.RIDER, late)) == (422, "qr_revoked")
    assert revoke(house, Role.STATION_KEEPER, device_id).status_code == 201, "again is harmless"
    stored = [type(it).TOPIC for it in house.ledger.events.get(UUID(device_id))]
    assert stored == ["device.enrolled", "device.revoked"]


def test_a_device_from_its_order_to_its_end(house: House) -> None:
    walk(house)


def test_a_device_from_its_order_to_its_end_on_postgres(twins: tuple[House, House]) -> None:
    walk(twins[0])


def test_another_process_follows_within_seconds(twins: tuple[House, House]) -> None:
    first, second = twins
    device_id, token = device(first)
    path = f"/stations/{first.village.station}/visits"
    assert second.get(path, token).status_code == 200
    revoke(first, Role.STATION_KEEPER, device_id)
    first.now += RECENT_GRANT_AGE_MAX
    second.now += RECENT_GRANT_AGE_MAX
    assert second.get(path, token).status_code == 401


def test_a_code_is_good_once(house: House) -> None:
    code = order(house).json["code"]
    assert enrol(house, code).status_code == 201
    assert refused(enrol(house, code)) == (422, "device_code_expired")


def test_of_two_devices_at_once_one_is_let_in(twins: tuple[House, House]) -> None:
    code = order(twins[0]).json["code"]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda it: enrol(it, code).status_code, twins))
    assert sorted(answers) == [201, 422]


def test_a_code_ends_after_fifteen_minutes(house: House) -> None:
    code = order(house).json["code"]
    house.now += CODE_LIFE
    assert refused(enrol(house, code)) == (422, "device_code_expired")


@pytest.mark.parametrize("typed", ["AAAA2222", "short", "0O1IL000", "登记码登记码登记", " "])
def test_a_wrong_code_is_refused_without_a_hint_and_written_down(house: House, typed: str) -> None:
    answer = enrol(house, typed)
    if typed.strip():
        assert refused(answer) == (422, "device_code_wrong")
        assert set(answer.json) == {"type", "title", "status", "detail", "code"}
        (entry,) = audited(house, AuditAction.REFUSED)
        assert (entry.result, entry.purpose) == ("device_code_wrong", "device_enrolment")
    else:
        assert refused(answer) == (422, "request_invalid")


def test_an_address_cannot_go_on_guessing(house: House) -> None:
    code = order(house).json["code"]
    far = {"environ_base": {"REMOTE_ADDR": "10.0.0.9"}}
    headers = {"Idempotency-Key": fresh_key()}
    path = "/devices/enrolment"
    for _ in range(10):
        house.ask("POST", path, json={"code": "AAAA2222"}, headers=headers, **far)
    answer = house.ask("POST", path, json={"code": code}, headers=headers, **far)
    assert refused(answer) == (429, "too_many_requests")


def test_the_same_order_again_has_the_same_code(house: House) -> None:
    key = {"Idempotency-Key": fresh_key()}
    body = {"place_kind": "station", "place_id": str(house.village.station), "label": "门口"}
    told = [
        house.ask("POST", "/devices/codes", Role.STATION_KEEPER, json=body, headers=key).json
        for _ in range(2)
    ]
    assert told[0] == told[1]


def test_nobody_orders_for_a_place_out_of_reach(house: House) -> None:
    elsewhere = str(house.village.other_station)
    assert refused(order(house, place_id=elsewhere)) == (403, "outside_unit")
    far = house.token(Role.CLERK, house.persons[Role.CLERK], unit="150102001001")
    assert refused(order(house, far)) == (403, "outside_unit")
    assert refused(order(house, place_id=str(uuid4()))) == (404, "station_not_found")
    assert refused(order(house, place_kind="shop")) == (404, "shop_not_found")
    for role in (Role.CLERK, Role.ADMINISTRATOR):
        assert order(house, role).status_code == 201


def test_a_device_of_elsewhere_cannot_be_told_from_none(house: House) -> None:
    device_id, _ = device(house)
    far = house.token(Role.CLERK, house.persons[Role.CLERK], unit="150102001001")
    told = [revoke(house, far, it).json for it in (device_id, str(uuid4()))]
    assert told[0] == told[1]
    assert told[0]["code"] == "device_not_found"
    assert device_id not in str(house.get("/devices", far).json)
    keeper = house.token(
        Role.STATION_KEEPER, house.persons[Role.STATION_KEEPER], place=house.village.other_station
    )
    assert refused(revoke(house, keeper, device_id)) == (404, "device_not_found")
    moved = order(house, Role.ADMINISTRATOR, place_id=str(house.village.other_station),
                  replaces=device_id)  # fmt: skip
    assert refused(moved) == (404, "device_not_found")


def test_a_new_device_takes_the_place_of_the_old_one(house: House) -> None:
    device_id, token = device(house)
    path = f"/stations/{house.village.station}/visits"
    code = order(house, replaces=device_id).json["code"]
    assert house.get(path, token).status_code == 200, "the old one goes on until the new one is in"
    new = enrol(house, code).json
    assert house.get(path, token).status_code == 401
    assert house.get(path, new["access_token"]).status_code == 200
    former: Device = house.ledger.repository.get(UUID(device_id))
    assert former.is_revoked


def test_a_device_keeps_to_its_place(house: House) -> None:
    _, token = device(house)
    cast = house.village
    for path in (
        f"/stations/{cast.other_station}/visits",
        f"/stations/{cast.other_station}/screen-secret",
    ):
        assert refused(house.get(path, token)) == (403, "outside_unit")
    for path in ("/me", "/volunteers", "/devices", f"/activities/{cast.activity}/screen-secret"):
        assert refused(house.get(path, token)) == (403, "role_required")


def test_only_an_enrolled_device_gets_the_secret(house: House) -> None:
    path = f"/stations/{house.village.station}/screen-secret"
    issued = house.token(Role.SCREEN, None, place=house.village.station)
    for who in (Role.STATION_KEEPER, issued):
        assert refused(house.get(path, who)) == (403, "device_not_registered")


def test_what_was_scanned_before_the_end_and_sent_later_counts(house: House) -> None:
    device_id, token = device(house)
    path = f"/stations/{house.village.station}/screen-secret"
    secret = DeviceSecret.from_text(house.get(path, token).json["secret"])
    before = house.now
    house.now += timedelta(minutes=10)
    revoke(house, Role.STATION_KEEPER, device_id)
    house.now += timedelta(minutes=10)
    kept = house.scan(Role.RIDER, secret.make(before), occurred_at=before.isoformat())
    assert kept.status_code == 200


def test_the_code_of_a_shops_device_is_no_station_code(house: House) -> None:
    shop = house.village.shop
    token = house.device(shop, place_kind="shop")
    grant = house.services.access.find(token, now=house.now)
    assert grant is not None
    code = house.code(Kind.STATION, grant.token_id)
    assert refused(house.scan(Role.RIDER, code)) == (422, "qr_kind_mismatch")


def test_a_device_is_seen_once_a_minute_and_ends_after_a_year(house: House) -> None:
    device_id, token = device(house)
    path = f"/stations/{house.village.station}/visits"

    def seen() -> Any:
        return house.services.devices.of(UUID(device_id)).seen_at  # type: ignore[union-attr]

    first = house.now
    house.get(path, token)
    house.now += timedelta(seconds=59)
    house.get(path, token)
    assert seen() == first
    house.now += timedelta(seconds=1)
    house.get(path, token)
    assert seen() == house.now
    house.now += DEVICE_LIFE
    assert house.get(path, token).status_code == 401


def test_no_table_holds_a_code_or_a_secret(house: House) -> None:
    code = order(house).json["code"]
    token = enrol(house, code).json["access_token"]
    with house.people.reading() as connection:
        rows = [
            str(row)
            for table in (devices, device_codes, access_tokens)
            for row in connection.execute(select(table))
        ]
    assert rows
    assert [it for it in rows if code in it or token in it] == []


def test_every_step_is_in_the_audit_log(house: House) -> None:
    device_id, _ = device(house)
    revoke(house, Role.STATION_KEEPER, device_id)
    keeper = house.persons[Role.STATION_KEEPER]
    for action, actor in (
        (AuditAction.DEVICE_ORDERED, keeper),
        (AuditAction.DEVICE_ENROLLED, UUID(device_id)),
        (AuditAction.DEVICE_REVOKED, keeper),
    ):
        (entry,) = audited(house, action)
        assert (entry.actor_id, entry.unit_code) == (actor, COMMUNITY)
    assert CITY not in {it.entry.unit_code for it in house.services.audit.page()}
