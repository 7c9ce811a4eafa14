"""Staff get in with two factors, step up for what is dear, and everybody else stays out."""

from datetime import timedelta
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import pytest

from api.auth import CSRF_HEADER, DEVICE_COOKIE, SESSION_COOKIE
from api.signin.opening import STAFF_IDLE_MAX, STAFF_LIFE
from api.step_up import STEP_UP_AGE_MAX
from people import passwords
from people.audit import AuditAction
from people.roles import Role
from people.staff import PASSWORD_AGE_MAX
from tests.api.house import House
from tests.api.settled import house_at, house_in
from tests.support.authenticator import Passkey
from tests.support.staffing import PASSWORD, StaffMember, staff_member
from tests.support.village import CITY, COMMUNITY

STORES = ("sqlite", "postgresql")
HALF_MINUTE = timedelta(seconds=30)
SOMEBODY = {"name": "赵小六", "login": "zhaoliu", "role": "clerk", "unit_code": COMMUNITY}


@pytest.fixture(autouse=True)
def _quick_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "ARGON_MEMORY_KIB", 1024)
    monkeypatch.setattr(passwords, "ARGON_ROUNDS", 1)


@pytest.fixture(params=STORES)
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    """A settled house on each store."""
    if request.param == "sqlite":
        house = house_in(tmp_path, request)
    else:
        house = house_at(request.getfixturevalue("postgres_url"), request)
    yield house
    house.close()


@pytest.fixture
def admin(house: House) -> StaffMember:
    """The security administrator."""
    person_id = house.persons[Role.SECURITY_ADMINISTRATOR]
    return staff_member(house.services.staff, person_id, "anquan", now=house.now)


def send(house: House, path: str, body: Any = None, csrf: str = "", **more: Any) -> Any:
    """Send as a browser does: with its cookies and the CSRF token."""
    headers = {CSRF_HEADER: csrf} | more.pop("headers", {})
    return house.ask("POST", path, json={} if body is None else body, headers=headers, **more)


def first_step(house: House, member: StaffMember, password: str = PASSWORD) -> Any:
    return send(house, "/staff-sign-in", {"login": member.login, "password": password})


def second_step(house: House, ticket: str, **proof: Any) -> Any:
    return send(house, "/staff-sign-in/second-factor", {"ticket": ticket, **proof})


def sign_in(house: House, member: StaffMember) -> str:
    """Sign somebody in with the app; return the CSRF token."""
    ticket = first_step(house, member).json["ticket"]
    answer = second_step(house, ticket, code=member.code(house.now))
    assert answer.status_code == 200, answer.json
    return cast("str", answer.json["csrf_token"])


def code_of(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]


def refusals(house: House) -> list[str]:
    found = house.services.audit.page(action=AuditAction.REFUSED)
    return [it.entry.result for it in reversed(found)]


def test_password_and_app_open_a_session_of_the_first_role(house: House, admin: StaffMember):
    first = first_step(house, admin)
    assert first.status_code == 200
    assert SESSION_COOKIE not in first.headers.get("Set-Cookie", "")
    assert (first.json["has_totp"], first.json["passkey_options"]) == (True, None)
    answer = second_step(house, first.json["ticket"], code=admin.code(house.now))
    assert answer.status_code == 200
    assert answer.json["role"] == Role.SECURITY_ADMINISTRATOR
    assert answer.json["unit_code"] == CITY
    assert house.get("/me").json["person_id"] == str(admin.person_id)
    (entry,) = house.services.audit.page(action=AuditAction.SIGNED_IN)
    assert (entry.entry.actor_id, entry.entry.purpose) == (admin.person_id, "password")


def test_the_password_alone_opens_nothing(house: House, admin: StaffMember):
    ticket = first_step(house, admin).json["ticket"]
    assert house.get("/me").status_code == 401
    house.client.set_cookie(SESSION_COOKIE, ticket)
    assert house.get("/me").status_code == 401


