"""Signing in and out with a plain form; what is forged or foreign is refused."""

from datetime import timedelta
from typing import Any

import pytest

from api.auth import DEVICE_COOKIE, SESSION_COOKIE
from api.rates.quotas import SIGN_IN_FAILURES_MAX
from people.audit import AuditAction
from people.roles import Role
from tests.api.house import House
from tests.support.village import CITY
from tests.web.routes.conftest import Open


@pytest.fixture
def rider(house: House) -> dict[str, str]:
    """The login of a rider."""
    house.services.logins.set_passcode(
        "R00001",
        "246810",
        person_id=house.persons[Role.RIDER],
        role=Role.RIDER,
        unit_code=CITY,
        now=house.now,
    )
    return {"login": "r00001", "passcode": "246810"}


def test_a_rider_signs_in_and_comes_to_where_they_were_going(
    browser_of: Open, rider: dict[str, str]
) -> None:
    browser = browser_of()
    browser.open("/login/number?next=/me/entries")
    browser.submit("/login/number", **rider)
    assert browser.address == "/me/entries"
    assert browser.status == 200


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(
    house: House, browser_of: Open, rider: dict[str, str]
) -> None:
    browser = browser_of()
    browser.post("/login/number", **rider)
    cookie = browser.answer.headers["Set-Cookie"]
    assert cookie.startswith(f"{SESSION_COOKIE}=rb_")
    assert {"HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=2592000"} <= set(cookie.split("; "))
    assert "Secure" not in cookie
    house.app.config["REDBEE_SECURE_COOKIES"] = True
    browser.post("/login/number", **rider)
    assert "Secure" in browser.answer.headers["Set-Cookie"].split("; ")


def test_staff_stay_signed_in_for_half_a_day(house: House, browser_of: Open) -> None:
    keeper = house.persons[Role.SHOP_KEEPER]
    house.services.logins.set_passcode(
        "S1",
        "135790",
        person_id=keeper,
        role=Role.SHOP_KEEPER,
        unit_code="150104003005",
        place_id=house.village.shop,
        now=house.now,
    )
    browser = browser_of()
    browser.post("/login/number", login="S1", passcode="135790")
    assert "Max-Age=43200" in browser.answer.headers["Set-Cookie"]
    for _ in range(51):
        house.now += timedelta(minutes=14)
        browser.open("/me")
        assert browser.address == "/me"
    house.now += timedelta(minutes=6)
    assert "登录" in browser.open("/").text
    browser.open("/me")
    assert browser.address.startswith("/login?next=")


def test_staff_who_leave_their_desk_are_signed_out(house: House, browser_of: Open) -> None:
    browser = browser_of()
    house.services.logins.set_passcode(
        "C1",
        "135790",
        person_id=house.persons[Role.CLERK],
        role=Role.CLERK,
        unit_code="150104003005",
        now=house.now,
    )
    browser.post("/login/number", login="C1", passcode="135790")
    browser.open("/me")
    assert browser.address == "/me"
    house.now += timedelta(minutes=15)
    browser.open("/me")
    assert browser.address.startswith("/login?next=")


def test_a_stolen_cookie_opens_nothing_on_another_device(
    browser_of: Open, rider: dict[str, str]
) -> None:
    owner, thief = browser_of(), browser_of()
    owner.post("/login/number", **rider)
    thief.post("/login/number", **rider)
    thief.keep_cookie(SESSION_COOKIE, owner.cookie(SESSION_COOKIE) or "")
    thief.open("/me")
    assert thief.address.startswith("/login?next=")
    owner.open("/me")
    assert owner.address == "/me"


def test_every_sign_in_is_a_new_session_on_the_same_device(
    house: House, browser_of: Open, rider: dict[str, str]
) -> None:
    browser = browser_of()
    browser.keep_cookie(SESSION_COOKIE, "rb_" + "x" * 43)
    browser.post("/login/number", **rider)
    first, device = browser.cookie(SESSION_COOKIE) or "", browser.cookie(DEVICE_COOKIE) or ""
    assert first != "rb_" + "x" * 43
    browser.post("/login/number", **rider)
    assert browser.cookie(SESSION_COOKIE) != first
    assert browser.cookie(DEVICE_COOKIE) == device
    assert house.services.sessions.find(first, device, now=house.now) is None
    assert len(house.services.sessions.list_of(house.persons[Role.RIDER], now=house.now)) == 1


def test_sign_ins_and_refused_ones_are_in_the_audit_log(
    house: House, browser_of: Open, rider: dict[str, str]
) -> None:
    browser = browser_of()
    browser.post("/login/number", **rider | {"passcode": "000000"})
    browser.post("/login/number", **rider)
    browser.open("/me")
    browser.submit("/logout")
    entries = [it.entry for it in house.services.audit.page()]
    assert [(it.action, it.result, it.purpose) for it in entries] == [
        (AuditAction.SIGNED_OUT, "done", None),
        (AuditAction.SIGNED_IN, "done", "passcode"),
        (AuditAction.REFUSED, "sign_in_failed", "sign_in"),
    ]
    assert [it.actor_id for it in entries] == [house.persons[Role.RIDER]] * 2 + [None]


