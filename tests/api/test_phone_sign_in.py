"""Signing in with a code by message, through the API, on both stores."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from api.auth import SESSION_COOKIE
from api.rates.quotas import SIGN_IN_CODES_MAX
from people.audit import AuditAction
from people.directory import Person
from people.roles import Role
from tests.api.house import House
from tests.support.village import COMMUNITY

PHONE = "13900000001"
NOBODYS = "13900000009"
MINUTE = timedelta(minutes=1)


def with_phone(house: House, role: Role, phone: str = PHONE, name: str = "其木格") -> Person:
    """Give somebody of the house a number."""
    person = Person(house.persons[role], name, COMMUNITY, phone=phone)
    house.services.directory.enrol([person])
    return person


def ask(client: FlaskClient, phone: str = PHONE) -> Any:
    """Ask for a code."""
    return client.post("/api/v1/sign-in/codes", json={"phone": phone})


def enter(client: FlaskClient, code: str, phone: str = PHONE) -> Any:
    """Show a code."""
    return client.post("/api/v1/sign-in", json={"phone": phone, "code": code})


def wrong(code: str) -> str:
    """Another code."""
    return f"{(int(code) + 1) % 1_000_000:06d}"


@pytest.fixture
def house(house_on_both: House) -> House:
    """A settled house, on each of the stores in turn."""
    return house_on_both


@pytest.fixture
def client(house: House) -> FlaskClient:
    """A phone that has never been here."""
    return house.app.test_client()


def test_a_volunteer_signs_in_with_a_code(house: House, client: FlaskClient) -> None:
    with_phone(house, Role.VOLUNTEER)
    sent = ask(client, " +86 139-0000-0001 ")
    assert (sent.status_code, sent.json) == (202, {"resend_after_s": 60, "valid_s": 300})
    answer = enter(client, house.sent.last(PHONE))
    assert answer.status_code == 200
    told = answer.json
    assert (told["state"], told["role"]) == ("signed_in", "volunteer")
    assert client.get("/api/v1/me").json["display_name"] == "其木格"
    changed = client.patch(
        "/api/v1/me", json={"listed": True}, headers={"X-CSRF-Token": told["csrf_token"]}
    )
    assert changed.status_code == 200
    (entry,) = [it.entry for it in house.services.audit.page()]
    assert (entry.action, entry.purpose) == (AuditAction.SIGNED_IN, "code")
    assert entry.actor_id == house.persons[Role.VOLUNTEER]


def test_a_session_of_a_code_lasts_thirty_days(house: House, client: FlaskClient) -> None:
    with_phone(house, Role.RIDER)
    ask(client)
    enter(client, house.sent.last(PHONE))
    house.now += timedelta(days=30) - MINUTE
    assert client.get("/api/v1/me").status_code == 200
    house.now += MINUTE
    assert client.get("/api/v1/me").json["code"] == "session_expired"


def test_a_code_is_good_once(house: House, client: FlaskClient) -> None:
    with_phone(house, Role.VOLUNTEER)
    ask(client)
    code = house.sent.last(PHONE)
    assert enter(client, code).status_code == 200
    replayed = enter(house.app.test_client(), code)
    assert (replayed.status_code, replayed.json["code"]) == (400, "sms_code_expired")


def test_the_same_code_twice_at_once_lets_in_once(house: House) -> None:
    with_phone(house, Role.VOLUNTEER)
    ask(house.app.test_client())
    code = house.sent.last(PHONE)
    with ThreadPoolExecutor(8) as pool:
        statuses = list(
            pool.map(lambda _: enter(house.app.test_client(), code).status_code, range(8))
        )
    assert sorted(statuses) == [200] + [400] * 7


def test_a_code_is_too_old_after_five_minutes(house: House, client: FlaskClient) -> None:
    with_phone(house, Role.VOLUNTEER)
    ask(client)
    house.now += 5 * MINUTE
    assert enter(client, house.sent.last(PHONE)).json["code"] == "sms_code_expired"


def test_the_newest_code_replaces_those_before(house: House, client: FlaskClient) -> None:
    with_phone(house, Role.VOLUNTEER)
    ask(client)
    first = house.sent.last(PHONE)
    house.now += MINUTE
    ask(client)
    if first != house.sent.last(PHONE):
        assert enter(client, first).json["code"] == "sms_code_wrong"
    assert enter(client, house.sent.last(PHONE)).status_code == 200


def test_five_wrong_codes_lock_the_number_for_a_quarter_of_an_hour(
    house: House, client: FlaskClient
) -> None:
    with_phone(house, Role.VOLUNTEER)
    ask(client)
    code = house.sent.last(PHONE)
    for left in (4, 3, 2, 1):
        answer = enter(client, wrong(code))
        assert (answer.status_code, answer.json["code"]) == (400, "sms_code_wrong")
        assert answer.json["tries_left"] == left
    for typed in (wrong(code), code):
        answer = enter(client, typed)
        assert (answer.status_code, answer.json["code"]) == (429, "login_locked")
        assert int(answer.headers["Retry-After"]) == 900
    house.now += 2 * MINUTE
    assert ask(client).json["code"] == "login_locked", "nor is a new code sent"
    house.now += 13 * MINUTE
    assert ask(client).status_code == 202
    assert enter(client, house.sent.last(PHONE)).status_code == 200
    refused = [it.entry.result for it in house.services.audit.page(refused=True)]
    assert refused == ["login_locked"] * 2 + ["sms_code_wrong"] * 4


def test_a_new_code_brings_no_new_tries(house: House, client: FlaskClient) -> None:
    with_phone(house, Role.VOLUNTEER)
    for n in range(4):
        ask(client)
        assert enter(client, wrong(house.sent.last(PHONE))).json["tries_left"] == 4 - n
        house.now += MINUTE
    ask(client)
    assert enter(client, wrong(house.sent.last(PHONE))).json["code"] == "login_locked"


def test_codes_are_sent_once_a_minute_and_five_times_an_hour(
    house: House, client: FlaskClient
) -> None:
    assert ask(client).status_code == 202
    house.now += timedelta(seconds=59)
    again = ask(client)
    assert (again.status_code, again.json["code"]) == (429, "too_many_requests")
    assert int(again.headers["Retry-After"]) == 1
    for _ in range(4):
        house.now += MINUTE
        assert ask(client).status_code == 202
    house.now += MINUTE
    sixth = ask(client)
    assert sixth.status_code == 429
    assert 3000 < int(sixth.headers["Retry-After"]) <= 3600
    assert len(house.sent.codes) == 5
    house.now += timedelta(seconds=int(sixth.headers["Retry-After"]))
    assert ask(client).status_code == 202


def test_an_address_asks_for_only_so_many_codes(house: House, client: FlaskClient) -> None:
    far = {"REMOTE_ADDR": "203.0.113.7"}
    for n in range(SIGN_IN_CODES_MAX):
        body = {"phone": f"139{n:08d}"}
        assert (
            client.post("/api/v1/sign-in/codes", json=body, environ_overrides=far).status_code
            == 202
        )
    refused = client.post("/api/v1/sign-in/codes", json={"phone": PHONE}, environ_overrides=far)
    assert (refused.status_code, refused.json["quota"]) == (429, "sign_in_codes")


def test_before_the_code_nothing_tells_whether_a_number_is_anybodys(
    house: House, client: FlaskClient
) -> None:
    with_phone(house, Role.VOLUNTEER)

    def told(answer: Any) -> tuple[Any, ...]:
        return answer.status_code, answer.json, sorted(answer.headers.keys())

    for one, other in (
        (told(ask(client)), told(ask(client, NOBODYS))),
        (told(ask(client)), told(ask(client, NOBODYS))),
        (
            told(enter(client, wrong(house.sent.last(PHONE)))),
            told(enter(client, wrong(house.sent.last(NOBODYS)), NOBODYS)),
        ),
    ):
        assert one == other
    answer = enter(client, house.sent.last(NOBODYS), NOBODYS)
    assert (answer.status_code, answer.json["code"]) == (404, "phone_not_registered")
    assert client.get_cookie(SESSION_COOKIE) is None


@pytest.mark.parametrize("phone", ["", "1390000000", "2390000000a", "010-12345678", "😀" * 64])
def test_what_is_no_number_is_refused(house: House, client: FlaskClient, phone: str) -> None:
    for answer in (ask(client, phone), enter(client, "123456", phone)):
        assert answer.status_code == 422
        assert answer.json["code"] in {"phone_invalid", "request_invalid"}
    assert house.sent.codes == []


def test_a_code_that_cannot_be_sent_says_so_and_counts_for_nothing(
    house: House, client: FlaskClient
) -> None:
    with_phone(house, Role.VOLUNTEER)
    house.sent.is_out = True
    for _ in range(6):
        answer = ask(client)
        assert (answer.status_code, answer.json["code"]) == (503, "sms_unavailable")
        assert answer.headers["Retry-After"] == "60"
        house.now += MINUTE
    house.sent.is_out = False
    assert ask(client).status_code == 202
    assert enter(client, house.sent.last(PHONE)).status_code == 200


def test_several_people_of_one_number_choose_who_signs_in(
    house: House, client: FlaskClient
) -> None:
    with_phone(house, Role.VOLUNTEER, name="张其木格")
    with_phone(house, Role.RESIDENT, name="李桂芳")
    ask(client)
    answer = enter(client, house.sent.last(PHONE)).json
    assert answer["state"] == "choose"
    assert {(it["name"], it["role"]) for it in answer["choices"]} == {
        ("张**格", "volunteer"),
        ("李*芳", "resident"),
    }
    assert client.get("/api/v1/me").status_code == 401
    chosen = next(it for it in answer["choices"] if it["role"] == "resident")
    body = {"step": answer["step"], "person_id": chosen["person_id"], "role": "resident"}
    elsewhere = house.app.test_client().post("/api/v1/sign-in/choices", json=body)
    assert elsewhere.json["code"] == "sign_in_step_over", "another device"
    stranger = body | {"person_id": str(house.persons[Role.RIDER])}
    assert client.post("/api/v1/sign-in/choices", json=stranger).status_code == 400
    assert client.post("/api/v1/sign-in/choices", json=body | {"role": "clerk"}).status_code == 400
    assert client.post("/api/v1/sign-in/choices", json=body).json["state"] == "signed_in"
    assert client.get("/api/v1/me").json["display_name"] == "李桂芳"
    again = client.post("/api/v1/sign-in/choices", json=body)
    assert again.json["code"] == "sign_in_step_over"


def test_staff_are_residents_on_their_own_phone(house: House, client: FlaskClient) -> None:
    with_phone(house, Role.CLERK)
    ask(client)
    assert enter(client, house.sent.last(PHONE)).json["role"] == "resident"


def test_a_session_list_shows_all_devices_and_ends_them(house: House) -> None:
    with_phone(house, Role.VOLUNTEER)
    clients = []
    for agent in ("Mozilla/5.0 (Linux; Android 14) Chrome/130 Mobile", "(iPhone) Safari"):
        client = house.app.test_client()
        client.environ_base["HTTP_USER_AGENT"] = agent
        ask(client)
        token = enter(client, house.sent.last(PHONE)).json["csrf_token"]
        clients.append((client, {"X-CSRF-Token": token}))
        house.now += 2 * MINUTE
    (first, first_csrf), (second, second_csrf) = clients
    items = first.get("/api/v1/me/sessions").json["items"]
    assert [(it["device_label"], it["this_one"]) for it in items] == [
        ("安卓手机 · Chrome", True),
        ("iPhone · Safari", False),
    ]
    other = f"/api/v1/me/sessions/{items[1]['session_id']}"
    assert first.delete(other).json["code"] == "csrf_failed"
    assert first.delete(other, headers=first_csrf).json == {"ended": 1}
    assert first.delete(other, headers=first_csrf).status_code == 404
    assert second.get("/api/v1/me").json["code"] == "session_expired"
    ask(second)
    second_csrf = {"X-CSRF-Token": enter(second, house.sent.last(PHONE)).json["csrf_token"]}
    assert second.delete("/api/v1/me/sessions", headers=second_csrf).json == {"ended": 1}
    assert first.get("/api/v1/me").status_code == 401
    assert len(second.get("/api/v1/me/sessions").json["items"]) == 1


def test_nobody_ends_the_sessions_of_others(house: House, client: FlaskClient) -> None:
    with_phone(house, Role.VOLUNTEER)
    ask(client)
    enter(client, house.sent.last(PHONE))
    (own,) = client.get("/api/v1/me/sessions").json["items"]
    stranger = house.ask("DELETE", f"/me/sessions/{own['session_id']}", Role.RIDER)
    assert stranger.status_code == 404
    assert client.get("/api/v1/me").status_code == 200