def test_a_code_that_was_used_is_refused_in_the_next_sign_in(house: House, admin: StaffMember):
    sign_in(house, admin)
    ticket = first_step(house, admin).json["ticket"]
    again = second_step(house, ticket, code=admin.code(house.now))
    assert code_of(again) == (401, "second_factor_wrong")
    house.now += HALF_MINUTE
    assert second_step(house, ticket, code=admin.code(house.now)).status_code == 200
    assert refusals(house) == ["second_factor_wrong"]


def test_a_ticket_opens_one_session_and_only_for_five_minutes(house: House, admin: StaffMember):
    ticket = first_step(house, admin).json["ticket"]
    assert second_step(house, ticket, code=admin.code(house.now)).status_code == 200
    house.now += HALF_MINUTE
    again = second_step(house, ticket, code=admin.code(house.now))
    assert code_of(again) == (401, "staff_step_over")
    late = first_step(house, admin).json["ticket"]
    house.now += timedelta(minutes=5)
    assert code_of(second_step(house, late, code=admin.code(house.now))) == (
        401,
        "staff_step_over",
    )
    assert code_of(second_step(house, "forged", code="000000")) == (401, "staff_step_over")


@pytest.mark.parametrize("login", ["anquan", "nobody"])
def test_five_wrong_passwords_lock_without_a_hint(house: House, admin: StaffMember, login: str):
    said = [
        send(house, "/staff-sign-in", {"login": login, "password": "Wrong-Tiger#1"})
        for _ in range(6)
    ]
    assert [code_of(it) for it in said] == [(401, "sign_in_failed")] * 5 + [(429, "login_locked")]
    assert int(said[-1].headers["Retry-After"]) == 900
    assert refusals(house) == ["sign_in_failed"] * 5 + ["login_locked"]


def test_a_recovery_code_replaces_the_app_once(house: House, admin: StaffMember):
    ticket = first_step(house, admin).json["ticket"]
    code = admin.recovery_codes[0]
    assert second_step(house, ticket, code=code).status_code == 200
    ticket = first_step(house, admin).json["ticket"]
    assert code_of(second_step(house, ticket, code=code)) == (401, "second_factor_wrong")


def test_an_old_password_is_changed_on_the_way_in(house: House, admin: StaffMember):
    house.now += PASSWORD_AGE_MAX
    step = first_step(house, admin).json
    assert step["needs_new_password"]
    code = admin.code(house.now)
    assert code_of(second_step(house, step["ticket"], code=code)) == (403, "password_expired")
    same = second_step(house, step["ticket"], code=code, new_password=PASSWORD)
    assert code_of(same) == (422, "password_reused")
    new = "Gonghui-Yuan#7"
    assert second_step(house, step["ticket"], code=code, new_password=new).status_code == 200
    assert code_of(first_step(house, admin)) == (401, "sign_in_failed")
    assert not first_step(house, admin, new).json["needs_new_password"]


def test_without_a_running_role_nobody_gets_in(house: House):
    person_id = house.persons[Role.VOLUNTEER]
    member = staff_member(house.services.staff, person_id, "formerly", now=house.now)
    ticket = first_step(house, member).json["ticket"]
    answer = second_step(house, ticket, code=member.code(house.now))
    assert code_of(answer) == (403, "role_ended")
    assert refusals(house) == ["role_ended"]


def test_a_session_of_staff_ends_after_a_quarter_of_an_hour_idle(house: House, admin: StaffMember):
    sign_in(house, admin)
    house.now += STAFF_IDLE_MAX - timedelta(minutes=1)
    assert house.get("/me").status_code == 200
    house.now += STAFF_IDLE_MAX
    assert house.get("/me").status_code == 401


def test_a_session_of_staff_ends_after_twelve_hours(house: House, admin: StaffMember):
    sign_in(house, admin)
    ends = house.now + STAFF_LIFE
    while house.now < ends - timedelta(minutes=10):
        assert house.get("/me").status_code == 200
        house.now += timedelta(minutes=10)
    house.now = ends
    assert house.get("/me").status_code == 401


def test_a_session_is_good_on_its_own_device_only(house: House, admin: StaffMember):
    sign_in(house, admin)
    house.client.set_cookie(DEVICE_COOKIE, "e" * 43)
    assert house.get("/me").status_code == 401


