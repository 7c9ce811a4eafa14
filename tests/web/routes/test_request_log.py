"""What is logged of a request: enough to find it, and nothing of who the people are."""

import json
import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import quote
from uuid import UUID, uuid4

import pytest

from api.auth import SESSION_COOKIE
from api.request_log import REQUEST_ID_HEADER
from bootstrap.logs import JsonLines
from people.directory import Person
from people.roles import Role
from qr.kinds import Kind
from tests.api.house import House
from tests.support.village import CITY, COMMUNITY
from tests.web.routes.conftest import Open

NAME = "呼延乌日娜"
PHONE = "13847110001"
PASSCODE = "97531086"


class Lines(logging.Handler):
    """Everything any logger of the process says, as it would be written."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(JsonLines())
        self.written: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.written.append(self.format(record))

    def requests(self) -> list[dict[str, Any]]:
        told = [json.loads(it) for it in self.written]
        return [it for it in told if it["logger"] == "api.request_log"]


@pytest.fixture
def lines() -> Iterator[Lines]:
    handler, root = Lines(), logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield handler
    root.removeHandler(handler)
    root.setLevel(level)


def test_a_request_has_one_line_with_its_number_route_and_end(house: House, lines: Lines) -> None:
    answer = house.get(f"/stations/{house.village.station}/screen-secret", Role.SCREEN)
    (told,) = lines.requests()
    assert told["request_id"] == answer.headers[REQUEST_ID_HEADER]
    assert told["route"] == "/api/v1/stations/<uuid:station_id>/screen-secret"
    assert (told["method"], told["status"], told["refusal"]) == ("GET", 200, None)
    assert told["duration_ms"] > 0
    grant = house.services.access.find(house.tokens[Role.SCREEN], now=house.now)
    assert grant is not None
    assert told["token_id"] == grant.token_id.hex


def test_a_refusal_is_logged_by_its_code(house: House, browser_of: Open, lines: Lines) -> None:
    house.get("/trial-balance", Role.VOLUNTEER)
    house.scan(Role.RIDER, "nonsense")
    house.get("/nowhere")
    browser_of().post("/login/number", login="x", passcode="y")
    browser_of(Role.RIDER).post("/q/A", csrf_token="")
    told = [(it["route"], it["refusal"]) for it in lines.requests()]
    assert told == [
        ("/api/v1/trial-balance", "role_required"),
        ("/api/v1/scans", "qr_invalid"),
        ("unknown", "not_found"),
        ("/login/number", "sign_in_failed"),
        ("/q/<token>", "csrf_failed"),
    ]


def test_a_number_that_is_a_uuid_is_kept_and_any_other_text_is_not(
    house: House, lines: Lines
) -> None:
    given = uuid4()
    kept = house.get("/log/position", headers={REQUEST_ID_HEADER: str(given)})
    assert kept.headers[REQUEST_ID_HEADER] == given.hex
    for text in (PHONE, quote(NAME), "x" * 5_000):
        own = house.get("/log/position", headers={REQUEST_ID_HEADER: text})
        assert UUID(own.headers[REQUEST_ID_HEADER])
    assert PHONE not in "".join(lines.written)


def test_a_made_up_method_becomes_neither_a_line_nor_a_counters_name(
    house: House, lines: Lines
) -> None:
    house.ask(PHONE, "/log/position")
    assert lines.requests()[0]["method"] == "unknown"
    assert PHONE.encode() not in house.services.metrics.text()


def test_no_line_holds_a_name_number_passcode_or_token(
    house: House, browser_of: Open, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    rider = house.persons[Role.RIDER]
    house.services.directory.enrol([Person(rider, NAME, COMMUNITY)])
    house.services.logins.set_passcode(
        PHONE, PASSCODE, person_id=rider, role=Role.RIDER, unit_code=CITY, now=house.now
    )
    station = house.code(Kind.STATION, house.village.station)
    card = house.code(Kind.PERSON, rider)
    browser = browser_of()
    browser.open(f"/q/{station}")
    browser.open(next(it for it in browser.page.links if it.startswith("/login/number")))
    browser.submit("/login/number", login=PHONE, passcode="00000000")
    browser.submit("/login/number", login=PHONE, passcode=PASSCODE)
    browser.submit(f"/q/{station}")
    browser.open(f"/me?name={quote(NAME)}")
    browser.open(f"/{quote(NAME)}/{PHONE}")
    house.get(f"/volunteers?q={quote(NAME)}", Role.CLERK)
    registered = {
        "number": PHONE,
        "display_name": NAME,
        "unit_code": COMMUNITY,
        "passcode": PASSCODE,
    }
    house.post("/riders", Role.CLERK, registered)
    house.post("/riders", Role.CLERK, registered | {NAME: PHONE})
    house.scan(Role.STATION_KEEPER, card)
    house.scan(Role.STATION_KEEPER, card[:-1] + "A", key=f"key-{PHONE}")

    def break_down(*_: object, **__: object) -> None:
        raise RuntimeError(f"{NAME} {PHONE} {station}")

    monkeypatch.setattr(house.services.directory, "find", break_down)
    browser.open("/me")
    assert browser.status == 500

    said = "\n".join(lines.written)
    assert len(lines.requests()) >= 15
    assert "break_down" in said, "a fault is logged, or this test would prove nothing"
    secrets = [browser.cookie(SESSION_COOKIE), *house.tokens.values()]
    planted = [NAME, quote(NAME), PHONE, PASSCODE, station, card, *map(str, secrets)]
    assert [it for it in planted if it.lower() in said.lower()] == []
    assert json.dumps(NAME).strip('"') not in said


def test_no_line_holds_what_signing_in_by_phone_is_about(
    house: House, browser_of: Open, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = "13900000001"
    person = Person(house.persons[Role.RIDER], NAME, COMMUNITY, phone=phone)
    house.services.directory.enrol([person])
    browser = browser_of()
    browser.open("/login")
    browser.submit("/login", phone=phone, do="code")
    code = house.sent.last(phone)
    browser.submit("/login", phone=phone, code="000000" if code != "000000" else "111111")
    browser.submit("/login", phone=phone, code=code)
    assert browser.status == 200
    proposal = {"person_id": str(person.person_id), "phone": phone, "reason": f"{NAME} {phone}"}
    house.post("/desk/rebindings", Role.CLERK, proposal)

    def break_down(*_: object, **__: object) -> None:
        raise RuntimeError(f"{NAME} {phone} {code}")

    monkeypatch.setattr(house.sent, "send", break_down)
    house.now += timedelta(minutes=1)
    assert browser_of().post("/login", phone=phone, do="code") == 500

    said = "\n".join(lines.written)
    assert "break_down" in said, "a fault is logged, or this test would prove nothing"
    planted = [NAME, phone, "139****0001", code, str(browser.cookie(SESSION_COOKIE))]
    assert [it for it in planted if it in said.replace("000000", "")] == []


def test_what_breaks_even_the_page_of_an_error_is_logged_without_the_address(
    house: House, browser_of: Open, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_: object, **__: object) -> None:
        raise RuntimeError(NAME)

    monkeypatch.setattr("web.errors.page", break_down)
    browser = browser_of()
    browser.open(f"/q/{PHONE}")
    said = "\n".join(lines.written)
    assert (browser.status, browser.answer.json["code"]) == (500, "internal_error")
    assert "break_down" in said
    assert "GET /q/<token> failed" in said
    assert [it for it in (NAME, PHONE) if it in said] == []
