"""A phone number is never the identity (A20): old numbers, name and ID, the desk's four eyes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from api.auth import SESSION_COOKIE
from people.access import TokenKind
from people.audit import AuditAction
from people.desk_notices import NoticeKind
from people.directory import Person
from people.phone_tables import desk_notices, phone_rebindings, sign_in_codes, sign_in_steps
from people.roles import Role
from tests.api.house import House
from tests.api.test_phone_sign_in import PHONE, ask, enter
from tests.support.village import COMMUNITY, MORNING

OWNER_ID = "11010519491231002X"
NEW_PHONE = "13900000002"
NAME = "乌云·其木格"
CHECKS = "/api/v1/sign-in/identity-checks"


@pytest.fixture
def house(house_on_both: House) -> House:
    """A settled house, on each of the stores in turn."""
    return house_on_both


@pytest.fixture
def client(house: House) -> FlaskClient:
    """A phone that has never been here."""
    return house.app.test_client()


@pytest.fixture
def owner(house: House) -> UUID:
    """A volunteer with a number, an ID number on file, and points."""
    person_id = house.persons[Role.VOLUNTEER]
    person = Person(person_id, NAME, COMMUNITY, phone=PHONE, id_number=OWNER_ID)
    house.services.directory.enrol([person])
    house.village.credit(house.village.wallet_of(person_id), 40)
    house.project()
    return person_id


def clerk(house: House, name: str = "文书") -> tuple[str, UUID]:
    """Another clerk of the community, as a token and an ID."""
    person_id = uuid4()
    house.services.directory.enrol([Person(person_id, name, COMMUNITY)])
    return house.token(Role.CLERK, person_id), person_id


def sign_in(house: House, client: FlaskClient, phone: str = PHONE) -> Any:
    """Ask for a code and show it."""
    assert ask(client, phone).status_code == 202
    return enter(client, house.sent.last(phone), phone)


def leave_unused(house: House, days: int) -> None:
    """Let days go by, in which tokens of the staff are issued anew."""
    house.now += timedelta(days=days)
    clerk_id = house.persons[Role.CLERK]
    house.tokens[Role.CLERK] = house.token(Role.CLERK, clerk_id)


def test_a20_a_recycled_number_opens_nothing_and_its_owner_comes_back_at_the_desk(
    house: House, owner: UUID
) -> None:
    mine = house.app.test_client()
    house.now = MORNING + timedelta(days=1)
    assert sign_in(house, mine).json["state"] == "signed_in"
    before = house.get("/me/accounts", house.token(Role.VOLUNTEER, owner)).json["items"]
    record = house.get("/me/service-record", house.token(Role.VOLUNTEER, owner)).json
    leave_unused(house, 120)

    stranger = house.app.test_client()
    limited = sign_in(house, stranger)
    assert (limited.status_code, limited.json["code"]) == (403, "identity_check_required")
    assert NAME not in limited.text
    step = limited.json["step"]
    assert stranger.get("/api/v1/me").status_code == 401
    body = {"step": step, "name": "张三", "id_last_6": "310021"}
    for left in (4, 3, 2, 1):
        answer = stranger.post(CHECKS, json=body)
        assert (answer.status_code, answer.json["code"]) == (422, "identity_mismatch")
        assert answer.json["tries_left"] == left
    for fields in (body, body | {"name": NAME, "id_last_6": OWNER_ID[-6:]}):
        locked = stranger.post(CHECKS, json=fields)
        assert (locked.status_code, locked.json["code"]) == (429, "login_locked")
        assert int(locked.headers["Retry-After"]) == 900
    (notice,) = house.get("/desk/notices", Role.CLERK).json["items"]
    assert (notice["kind"], notice["person_id"]) == ("identity_check_locked", str(owner))
    seen = house.post(f"/desk/notices/{notice['notice_id']}/seen", Role.CLERK, {})
    assert seen.json["seen_at"] is not None

    house.client.set_cookie(
        SESSION_COOKIE, house.token(Role.VOLUNTEER, owner, kind=TokenKind.SESSION)
    )
    assert house.get("/me").status_code == 200
    second, second_id = clerk(house)
    proposal = {"person_id": str(owner), "phone": NEW_PHONE, "reason": "旧号停用"}
    proposed = house.post("/desk/rebindings", Role.CLERK, proposal)
    assert proposed.status_code == 201
    assert proposed.json["phone"] == "139****0002"
    address = f"/desk/rebindings/{proposed.json['rebinding_id']}/confirmation"
    alone = house.post(address, Role.CLERK, {})
    assert (alone.status_code, alone.json["code"]) == (403, "second_clerk_required")
    assert house.post(address, second, {}).status_code == 200

    assert house.get("/me").json["code"] == "session_expired", "all sessions ended"
    house.now += timedelta(minutes=1)
    assert sign_in(house, stranger).json["code"] == "phone_not_registered", "the number is free"
    assert sign_in(house, mine, NEW_PHONE).json["person_id"] == str(owner)
    assert mine.get("/api/v1/me/accounts").json["items"] == before
    assert mine.get("/api/v1/me/service-record").json == record
    about = house.services.audit.about(owner)
    assert [(it.entry.action, it.entry.actor_id) for it in about] == [
        (AuditAction.REBINDING_CONFIRMED, second_id),
        (AuditAction.REBINDING_PROPOSED, house.persons[Role.CLERK]),
    ]


def test_name_and_last_six_bring_the_owner_back_and_make_the_number_fresh(
    house: House, client: FlaskClient, owner: UUID
) -> None:
    leave_unused(house, 120)
    step = sign_in(house, client).json["step"]
    body = {"step": step, "name": "乌云其木格 ", "id_last_6": "31002x"}
    elsewhere = house.app.test_client().post(CHECKS, json=body)
    assert elsewhere.json["code"] == "sign_in_step_over", "a step is good on its device only"
    assert client.post(CHECKS, json=body).json["person_id"] == str(owner)
    assert client.get("/api/v1/me").status_code == 200
    assert client.post(CHECKS, json=body).json["code"] == "sign_in_step_over"
    house.now += timedelta(days=90)
    assert sign_in(house, house.app.test_client()).json["state"] == "signed_in"


def test_ninety_days_are_not_too_long_and_one_more_is(
    house: House, client: FlaskClient, owner: UUID
) -> None:
    assert sign_in(house, client).json["person_id"] == str(owner)
    house.now += timedelta(days=90)
    assert sign_in(house, client).json["state"] == "signed_in"
    house.now += timedelta(days=90, seconds=1)
    assert sign_in(house, client).json["code"] == "identity_check_required"


def test_a_step_is_over_after_ten_minutes(house: House, client: FlaskClient, owner: UUID) -> None:
    assert owner
    leave_unused(house, 120)
    step = sign_in(house, client).json["step"]
    house.now += timedelta(minutes=10)
    body = {"step": step, "name": NAME, "id_last_6": OWNER_ID[-6:]}
    assert client.post(CHECKS, json=body).json["code"] == "sign_in_step_over"


def test_who_has_no_id_number_on_file_goes_to_the_desk(house: House, client: FlaskClient) -> None:
    person = Person(house.persons[Role.RIDER], "王二", COMMUNITY, phone=PHONE)
    house.services.directory.enrol([person])
    house.now = MORNING + timedelta(days=1)
    assert sign_in(house, client).json["state"] == "signed_in"
    leave_unused(house, 120)
    answer = sign_in(house, client)
    assert (answer.status_code, answer.json["code"]) == (403, "identity_desk_required")


def test_who_shares_a_number_never_sees_those_long_unseen(
    house: House, client: FlaskClient, owner: UUID
) -> None:
    assert sign_in(house, client).json["person_id"] == str(owner)
    leave_unused(house, 120)
    grandson = Person(uuid4(), "李小龙", COMMUNITY, phone=PHONE)
    house.services.directory.enrol([grandson])
    with house.services.people.writing() as connection:
        phones = house.services.phone.phones
        phones.bind_with(connection, grandson.person_id, phones.hash_of(PHONE), now=house.now)
    answer = sign_in(house, client).json
    assert (answer["state"], answer["others"]) == ("choose", True)
    assert [it["name"] for it in answer["choices"]] == ["李*龙"]
    body = {"step": answer["step"], "person_id": str(owner), "role": "volunteer"}
    assert client.post("/api/v1/sign-in/choices", json=body).json["code"] == "sign_in_step_over"
    check = {"step": answer["step"], "name": NAME, "id_last_6": OWNER_ID[-6:]}
    assert client.post(CHECKS, json=check).json["person_id"] == str(owner)


def test_a_proposal_is_for_the_own_unit_and_never_for_oneself(house: House, owner: UUID) -> None:
    far = house.token(Role.CLERK, house.persons[Role.CLERK], unit="150102001001")
    body = {"person_id": str(owner), "phone": NEW_PHONE, "reason": "换号"}
    assert house.post("/desk/rebindings", far, body).json["code"] == "outside_unit"
    own = body | {"person_id": str(house.persons[Role.CLERK])}
    assert house.post("/desk/rebindings", Role.CLERK, own).json["code"] == "own_phone"
    unknown = body | {"person_id": str(uuid4())}
    assert house.post("/desk/rebindings", Role.CLERK, unknown).json["code"] == "unknown_person"
    bad = body | {"phone": "12345"}
    assert house.post("/desk/rebindings", Role.CLERK, bad).json["code"] == "phone_invalid"
    proposed = house.post("/desk/rebindings", Role.CLERK, body).json
    address = f"/desk/rebindings/{proposed['rebinding_id']}/confirmation"
    assert house.post(address, far, {}).json["code"] == "rebinding_not_found"
    assert house.get("/desk/rebindings", far).json["items"] == []
    person_too = house.token(Role.CLERK, owner)
    assert house.post(address, person_too, {}).json["code"] == "own_phone"


def test_a_proposal_is_good_for_a_day_and_the_newest_is_the_only_one(
    house: House, owner: UUID
) -> None:
    second, _ = clerk(house)
    body = {"person_id": str(owner), "phone": NEW_PHONE, "reason": "换号"}
    first = house.post("/desk/rebindings", Role.CLERK, body).json["rebinding_id"]
    newest = house.post("/desk/rebindings", Role.CLERK, body).json["rebinding_id"]
    assert [it["rebinding_id"] for it in house.get("/desk/rebindings", second).json["items"]] == [
        newest
    ]
    gone = house.post(f"/desk/rebindings/{first}/confirmation", second, {})
    assert (gone.status_code, gone.json["code"]) == (404, "rebinding_not_found")
    house.now += timedelta(days=1)
    late = house.post(f"/desk/rebindings/{newest}/confirmation", second, {})
    assert (late.status_code, late.json["code"]) == (409, "rebinding_expired")
    assert house.get("/desk/rebindings", second).json["items"] == []


def test_what_is_no_longer_needed_is_forgotten(
    house: House, client: FlaskClient, owner: UUID
) -> None:
    body = {"person_id": str(owner), "phone": NEW_PHONE, "reason": "换号"}
    assert house.post("/desk/rebindings", Role.CLERK, body).status_code == 201
    kind = NoticeKind.IDENTITY_CHECK_LOCKED
    house.services.phone.notices.leave(kind, COMMUNITY, owner, now=house.now)
    leave_unused(house, 120)
    assert sign_in(house, client).json["code"] == "identity_check_required"
    leave_unused(house, 1)
    assert sign_in(house, client).json["code"] == "identity_check_required"
    other = body | {"person_id": str(house.persons[Role.RIDER])}
    assert house.post("/desk/rebindings", Role.CLERK, other).status_code == 201
    house.services.phone.notices.leave(kind, COMMUNITY, owner, now=house.now)
    tables = (sign_in_codes, sign_in_steps, phone_rebindings, desk_notices)
    with house.services.people.reading() as connection:
        left = [connection.execute(select(func.count()).select_from(it)).scalar() for it in tables]
    assert left == [1, 1, 1, 1]


def test_two_who_confirm_at_once_change_the_number_once(house: House, owner: UUID) -> None:
    helpers = [clerk(house)[0] for _ in range(4)]
    body = {"person_id": str(owner), "phone": NEW_PHONE, "reason": "换号"}
    proposed = house.post("/desk/rebindings", Role.CLERK, body).json["rebinding_id"]
    address = f"/api/v1/desk/rebindings/{proposed}/confirmation"

    def confirm(secret: str) -> int:
        headers = {"Authorization": f"Bearer {secret}"}
        return house.app.test_client().post(address, headers=headers).status_code

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(confirm, helpers)) == [200, 404, 404, 404]


def test_notices_are_for_the_staff_of_their_unit(house: House, owner: UUID) -> None:
    kind = NoticeKind.IDENTITY_CHECK_LOCKED
    house.services.phone.notices.leave(kind, COMMUNITY, owner, now=house.now)
    far = house.token(Role.CLERK, house.persons[Role.CLERK], unit="150102001001")
    assert house.get("/desk/notices", far).json["items"] == []
    (notice,) = house.get("/desk/notices", Role.CLERK).json["items"]
    assert house.post(f"/desk/notices/{notice['notice_id']}/seen", far, {}).status_code == 404
    house.services.directory.erase(owner)
    assert house.get("/desk/notices", Role.CLERK).json["items"] == []
