"""The hardening check list, walked over every route there is: a new one is walked too."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from api.auth import CSRF_HEADER, DEVICE_COOKIE, SESSION_COOKIE, csrf_token
from api.limits import REQUEST_BYTES_MAX
from api.permissions import Action, may
from people.access import TokenKind
from people.roles import Role
from tests.api.house import DEVICE, House
from tests.web.routes.conftest import Open
from web.headers import SECURITY_HEADERS
from web.refusals_zh import REFUSALS
from web.session import local_address

SAFE = {"GET", "HEAD", "OPTIONS"}
NO_SESSION = {"/login", "/logout", "/devices/enrol", "/me/display"}
"""Pages that take forms before there is a session; the Origin of the form protects them."""


def rules(house: House) -> Iterator[tuple[Rule, str]]:
    """Every route with every method."""
    for rule in house.app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield rule, method


def address(rule: Rule) -> str:
    path = re.sub(r"<uuid:\w+>", str(uuid4()), rule.rule)
    return re.sub(r"<(?:\w+:)?\w+>", "1501", path)


def action_of(house: House, rule: Rule) -> Action:
    return getattr(house.app.view_functions[rule.endpoint], "action", Action.PUBLIC)


def role_for(action: Action) -> Role:
    able = [role for role in Role if role is not Role.SCREEN and may(role, action)]
    return able[0] if able else Role.CLERK


def signed_in(house: House, role: Role) -> tuple[FlaskClient, dict[str, str]]:
    """A browser with a session, and the header its scripts would send."""
    secret = house.token(role, house.persons[role], kind=TokenKind.SESSION)
    client = house.app.test_client()
    client.set_cookie(SESSION_COOKIE, secret)
    client.set_cookie(DEVICE_COOKIE, DEVICE)
    return client, {CSRF_HEADER: csrf_token(house.services.secret_key, secret)}


def refusal_of(answer: TestResponse) -> str:
    if answer.is_json or answer.mimetype == "application/problem+json":
        return str((answer.json or {}).get("code", ""))
    found = re.search(r"· ([a-z_]+)</p>", answer.get_data(as_text=True))
    return found[1] if found else ""


def check_headers(answer: TestResponse, told: str) -> None:
    headers = answer.headers
    for name in SECURITY_HEADERS:
        assert name in headers, (told, name)
    policy = headers["Content-Security-Policy"]
    assert "unsafe-inline" not in policy, told
    assert "'unsafe-eval'" not in policy, told
    assert "frame-ancestors 'none'" in policy, told
    assert headers["X-Content-Type-Options"] == "nosniff", told
    assert "Strict-Transport-Security" in headers, told
    for cookie in headers.getlist("Set-Cookie"):
        flags = set(cookie.split("; "))
        assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= flags, (told, cookie)
        gone = bool({"Max-Age=0", "Expires=Thu, 01 Jan 1970 00:00:00 GMT"} & flags)
        assert "Secure" in flags or gone, (told, cookie)


def check_words(answer: TestResponse, told: str) -> None:
    """A "no" of ours has a code, and the code a Chinese sentence."""
    if answer.status_code < 400:
        return
    code = refusal_of(answer)
    if answer.mimetype == "text/html" and not code:
        return  # a form that says no in place
    assert code in REFUSALS, (told, answer.status_code, code)


def test_every_answer_has_its_headers_its_cookie_flags_and_its_words(quiet_house: House) -> None:
    house = quiet_house
    before = house.app.config.get("REDBEE_SECURE_COOKIES")
    house.app.config["REDBEE_SECURE_COOKIES"] = True
    try:
        walked = 0
        for rule, method in rules(house):
            client, proof = signed_in(house, role_for(action_of(house, rule)))
            stranger = house.app.test_client()
            for asker, headers in ((stranger, {}), (client, proof)):
                answer = asker.open(address(rule), method=method, headers=headers)
                told = f"{method} {rule.rule}"
                assert answer.status_code != 500, told
                check_headers(answer, told)
                check_words(answer, told)
                walked += 1
        assert walked > 200
    finally:
        house.app.config["REDBEE_SECURE_COOKIES"] = before


def test_no_route_takes_a_browsers_unsafe_request_without_its_proof(quiet_house: House) -> None:
    house, walked = quiet_house, 0
    for rule, method in rules(house):
        action = action_of(house, rule)
        if method in SAFE or action is Action.PUBLIC:
            continue
        client, _ = signed_in(house, role_for(action))
        for sent in ({"json": {}}, {"data": {"a": "b"}}):
            answer = client.open(address(rule), method=method, **sent)
            told = f"{method} {rule.rule} {answer.status_code}"
            assert (answer.status_code, refusal_of(answer)) == (403, "csrf_failed"), told
        walked += 1
    assert walked > 40


def test_no_public_page_takes_a_form_of_another_site(quiet_house: House) -> None:
    house, walked = quiet_house, 0
    for rule, method in rules(house):
        if method in SAFE or action_of(house, rule) is not Action.PUBLIC:
            continue
        answer = house.app.test_client().open(
            address(rule),
            method=method,
            data={"a": "b"},
            headers={"Origin": "https://elsewhere.example", "Idempotency-Key": "k" * 12},
        )
        told = f"{method} {rule.rule} {answer.status_code}"
        if rule.rule.startswith("/api/"):
            # What another site's form can send is no JSON; with JSON its browser asks us first.
            assert answer.status_code in (400, 415), told
        else:
            assert (answer.status_code, refusal_of(answer)) == (403, "csrf_failed"), told
        walked += 1
    assert walked >= len(NO_SESSION)


def test_nothing_takes_more_than_its_share(quiet_house: House) -> None:
    house = quiet_house
    body = b"x" * (REQUEST_BYTES_MAX + 1)
    for rule, method in rules(house):
        if method in SAFE:
            continue
        client, proof = signed_in(house, role_for(action_of(house, rule)))
        for kind in ("application/json", "application/x-www-form-urlencoded"):
            answer = client.open(
                address(rule), method=method, data=body, content_type=kind, headers=proof
            )
            told = f"{method} {rule.rule} {kind} {answer.status_code}"
            assert (answer.status_code, refusal_of(answer)) == (413, "request_too_large"), told


nasty = st.sampled_from(
    [
        "//",
        "\\",
        "/\\",
        "https:",
        "javascript:",
        "%2f%2f",
        "@",
        "evil.example",
        "\t",
        "\n",
        "/",
        "?",
    ]
)
nexts = st.lists(nasty | st.text(max_size=6), max_size=6).map("".join)


@settings(max_examples=300, deadline=None)
@given(nexts)
def test_whatever_next_says_the_browser_stays_here(text: str) -> None:
    home = "https://ledger.example/login"
    led = urlsplit(urljoin(home, local_address(text)))
    assert (led.scheme, led.netloc) == ("https", "ledger.example")


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(nexts)
def test_no_redirect_of_a_form_leaves_the_site(quiet_house: House, text: str) -> None:
    client = quiet_house.app.test_client()
    answers: list[Any] = [
        client.post("/me/display", data={"next": text, "theme": "dark"}),
        client.get("/login", query_string={"next": text}),
    ]
    for answer in answers:
        led = answer.headers.get("Location", "/")
        parts = urlsplit(urljoin("https://ledger.example/x", led))
        assert parts.netloc == "ledger.example"


def test_the_walk_knows_every_kind_of_route(quiet_house: House, looker_of: Open) -> None:
    found = {action_of(quiet_house, rule) for rule, _ in rules(quiet_house)}
    assert found >= {Action.PUBLIC, Action.SCAN, Action.MANAGE_DEVICES, Action.ISSUE_CARDS}
    browser = looker_of()
    browser.open("/nowhere")
    assert refusal_of(browser.answer) == "not_found"


@pytest.mark.parametrize("cookie", [SESSION_COOKIE, "redbee_screen", "redbee_sso", "redbee_looks"])
def test_a_made_up_cookie_breaks_nothing(quiet_house: House, cookie: str) -> None:
    for value in ("", "x", "rb_" + "x" * 43, "é", "|" * 300):
        client = quiet_house.app.test_client()
        client.set_cookie(cookie, value)
        for path in ("/", "/login", "/api/v1/me", "/device", "/stations"):
            assert client.get(path).status_code < 500, (cookie, value, path)
