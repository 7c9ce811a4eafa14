"""Nothing of people, codes or secrets is logged at the doors of devices, cards and the city."""

from dataclasses import replace

import requests

from api.services import install
from api.sso.provider import OidcProvider
from people.directory import Person
from people.roles import Role
from qr.kinds import Kind
from tests.api.house import House, fresh_key
from tests.support.oidc import CLIENT_ID, CLIENT_SECRET, provider
from tests.support.village import COMMUNITY
from tests.web.routes.conftest import Open
from tests.web.routes.test_request_log import NAME, PASSCODE, PHONE, Lines, lines

__all__ = ["lines"]

ID_NUMBER = "11010519491231002X"


def test_no_line_of_the_new_doors_holds_what_it_was_told(
    house: House, browser_of: Open, lines: Lines
) -> None:
    person_id = house.persons[Role.VOLUNTEER]
    house.services.directory.enrol([Person(person_id, NAME, COMMUNITY)])
    secret = [NAME, PHONE, PASSCODE, ID_NUMBER]

    label = f"{NAME} {PHONE}"
    body = {"place_kind": "station", "place_id": str(house.village.station), "label": label}
    code = house.post("/devices/codes", Role.STATION_KEEPER, body).json["code"]
    headers = {"Idempotency-Key": fresh_key()}
    device = house.ask("POST", "/devices/enrolment", json={"code": code}, headers=headers).json
    house.ask("POST", "/devices/enrolment", json={"code": code}, headers=headers)
    browser_of().open(f"/d/{code}")
    browser_of().open(f"/d/{PHONE}")
    screen = browser_of()
    screen.open("/devices/enrol")
    screen.submit("/devices/enrol", code=PASSCODE)
    path = f"/stations/{house.village.station}/screen-secret"
    codes = house.get(path, device["access_token"]).json
    house.post(f"/devices/{device['device_id']}/revocation", Role.STATION_KEEPER, {})
    house.get(path, device["access_token"])
    secret += [code, device["access_token"], codes["secret"], codes["token"]]

    clerk = browser_of(Role.CLERK)
    clerk.open("/cards")
    clerk.submit("/cards/sheet")
    card = house.code(Kind.CARD, person_id)
    place = {"kind": "activity", "id": str(house.village.activity)}
    house.scan(Role.TEAM_LEADER, card, place=place)
    keeper = browser_of(Role.SHOP_KEEPER)
    address = f"/shops/{house.village.shop}/counter"
    keeper.open(address)
    keeper.submit(address, token=card)
    house.post("/proxy/vouchers", Role.SHOP_KEEPER, {"card": card, "consent": NAME})
    house.post(f"/cards/{house.card(person_id).card_id}/replacement", Role.CLERK, {})
    house.scan(Role.TEAM_LEADER, card, place=place)
    secret += [card, house.card(person_id).serial]

    with provider(lambda: house.now) as city:
        city.subject = ID_NUMBER
        sso = OidcProvider(city.issuer, CLIENT_ID, CLIENT_SECRET)
        install(house.app, replace(house.services, sso=sso))
        client = house.app.test_client()
        there = client.get(f"/sso/login?next=/{PHONE}").headers["Location"]
        back = requests.get(there, allow_redirects=False, timeout=10).headers["Location"]
        query = back.partition("?")[2]
        client.get(f"/sso/callback?{query}")
        secret += [CLIENT_SECRET, *(it.partition("=")[2] for it in query.split("&"))]

    ours = [it for it in lines.written if '"urllib3' not in it]
    said = "\n".join(ours)
    assert len(lines.requests()) >= 20
    assert {it["refusal"] for it in lines.requests()} >= {
        "device_code_wrong",
        "device_code_expired",
        "card_revoked",
        "sso_refused",
    }
    assert [it for it in secret if it in said] == []
