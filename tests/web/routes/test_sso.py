"""Single sign-on: through a real provider, and past none of its lies."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from joserfc.jwk import RSAKey

import api.sso.provider
from api.auth import SESSION_COOKIE
from api.services import install
from api.sso.provider import OidcProvider
from people.audit import AuditAction
from people.errors import LoginTakenError
from people.oidc_tables import oidc_links
from people.roles import Role
from tests.api.house import House
from tests.support.oidc import CLIENT_ID, CLIENT_SECRET, Provider, provider
from tests.web.routes.conftest import Open
from tests.web.routes.plain import PlainBrowser


@pytest.fixture
def city(house: House) -> Iterator[Provider]:
    """The city's provider, known to the house; its subject is linked to the clerk."""
    with provider(lambda: house.now) as served:
        sso = OidcProvider(served.issuer, CLIENT_ID, CLIENT_SECRET)
        house.services = replace(house.services, sso=sso)
        install(house.app, house.services)
        link(house, served, house.persons[Role.CLERK])
        yield served


def link(house: House, city: Provider, person_id: Any) -> None:
    house.services.oidc_links.link(
        city.issuer, city.subject, person_id, linked_by=None, now=house.now
    )


def leave(browser: PlainBrowser, address: str = "/sso/login") -> str:
    """Begin; return where the provider sends the browser back to, as a path of ours."""
    answer = browser._client.get(address)
    assert answer.status_code == 303
    back = requests.get(answer.headers["Location"], allow_redirects=False, timeout=10)
    parts = urlsplit(back.headers["Location"])
    assert parts.path == "/sso/callback"
    return f"{parts.path}?{parts.query}"


def sign_in(browser: PlainBrowser, address: str = "/sso/login") -> int:
    browser.answer = browser._client.get(leave(browser, address))
    return browser.status


def sign_in_page(browser: PlainBrowser) -> str:
    """Return the words of the page where staff sign in."""
    words = browser.open("/staff/login").text
    return words if browser.status == 200 else browser.open("/login").text


def refusals(house: House) -> list[str]:
    entries = [it.entry for it in house.services.audit.page(action=AuditAction.REFUSED)]
    return [it.result for it in entries if it.purpose == "oidc"]


def test_staff_sign_in_through_the_city(house: House, browser_of: Open, city: Provider) -> None:
    browser = browser_of()
    assert "统一登录" in sign_in_page(browser)
    assert sign_in(browser, "/sso/login?next=/devices") == 303
    assert browser.answer.headers["Location"] == "/devices"
    assert browser.open("/devices").text
    assert browser.status == 200
    (entry,) = [
        it.entry
        for it in house.services.audit.page(action=AuditAction.SIGNED_IN)
        if it.entry.purpose == "oidc"
    ]
    assert entry.actor_id == house.persons[Role.CLERK]


@pytest.mark.parametrize(
    ("claims", "proved"),
    [
        ({}, False),
        ({"amr": ["pwd"]}, False),
        ({"amr": "mfa"}, False),
        ({"amr": ["mfa"]}, True),
        ({"amr": ["pwd", "otp"]}, True),
        ({"acr": "phr"}, True),
        ({"acr": "0"}, False),
    ],
)
def test_a_session_is_proved_only_if_the_token_says_so(
    house: House, browser_of: Open, city: Provider, claims: dict[str, Any], *, proved: bool
) -> None:
    browser = browser_of()
    city.claims = claims
    assert sign_in(browser) == 303
    (session,) = house.services.sessions.list_of(house.persons[Role.CLERK], now=house.now)
    assert (session.grant.proved_at is not None) == proved
    assert session.grant.method == "oidc"


def test_a_wrong_state_signs_nobody_in(house: House, browser_of: Open, city: Provider) -> None:
    mine, other = browser_of(), browser_of()
    back, others = leave(mine), leave(other)
    state = parse_qs(urlsplit(back).query)["state"][0]
    for address in (others, back.replace(state, "0" * len(state)), back.replace(state, "é")):
        mine.answer = mine._client.get(address)
        assert mine.status == 403
        assert mine.cookie(SESSION_COOKIE) is None
    stranger = browser_of()
    stranger.answer = stranger._client.get(back)
    assert stranger.status == 403
    assert refusals(house) == ["sso_refused"] * 4