def add_passkey(house: House, csrf: str, label: str = "我的电脑") -> Passkey:
    key = Passkey()
    options = send(house, "/me/security/passkeys/options", csrf=csrf).json["options"]
    body = {"label": label, "passkey": key.make(options)}
    assert send(house, "/me/security/passkeys", body, csrf).status_code == 201
    return key


def test_a_passkey_signs_in_alone_and_as_a_second_step(house: House, admin: StaffMember):
    key = add_passkey(house, sign_in(house, admin))
    house.client.delete_cookie(SESSION_COOKIE)
    options = send(house, "/staff-sign-in/passkey-options").json["options"]
    alone = send(house, "/staff-sign-in/passkey", {"passkey": key.prove(options)})
    assert (alone.status_code, alone.json["role"]) == (200, Role.SECURITY_ADMINISTRATOR)
    csrf = alone.json["csrf_token"]
    assert send(house, "/me/security/recovery-codes", csrf=csrf).status_code == 200, "both factors"
    house.client.delete_cookie(SESSION_COOKIE)
    step = first_step(house, admin).json
    beside = second_step(house, step["ticket"], passkey=key.prove(step["passkey_options"]))
    assert beside.status_code == 200


def test_a_challenge_for_anybody_is_no_second_step(house: House, admin: StaffMember):
    key = add_passkey(house, sign_in(house, admin))
    ticket = first_step(house, admin).json["ticket"]
    options = send(house, "/staff-sign-in/passkey-options").json["options"]
    answer = second_step(house, ticket, passkey=key.prove(options))
    assert code_of(answer) == (401, "passkey_refused")


def test_the_last_second_factor_stays(house: House, admin: StaffMember):
    csrf = sign_in(house, admin)
    add_passkey(house, csrf)
    (row,) = house.get("/me/security").json["passkeys"]
    removal = f"/me/security/passkeys/{row['passkey_id']}/removal"
    house.services.staff.codes.remove(admin.person_id)
    assert code_of(send(house, removal, csrf=csrf)) == (409, "last_second_factor")
    add_passkey(house, csrf, "另一把")
    assert send(house, removal, csrf=csrf).status_code == 200
    assert send(house, removal, csrf=csrf).status_code == 404


def test_what_is_dear_asks_for_a_fresh_second_factor(house: House, admin: StaffMember):
    csrf = sign_in(house, admin)
    key = {"Idempotency-Key": "first-of-the-staff"}
    assert send(house, "/staff", SOMEBODY, csrf, headers=key).status_code == 201
    house.now += STEP_UP_AGE_MAX
    later = {"Idempotency-Key": "second-of-the-staff"}
    other = SOMEBODY | {"login": "qianqi"}
    refused = send(house, "/staff", other, csrf, headers=later)
    assert code_of(refused) == (403, "second_factor_required")
    wrong = send(house, "/me/step-up", {"code": "000000"}, csrf)
    assert code_of(wrong) == (401, "second_factor_wrong")
    proved = send(house, "/me/step-up", {"code": admin.code(house.now)}, csrf)
    assert proved.status_code == 200
    assert send(house, "/staff", other, csrf, headers=later).status_code == 201


def test_a_passkey_steps_up_too(house: House, admin: StaffMember):
    csrf = sign_in(house, admin)
    assert send(house, "/me/step-up/options", csrf=csrf).json["options"] is None
    key = add_passkey(house, csrf)
    house.now += STEP_UP_AGE_MAX
    assert house.get("/me").status_code == 200
    options = send(house, "/me/step-up/options", csrf=csrf).json["options"]
    proof = {"passkey": key.prove(options)}
    assert send(house, "/me/step-up", proof, csrf).status_code == 200
    assert send(house, "/me/security/recovery-codes", csrf=csrf).status_code == 200


def test_a_program_steps_up_only_by_a_token_issued_for_it(house: House):
    who = Role.SECURITY_ADMINISTRATOR, house.persons[Role.SECURITY_ADMINISTRATOR]
    plain = house.token(*who, unit=CITY, proved=False)
    assert code_of(house.post("/staff", plain, SOMEBODY)) == (403, "second_factor_required")
    assert house.post("/staff", house.token(*who, unit=CITY), SOMEBODY).status_code == 201


