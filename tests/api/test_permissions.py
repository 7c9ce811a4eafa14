"""Nobody does what the table does not say, and no route is open by mistake."""

import re
from uuid import uuid4

import pytest
from flask import Flask
from werkzeug.routing import Rule

from api.auth import SESSION_COOKIE, csrf_token
from api.permissions import ALLOWED, Action, declared_action, may, refuse_undeclared
from api.rates.limiter import RateLimits
from people.access import TokenKind
from people.roles import Role
from tests.api.house import House
from tests.support.village import CITY, COMMUNITY


def rules(house: House) -> list[Rule]:
    return [it for it in house.app.url_map.iter_rules() if it.endpoint != "static"]


def address(rule: Rule) -> str:
    path = re.sub(r"<uuid:\w+>", str(uuid4()), rule.rule)
    path = re.sub(r"<int:\w+>", "1", path)
    return path.replace("<string:code>", "1501").replace("<string:board>", "riders")


def test_every_route_declares_what_it_needs(quiet_house: House) -> None:
    assert len(rules(quiet_house)) > 45
    for rule in rules(quiet_house):
        view = quiet_house.app.view_functions[rule.endpoint]
        assert declared_action(view) is not None, rule.rule


def test_a_route_without_a_permission_stops_the_start() -> None:
    app = Flask("careless")
    app.add_url_rule("/api/v1/open", "open", lambda: "")
    with pytest.raises(RuntimeError, match="/api/v1/open declares no permission"):
        refuse_undeclared(app, under="/api/")


def test_only_these_doors_are_open_to_everybody(quiet_house: House) -> None:
    views = quiet_house.app.view_functions
    public = {it.rule for it in rules(quiet_house) if views[it.endpoint].action is Action.PUBLIC}
    assert public == {
        "/healthz",
        "/readyz",
        "/api/openapi.json",
        "/api/v1/log/position",
        "/api/v1/devices/enrolment",
        "/api/v1/certificates/<string:number>",
        "/api/v1/certificates/<string:number>/name-check",
        "/api/v1/stations",
        "/api/v1/stations/<uuid:station_id>",
        "/api/v1/leaderboards/<string:board>",
        "/api/v1/notices",
        "/api/v1/notices/<uuid:notice_id>",
        "/api/v1/notices/<uuid:notice_id>/paper",
        "/api/v1/accounts",
        "/api/v1/accounts/<unit>/<quarter>",
        "/api/v1/accounts/<unit>/<quarter>/paper",
        "/api/v1/public/entries",
        "/api/v1/public/reports",
        "/api/v1/public/report-photos/<uuid:photo_id>",
        "/api/v1/public/report-photos/<uuid:photo_id>/thumbnail",
        "/api/v1/report-categories",
        "/api/v1/staff-sign-in",
        "/api/v1/staff-sign-in/second-factor",
        "/api/v1/staff-sign-in/passkey-options",
        "/api/v1/staff-sign-in/passkey",
        "/api/v1/sign-in/codes",
        "/api/v1/sign-in",
        "/api/v1/sign-in/choices",
        "/api/v1/sign-in/identity-checks",
        "/api/v1/rulebooks/<string:unit_code>",
        "/api/v1/rulebooks/<string:unit_code>/versions/<int:version>",
    }


def test_every_action_is_somebodys(quiet_house: House) -> None:
    given = frozenset().union(*ALLOWED.values())
    assert given == frozenset(Action) - {Action.PUBLIC}


@pytest.mark.parametrize(
    ("action", "roles"),
    [
        (Action.COLLECT_VOUCHER, {Role.SHOP_KEEPER}),
        (Action.CHANGE_UNITS, {Role.ADMINISTRATOR}),
        (Action.CREDIT_POINTS, {Role.CLERK}),
        (Action.REVERSE_ENTRY, {Role.CLERK, Role.SUPERVISOR}),
        (Action.RECEIVE_STOCK, {Role.CLERK, Role.SHOP_KEEPER}),
        (Action.SHOW_STATION_CODE, {Role.SCREEN, Role.STATION_KEEPER}),
        (Action.SEE_REFUSED_SCANS, {Role.AUDITOR, Role.CLERK, Role.SUPERVISOR}),
        (
            Action.SEE_TRIAL_BALANCE,
            {Role.AUDITOR, Role.CLERK, Role.SUPERVISOR, Role.STREET, Role.COUNTY, Role.CITY},
        ),
        (Action.SEE_METRICS, {Role.AUDITOR, Role.ADMINISTRATOR}),
        (Action.REBIND_PHONE, {Role.CLERK}),
        (Action.SEE_DESK_NOTICES, {Role.CLERK}),
        (
            Action.MANAGE_DEVICES,
            {Role.CLERK, Role.SHOP_KEEPER, Role.STATION_KEEPER, Role.ADMINISTRATOR},
        ),
        (Action.SEE_OWN_DEVICE, {Role.SCREEN}),
        (Action.SEE_SELF, set(Role) - {Role.SCREEN}),
    ],
)
def test_what_moves_points_or_shows_secrets_is_for_few(action: Action, roles: set[Role]) -> None:
    assert {role for role in Role if may(role, action)} == roles