def test_a_code_is_good_once_and_a_journey_ten_minutes(
    house: House, browser_of: Open, city: Provider
) -> None:
    browser = browser_of()
    back = leave(browser)
    journey = browser.cookie("redbee_sso")
    assert browser._client.get(back).status_code == 303
    assert journey is not None
    again = browser_of()
    again.keep_cookie("redbee_sso", journey)
    assert again._client.get(back).status_code == 403
    assert city.refusals == ["code or client"]
    late = browser_of()
    back = leave(late)
    house.now += timedelta(minutes=10)
    assert late._client.get(back).status_code == 403


LIES = {
    "nonce": {"nonce": "another"},
    "no nonce": {"nonce": None},
    "expired": {"exp": 1},
    "audience": {"aud": "another"},
    "audiences": {"aud": [CLIENT_ID, "another"]},
    "issuer": {"iss": "https://elsewhere.example"},
    "no subject": {"sub": None},
    "from the future": {"iat": 32_503_680_000},
}


@pytest.mark.parametrize("claims", LIES.values(), ids=LIES.keys())
def test_a_token_that_is_not_for_this_sign_in_is_refused(
    house: House, browser_of: Open, city: Provider, claims: dict[str, Any]
) -> None:
    browser = browser_of()
    city.claims = claims
    assert sign_in(browser) == 403
    assert browser.cookie(SESSION_COOKIE) is None
    assert refusals(house) == ["sso_refused"]


def test_a_token_of_another_key_is_refused_and_a_new_key_is_looked_for(
    house: House, browser_of: Open, city: Provider
) -> None:
    browser = browser_of()
    assert sign_in(browser) == 303
    city.signs_with = RSAKey.generate_key(2048, {"kid": "one"})
    assert sign_in(browser_of()) == 403
    city.key = city.signs_with
    assert sign_in(browser_of()) == 303


def test_a_stranger_and_somebody_without_a_term_hear_the_same(
    house: House, browser_of: Open, city: Provider
) -> None:
    told = []
    city.subject = "nobody-here"
    browser = browser_of()
    assert sign_in(browser) == 403
    told.append(browser._arrive().text)
    city.subject = "a-resident"
    link(house, city, house.persons[Role.RESIDENT])
    browser = browser_of()
    assert sign_in(browser) == 403
    told.append(browser._arrive().text)
    assert told[0] == told[1]
    assert "统一登录没有通过" in told[0]


def test_a_provider_that_hangs_or_is_away_leaves_the_other_ways_in(
    house: House, browser_of: Open, city: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api.sso.provider, "TIMEOUT_S", 0.3)
    browser = browser_of()
    back = leave(browser)
    city.hangs = True
    browser.answer = browser._client.get(back)
    assert browser.status == 503
    assert int(browser.answer.headers["Retry-After"]) > 0
    assert "统一登录暂时连不上" in browser._arrive().text
    away = OidcProvider("http://127.0.0.1:9", CLIENT_ID, CLIENT_SECRET)
    install(house.app, replace(house.services, sso=away))
    other = browser_of()
    other.open("/sso/login")
    assert other.status == 503
    other.open("/login")
    assert other.status == 200


def test_without_a_provider_there_is_no_such_page(browser_of: Open) -> None:
    browser = browser_of()
    for address in ("/sso/login", "/sso/callback"):
        browser.open(address)
        assert browser.status == 404
    assert "统一登录" not in sign_in_page(browser)


def test_a_subject_is_one_persons_and_cannot_be_read(house: House, city: Provider) -> None:
    with pytest.raises(LoginTakenError):
        link(house, city, house.persons[Role.AUDITOR])
    link(house, city, house.persons[Role.CLERK])
    with house.people.reading() as connection:
        rows = str(connection.execute(oidc_links.select()).all())
    assert city.subject not in rows
    assert city.issuer not in rows
    assert house.services.oidc_links.unlink(house.persons[Role.CLERK]) == 1
    assert house.services.oidc_links.find(city.issuer, city.subject) is None