def test_giving_and_ending_roles_asks_for_a_fresh_second_factor(house: House):
    who = Role.SECURITY_ADMINISTRATOR, house.persons[Role.SECURITY_ADMINISTRATOR]
    plain = house.token(*who, unit=CITY, proved=False)
    for path in ("/assignments", "/assignments/ending"):
        assert code_of(house.post(path, plain, {})) == (403, "second_factor_required")


def test_others_add_no_staff_whatever_they_show(house: House):
    for role in set(Role) - {Role.SECURITY_ADMINISTRATOR}:
        assert code_of(house.post("/staff", role, SOMEBODY)) == (403, "role_required")


def test_the_three_administrators_are_three_people(house: House, admin: StaffMember):
    csrf = sign_in(house, admin)
    for n, role in enumerate(("system_administrator", "audit_administrator")):
        body = {"name": "赵小六", "login": f"admin{n}", "role": role, "unit_code": CITY}
        answer = send(house, "/staff", body, csrf, headers={"Idempotency-Key": f"admin-no-{n}-x"})
        assert answer.status_code == 201
        assert UUID(answer.json["person_id"]) != admin.person_id
    taken = send(house, "/staff", body, csrf, headers={"Idempotency-Key": "admin-no-9-x"})
    assert code_of(taken) == (409, "login_taken")


def test_adding_staff_twice_with_one_key_makes_one_person(house: House, admin: StaffMember):
    csrf = sign_in(house, admin)
    key = {"Idempotency-Key": "the-same-key"}
    first = send(house, "/staff", SOMEBODY, csrf, headers=key).json
    second = send(house, "/staff", SOMEBODY, csrf, headers=key).json
    assert first["person_id"] == second["person_id"]
    assert first["setup_code"] != second["setup_code"]


def test_what_cannot_be_given_leaves_nobody_behind(house: House, admin: StaffMember):
    csrf = sign_in(house, admin)
    body = SOMEBODY | {"unit_code": CITY + "99"}
    key = {"Idempotency-Key": "no-such-unit-here"}
    assert send(house, "/staff", body, csrf, headers=key).status_code == 404
    assert send(house, "/staff", SOMEBODY, csrf, headers=key).status_code == 201


def test_changing_the_password_ends_other_sessions(house: House, admin: StaffMember):
    csrf = sign_in(house, admin)
    elsewhere = house.app.test_client()
    elsewhere.set_cookie(DEVICE_COOKIE, "f" * 43)
    house.now += HALF_MINUTE
    ticket = first_step(house, admin).json["ticket"]
    body = {"ticket": ticket, "code": admin.code(house.now)}
    elsewhere.post("/api/v1/staff-sign-in/second-factor", json=body)
    assert elsewhere.get("/api/v1/me").status_code == 200
    wrong = send(house, "/me/security/password", {"current": "x", "new": "Gonghui#77x"}, csrf)
    assert code_of(wrong) == (401, "sign_in_failed")
    body = {"current": PASSWORD, "new": "Gonghui-Yuan#7"}
    assert send(house, "/me/security/password", body, csrf).status_code == 200
    assert elsewhere.get("/api/v1/me").status_code == 401
    assert house.get("/me").status_code == 200


def test_a_new_app_is_confirmed_by_its_first_code(house: House, admin: StaffMember):
    csrf = sign_in(house, admin)
    enrolment = send(house, "/me/security/app", csrf=csrf).json
    assert enrolment["address"].startswith("otpauth://totp/")
    new = StaffMember(admin.person_id, admin.login, enrolment["secret"], [])
    answer = send(house, "/me/security/app/first-code", {"code": new.code(house.now)}, csrf)
    assert len(answer.json["recovery_codes"]) == 10
    assert house.get("/me/security").json["recovery_codes_left"] == 10


def test_without_an_account_there_is_no_security_page(house: House):
    answer = house.get("/me/security", Role.CLERK)
    assert code_of(answer) == (404, "staff_account_missing")
