"""Same key, same answer: byte for byte, from any process, however many come at once."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest

from people.roles import Role
from qr.kinds import Kind
from tests.api.house import House, fresh_key
from tests.support.village import COMMUNITY

TEAM = {"unit_code": COMMUNITY, "name": "夕阳红队"}


@pytest.mark.parametrize(
    "key", [None, "", "short", "x" * 65, "has space", "slash/slash", "中文中文中文中文"]
)
def test_every_post_needs_a_key(quiet_house: House, key: str | None) -> None:
    headers = {} if key is None else {"Idempotency-Key": key}
    answer = quiet_house.ask("POST", "/teams", Role.CLERK, json=TEAM, headers=headers)
    assert (answer.status_code, answer.json["code"]) == (400, "idempotency_key_missing")


def commands(house: House) -> dict[str, tuple[str, Role, dict[str, Any]]]:
    cast = house.village
    times = {"starts_at": "2026-11-21T01:00:00Z", "ends_at": "2026-11-21T03:00:00+00:00"}
    person = {
        "unit_code": COMMUNITY,
        "display_name": "赵六",
        "number": "V777",
        "passcode": "secret1",
    }
    return {
        "teams": ("/teams", Role.CLERK, TEAM),
        "volunteers": ("/volunteers", Role.CLERK, person),
        "riders": ("/riders", Role.CLERK, person),
        "activities": (
            "/activities",
            Role.TEAM_LEADER,
            {"unit_code": COMMUNITY, "title": "义诊", "place": "广场", **times},
        ),
        "stations": (
            "/stations",
            Role.STREET,
            {"unit_code": COMMUNITY, "name": "新站", "hours": "全天"},
        ),
        "shops": ("/shops", Role.CLERK, {"unit_code": COMMUNITY, "name": "新店"}),
        "items": (
            f"/shops/{cast.shop}/items",
            Role.SHOP_KEEPER,
            {"name": "大米", "category": "粮油", "price_points": 30},
        ),
        "receipts": (f"/items/{cast.item}/receipts", Role.SHOP_KEEPER, {"quantity": 4}),
        "vouchers": ("/vouchers", Role.RESIDENT, {"item_id": str(cast.item), "quantity": 1}),
        "credits": (
            f"/wallets/{cast.household_wallet}/credits",
            Role.CLERK,
            {"amount": 5, "reason": "award"},
        ),
    }


@pytest.mark.parametrize(
    "which",
    [
        "teams",
        "volunteers",
        "riders",
        "activities",
        "stations",
        "shops",
        "items",
        "receipts",
        "vouchers",
        "credits",
    ],
)
def test_a_repeated_command_has_the_same_bytes_and_one_effect(house: House, which: str) -> None:
    house.village.credit(house.village.household_wallet, 100)
    house.project()
    path, who, body = commands(house)[which]
    key = fresh_key()
    first = house.post(path, who, body, key=key)
    assert first.status_code == 201, first.json
    last = house.ledger.recorder.max_notification_id()
    assert first.json["position"] == last
    shuffled = dict(reversed(body.items()))
    for _ in range(2):
        again = house.project().post(path, who, shuffled, key=key)
        assert (again.status_code, again.data) == (201, first.data)
        assert again.headers["Duplicate"] == "true"
    assert house.ledger.recorder.max_notification_id() == last


def test_a_key_cannot_be_used_for_another_body(house: House) -> None:
    key = fresh_key()
    body = {"unit_code": COMMUNITY, "display_name": "赵六", "number": "V778"}
    done = house.post("/volunteers", Role.CLERK, body, key=key)
    answer = house.post("/volunteers", Role.CLERK, {**body, "display_name": "钱七"}, key=key)
    assert (answer.status_code, answer.json["code"]) == (409, "idempotency_key_reused")
    names = house.services.directory.names([UUID(done.json["person_id"])])
    assert names[UUID(done.json["person_id"])] == "赵六"
    assert "钱七" not in names.values()


def test_a_key_cannot_be_used_at_another_door(house: House) -> None:
    key = fresh_key()
    house.post("/teams", Role.CLERK, TEAM, key=key)
    answer = house.post("/shops", Role.CLERK, TEAM, key=key)
    assert (answer.status_code, answer.json["code"]) == (409, "idempotency_key_reused")


def test_two_callers_never_share_a_key(house: House) -> None:
    key = fresh_key()
    cast = house.village
    other = house.token(Role.RIDER, cast.riders[1])
    text = house.code(Kind.STATION, cast.station)
    answers = [house.scan(who, text, key=key) for who in (Role.RIDER, other)]
    assert [it.status_code for it in answers] == [200, 200]
    assert [it.json["points"] for it in answers] == [1, 1]
    assert all("Duplicate" not in it.headers for it in answers)


def test_a_refused_command_may_be_sent_again(house: House) -> None:
    key = fresh_key()
    body = {"item_id": str(house.village.item), "quantity": 1}
    poor = house.post("/vouchers", Role.RESIDENT, body, key=key)
    assert (poor.status_code, poor.json["code"]) == (422, "insufficient_points")
    assert (poor.json["available"], poor.json["requested"]) == (0, 15)
    house.village.credit(house.village.household_wallet, 15)
    assert house.post("/vouchers", Role.RESIDENT, body, key=key).status_code == 201


@pytest.mark.parametrize("door", ["scan", "voucher"])
def test_fifty_duplicates_through_two_processes_have_one_effect(
    twins: tuple[House, House], door: str
) -> None:
    first, _ = twins
    cast = first.village
    cast.credit(cast.household_wallet, 1_000)
    first.project()
    key, before = fresh_key(), first.ledger.recorder.max_notification_id() or 0
    text = first.code(Kind.STATION, cast.station)

    def send(n: int) -> Any:
        house = twins[n % 2]
        if door == "scan":
            client = house.app.test_client()
            path, who, body = "/api/v1/scans", Role.RIDER, {"token": text}
        else:
            client = house.app.test_client()
            path, who = "/api/v1/vouchers", Role.RESIDENT
            body = {"item_id": str(cast.item), "quantity": 1}
        headers = {"Authorization": f"Bearer {house.tokens[who]}", "Idempotency-Key": key}
        return client.post(path, json=body, headers=headers)

    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(send, range(50)))
    assert {it.status_code for it in answers} == {200 if door == "scan" else 201}
    assert len({it.data for it in answers}) == 1
    assert sum("Duplicate" not in it.headers for it in answers) == 1
    last = first.ledger.recorder.max_notification_id()
    assert last == answers[0].json["position"]
    # A visit opens the day and credits a point; a voucher reserves, holds and is written.
    assert last - before == 3


def test_fifty_buyers_of_five_pieces_through_two_processes(twins: tuple[House, House]) -> None:
    first, _ = twins
    cast = first.village
    item = cast.list_item("电饭煲", price_points=10, stock=5)
    cast.credit(cast.household_wallet, 1_000)
    first.project()

    def buy(n: int) -> Any:
        house = twins[n % 2]
        headers = {
            "Authorization": f"Bearer {house.tokens[Role.RESIDENT]}",
            "Idempotency-Key": f"buyer-{n:04d}",
        }
        body = {"item_id": str(item), "quantity": 1}
        return house.app.test_client().post("/api/v1/vouchers", json=body, headers=headers)

    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(buy, range(50)))
    assert sorted(it.status_code for it in answers) == [201] * 5 + [409] * 45
    gone = [it.json for it in answers if it.status_code == 409]
    assert {it["code"] for it in gone} == {"out_of_stock"}
    assert all(it["requested"] == 1 for it in gone)
    first.project()
    assert first.get(f"/items/{item}", Role.RESIDENT).json["free"] == 0
    held = first.get("/me/accounts", Role.RESIDENT).json["items"][0]["held"]
    assert held == 50
