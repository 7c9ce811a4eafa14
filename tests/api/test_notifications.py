"""The switches of notifications at the door: one's own, off until turned on."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from api.notifying.ports import Outcome
from people.pushes import PushAddress
from people.roles import Role
from tests.api.house import API, House

RIDER, VOLUNTEER = Role.RIDER, Role.VOLUNTEER
ENDPOINT = "https://push.example.cn/x/1"
BROWSER = {"endpoint": ENDPOINT, "p256dh": "B" + "A" * 86, "auth": "A" * 22}


@dataclass
class Pushing:
    """A push service that keeps what it is handed."""

    public_key: str = "BKEY"
    got: list[PushAddress] = field(default_factory=list)

    def accepts(self, endpoint: str) -> bool:
        return endpoint.startswith("https://push.example.cn/")

    def push(self, address: PushAddress, payload: bytes, *, topic: str) -> Outcome:
        del payload, topic
        self.got.append(address)
        return Outcome.TOLD


@pytest.fixture
def house(house: House) -> House:
    object.__setattr__(house.services, "browser_push", Pushing())
    return house


def put(house: House, path: str, role: Role, body: Any) -> Any:
    headers = {"Authorization": f"Bearer {house.tokens[role]}"}
    return house.client.put(f"{API}{path}", json=body, headers=headers)


def test_nothing_is_on_until_somebody_turns_it_on(house: House) -> None:
    assert house.get("/me/notifications", RIDER).json == {
        "public_key": "BKEY",
        "browsers": 0,
        "has_messages": False,
        "by_message": False,
    }


def test_a_browser_is_told_until_it_is_turned_off(house: House) -> None:
    on = put(house, "/me/notifications/browser", RIDER, BROWSER)
    assert (on.status_code, on.json["browsers"]) == (200, 1)
    again = put(house, "/me/notifications/browser", RIDER, BROWSER)
    assert again.json["browsers"] == 1
    assert house.get("/me/notifications", VOLUNTEER).json["browsers"] == 0
    path = "/me/notifications/browser/ending"
    other = house.post(path, VOLUNTEER, {"endpoint": ENDPOINT})
    assert other.status_code == 200
    assert house.get("/me/notifications", RIDER).json["browsers"] == 1, "only one's own ends"
    assert house.post(path, RIDER, {"endpoint": ENDPOINT}).json["browsers"] == 0


def test_a_service_the_city_did_not_name_is_refused(house: House) -> None:
    told = put(
        house,
        "/me/notifications/browser",
        RIDER,
        BROWSER | {"endpoint": "https://elsewhere.example.com/x"},
    )
    assert (told.status_code, told.json["code"]) == (422, "push_service_unknown")


@pytest.mark.parametrize(
    ("name", "value"),
    [("endpoint", "x" * 501), ("p256dh", "a b"), ("auth", "A" * 121), ("auth", ""), ("topic", 1)],
)
def test_what_no_browser_says_is_refused(house: House, name: str, value: Any) -> None:
    told = put(house, "/me/notifications/browser", RIDER, BROWSER | {name: value})
    assert (told.status_code, list(told.json["errors"])) == (422, [name])


def test_short_messages_are_wished_and_wished_no_more(house: House) -> None:
    path = "/me/notifications/messages"
    assert put(house, path, RIDER, {"wanted": True}).json["by_message"] is True
    assert put(house, path, RIDER, {"wanted": False}).json["by_message"] is False
    assert put(house, path, RIDER, {"wanted": "yes"}).status_code == 422


def test_screens_are_told_nothing(house: House) -> None:
    assert house.get("/me/notifications", Role.SCREEN).json["code"] == "role_required"