@pytest.mark.parametrize("role", list(Role))
def test_each_role_passes_exactly_the_doors_of_the_table(quiet_house: House, role: Role) -> None:
    house = quiet_house
    for rule in rules(house):
        action = house.app.view_functions[rule.endpoint].action
        for method in rule.methods - {"HEAD", "OPTIONS"}:
            if rule.rule == "/metrics":
                continue
            body = {"json": {}} if method != "GET" else {}
            object.__setattr__(house.services, "rates", RateLimits())  # all doors at once
            answer = house.ask(method, address(rule), role, **body)
            refused = answer.status_code == 403 and answer.json["code"] == "role_required"
            assert refused != may(role, action), f"{role} {method} {rule.rule} {answer.status_code}"


def test_without_a_token_every_other_door_asks_to_sign_in(quiet_house: House) -> None:
    for rule in rules(quiet_house):
        action = quiet_house.app.view_functions[rule.endpoint].action
        if action is Action.PUBLIC or rule.rule == "/metrics":
            continue
        for method in rule.methods - {"HEAD", "OPTIONS"}:
            answer = quiet_house.ask(method, address(rule))
            assert (answer.status_code, answer.json["code"]) == (401, "sign_in_required")
            assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer x", "Basic abc", "Bearer rb_" + "x" * 43])
def test_a_wrong_token_is_no_token(quiet_house: House, header: str) -> None:
    answer = quiet_house.ask("GET", "/me", headers={"Authorization": header})
    assert (answer.status_code, answer.json["code"]) == (401, "sign_in_required")


def test_a_revoked_or_old_token_lets_nobody_in(house: House) -> None:
    old = house.token(Role.RIDER, house.village.riders[0], days=1)
    assert house.get("/me", old).status_code == 200
    house.services.access.revoke_person(house.village.riders[0], house.now)
    assert house.get("/me", old).status_code == 401


def test_a_browser_needs_its_csrf_token(house: House) -> None:
    secret = house.token(Role.RIDER, house.village.riders[0], kind=TokenKind.SESSION)
    house.client.set_cookie(SESSION_COOKIE, secret)
    assert house.get("/me").status_code == 200
    answer = house.ask("PATCH", "/me", json={"listed": True})
    assert (answer.status_code, answer.json["code"]) == (403, "csrf_failed")
    good = csrf_token(house.services.secret_key, secret)
    for token, status in ((good[:-1] + "x", 403), ("é", 403), (good, 200)):
        answer = house.ask("PATCH", "/me", json={"listed": True}, headers={"X-CSRF-Token": token})
        assert answer.status_code == status


def test_a_cookie_is_no_bearer_and_a_bearer_no_cookie(house: House) -> None:
    session = house.token(Role.RIDER, house.village.riders[0], kind=TokenKind.SESSION)
    assert house.get("/me", session).status_code == 401
    house.client.set_cookie(SESSION_COOKIE, house.tokens[Role.RIDER])
    answer = house.get("/me")
    assert (answer.status_code, answer.json["code"]) == (401, "session_expired")


def test_a_clerk_acts_within_the_own_unit_only(quiet_house: House) -> None:
    house = quiet_house
    elsewhere = "150102001001"
    for path, body in (
        ("/teams", {"unit_code": elsewhere, "name": "x"}),
        ("/shops", {"unit_code": elsewhere, "name": "x"}),
        ("/shops", {"unit_code": CITY, "name": "x"}),
        ("/stations", {"unit_code": elsewhere, "name": "x", "hours": "全天"}),
        ("/volunteers", {"unit_code": elsewhere, "display_name": "张三", "number": "V9"}),
    ):
        answer = house.post(path, Role.CLERK, body)
        assert (answer.status_code, answer.json["code"]) == (403, "outside_unit"), path
    for path in ("/volunteers", "/trial-balance", "/refused-scans"):
        assert house.get(f"{path}?unit={elsewhere}", Role.CLERK).status_code == 403
        assert house.get(f"{path}?unit={COMMUNITY}", Role.CLERK).status_code == 200


def test_keepers_keep_to_their_own_place(quiet_house: House) -> None:
    house, cast = quiet_house, quiet_house.village
    other_shop = house.token(Role.SHOP_KEEPER, cast.keeper, place=uuid4())
    for who, path in (
        (other_shop, f"/shops/{cast.shop}/vouchers"),
        (Role.SCREEN, f"/stations/{cast.other_station}/screen-secret"),
        (Role.STATION_KEEPER, f"/stations/{cast.other_station}/screen-secret"),
        (Role.STATION_KEEPER, f"/stations/{cast.other_station}/visits"),
    ):
        answer = house.get(path, who)
        assert (answer.status_code, answer.json["code"]) == (403, "outside_unit"), path
    answer = house.post(f"/items/{cast.item}/receipts", other_shop, {"quantity": 1})
    assert answer.status_code == 403


def test_metrics_are_for_this_machine_and_for_auditors(quiet_house: House) -> None:
    assert quiet_house.get("/metrics").status_code == 200
    for headers in ({"X-Forwarded-For": "1.2.3.4"}, {"Forwarded": "for=1.2.3.4"}):
        assert quiet_house.get("/metrics", headers=headers).status_code == 401
        assert quiet_house.get("/metrics", Role.RIDER, headers=headers).status_code == 403
        assert quiet_house.get("/metrics", Role.AUDITOR, headers=headers).status_code == 200
    far = {"REMOTE_ADDR": "10.0.0.9"}
    assert quiet_house.get("/metrics", environ_base=far).status_code == 401