def test_a_wrong_passcode_keeps_the_number_and_says_so(
    browser_of: Open, rider: dict[str, str]
) -> None:
    browser = browser_of()
    browser.open("/login/number")
    page = browser.submit("/login/number", **rider | {"passcode": "000000"})
    assert browser.status == 401
    assert "编号或口令不对" in page.text
    assert page.forms[0].fields["login"] == "r00001"
    assert browser.cookie(SESSION_COOKIE) is None


def test_the_sixth_wrong_passcode_is_told_to_wait(browser_of: Open, rider: dict[str, str]) -> None:
    browser = browser_of()
    for _ in range(5):
        browser.post("/login/number", **rider | {"passcode": "000000"})
    assert browser.post("/login/number", **rider) == 429
    assert int(browser.answer.headers["Retry-After"]) > 60
    assert "分钟后再试" in browser.answer.text


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "\\/evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "evil",
        "",
    ],
)
def test_nobody_is_sent_to_another_site(
    browser_of: Open, rider: dict[str, str], elsewhere: str
) -> None:
    browser = browser_of()
    assert browser.post("/login/number", **rider, next=elsewhere) == 303
    assert browser.answer.headers["Location"] == "/"


def test_a_sign_in_from_another_site_is_refused(browser_of: Open, rider: dict[str, str]) -> None:
    browser = browser_of()
    for origin in ("https://evil.example", "null"):
        assert browser.post("/login/number", headers={"Origin": origin}, **rider) == 403
    assert browser.cookie(SESSION_COOKIE) is None
    assert browser.post("/login/number", headers={"Origin": "http://localhost"}, **rider) == 303


@pytest.mark.parametrize(
    ("address", "fields"),
    [
        ("/logout", {}),
        ("/me/listed", {"listed": "1"}),
        ("/q/" + "A" * 36, {}),
    ],
)
@pytest.mark.parametrize("token", ["", "0" * 64])
def test_a_form_without_the_sessions_token_is_refused(
    browser_of: Open, address: str, fields: dict[str, Any], token: str
) -> None:
    browser = browser_of(Role.VOLUNTEER)
    assert browser.post(address, **fields, csrf_token=token) == 403
    assert "csrf_failed" in browser.answer.text
    assert browser.open("/me").text


def test_signing_out_ends_the_session_on_the_server(house: House, browser_of: Open) -> None:
    browser = browser_of(Role.VOLUNTEER)
    secret = browser.cookie(SESSION_COOKIE) or ""
    browser.open("/me")
    browser.submit("/logout")
    assert browser.cookie(SESSION_COOKIE) is None
    assert house.services.access.find(secret, now=house.now) is None


def test_large_type_and_theme_are_kept_by_the_browser(browser_of: Open) -> None:
    browser = browser_of(Role.VOLUNTEER)
    browser.open("/me")
    browser.submit("/me/display", large="1", theme="dark")
    assert 'data-size="large"' in browser.answer.text
    assert 'data-weui-theme="dark"' in browser.answer.text
    browser.submit("/me/display", theme="light")
    assert 'data-size="large"' in browser.answer.text, "the size switch is still on"


def test_agreeing_to_be_listed_is_kept(house: House, browser_of: Open) -> None:
    browser = browser_of(Role.VOLUNTEER)
    browser.open("/me/consents")
    browser.submit("/me/consents/ranking", given="1")
    person = house.services.directory.find(house.persons[Role.VOLUNTEER])
    assert person is not None
    assert person.listed


def test_an_address_that_keeps_guessing_waits_whichever_logins_it_tries(
    house: House, rider: dict[str, str]
) -> None:
    client = house.app.test_client()

    def sign_in(address: str, **fields: str) -> Any:
        return client.post("/login/number", data=fields, environ_overrides={"REMOTE_ADDR": address})

    for number in range(SIGN_IN_FAILURES_MAX):
        assert sign_in("203.0.113.7", login=f"X{number}", passcode="000000").status_code == 401
    refused = sign_in("203.0.113.7", **rider)
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert "点得有点快" in refused.text
    assert sign_in("198.51.100.9", **rider).status_code == 303


def test_people_of_one_address_who_know_their_passcodes_do_not_wait(
    house: House, rider: dict[str, str]
) -> None:
    for _ in range(SIGN_IN_FAILURES_MAX + 1):
        answer = house.app.test_client().post(
            "/login/number", data=rider, environ_overrides={"REMOTE_ADDR": "203.0.113.7"}
        )
        assert answer.status_code == 303
