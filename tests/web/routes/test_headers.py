"""Headers that keep answers safe: on pages, on data, on refusals, and over TLS."""

import pytest

from api.app import DATA_HEADERS
from people.roles import Role
from tests.api.house import House
from tests.web.routes.conftest import Open
from web.headers import SECURITY_HEADERS, TLS_ONLY

DATA = ("/api/v1/log/position", "/api/v1/me", "/api/v1/nowhere", "/api/openapi.json", "/healthz")
PAGES = ("/", "/login", "/nowhere", "/api/docs", "/q/nonsense", "/sw.js")


@pytest.mark.parametrize("address", DATA)
def test_data_may_load_nothing_and_nobody_else_may_read_it(
    quiet_house: House, address: str
) -> None:
    headers = quiet_house.app.test_client().get(address).headers
    expected = SECURITY_HEADERS | DATA_HEADERS
    assert {name: headers[name] for name in expected} == expected
    assert len(headers.getlist("Content-Security-Policy")) == 1


@pytest.mark.parametrize("address", PAGES)
def test_pages_keep_their_own_headers(looker_of: Open, address: str) -> None:
    browser = looker_of(Role.VOLUNTEER)
    browser.open(address)
    headers = browser.answer.headers
    assert {name: headers[name] for name in SECURITY_HEADERS} == SECURITY_HEADERS


def test_a_page_says_for_whom_a_phone_may_keep_it(looker_of: Open) -> None:
    resident, volunteer = looker_of(Role.RESIDENT), looker_of(Role.VOLUNTEER)
    said = []
    for browser in (resident, volunteer):
        browser.open("/help")
        said.append(browser.answer.headers["Kept-For"])
    assert [it.split(".")[0] for it in said] == ["resident", "volunteer"]


def test_a_page_for_strangers_is_kept_for_nobody(house: House) -> None:
    assert "Kept-For" not in house.app.test_client().get("/help").headers


@pytest.mark.parametrize("address", ["/", "/login", "/healthz", "/api/v1/nowhere", "/sw.js"])
def test_browsers_are_told_to_come_by_tls_only_where_cookies_are(
    house: House, address: str
) -> None:
    client = house.app.test_client()
    assert "Strict-Transport-Security" not in client.get(address).headers
    house.app.config["REDBEE_SECURE_COOKIES"] = True
    assert client.get(address).headers["Strict-Transport-Security"] == TLS_ONLY


def test_no_cookie_is_for_scripts_other_sites_or_plain_http(house: House, browser_of: Open) -> None:
    house.app.config["REDBEE_SECURE_COOKIES"] = True
    browser = browser_of(Role.VOLUNTEER)
    browser.post("/me/display", theme="dark")
    cookies = browser.answer.headers.getlist("Set-Cookie")
    browser.open("/me")
    browser.post("/logout", **browser.page.forms[-1].fields)
    cookies += browser.answer.headers.getlist("Set-Cookie")
    assert len(cookies) == 2
    for cookie in cookies:
        flags = set(cookie.split("; "))
        assert {"Path=/", "HttpOnly", "SameSite=Lax"} <= flags
        assert "Secure" in flags or "Max-Age=0" in flags
        assert not any(it.startswith("Domain=") for it in flags)


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x"]
)
def test_no_form_or_page_leads_to_another_site(
    house: House, browser_of: Open, elsewhere: str
) -> None:
    signed_in = browser_of(Role.VOLUNTEER)
    signed_in.post("/me/display", theme="dark", next=elsewhere)
    assert signed_in.answer.headers["Location"] == "/"
    client = house.app.test_client()
    assert client.post("/me/display", data={"next": elsewhere}).headers["Location"] == "/"
    told = client.get("/nowhere", headers={"Referer": elsewhere}).text
    assert "evil.example" not in told
    assert "javascript:x" not in told


def test_somebody_signed_in_is_not_led_away_by_the_login_page(browser_of: Open) -> None:
    browser = browser_of(Role.VOLUNTEER)
    browser.open("/login?next=https://evil.example/")
    assert browser.status == 200
    assert browser.address == "/"
