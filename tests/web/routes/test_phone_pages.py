"""Signing in by phone without scripts, the list of sessions, and the desk."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from api.auth import SESSION_COOKIE
from people.desk_notices import NoticeKind
from people.directory import Person
from people.roles import Role
from tests.api.house import DEVICE, House
from tests.support.village import COMMUNITY
from tests.web.routes.conftest import Open
from web.account.sign_in import STEP_COOKIE

PHONE = "13900000001"
OWNER_ID = "11010519491231002X"


@pytest.fixture
def owner(house: House) -> UUID:
    """A volunteer with a number and an ID number on file."""
    person_id = house.persons[Role.VOLUNTEER]
    person = Person(person_id, "乌云其木格", COMMUNITY, phone=PHONE, id_number=OWNER_ID)
    house.services.directory.enrol([person])
    return person_id


def test_somebody_comes_with_a_code_to_where_they_were_going(
    house: House, browser_of: Open, owner: UUID
) -> None:
    browser = browser_of()
    browser.open("/me/entries")
    assert browser.address.startswith("/login?next=")
    page = browser.submit("/login", phone="139 0000 0001", do="code")
    assert "139****0001" in page.text
    assert page.forms[0].fields["phone"] == "139 0000 0001"
    browser.submit("/login", code=f" {house.sent.last(PHONE)} ")
    assert browser.address == "/me/entries"
    assert browser.status == 200
    assert house.services.sessions.list_of(owner, now=house.now)


def test_a_short_code_costs_no_try_and_says_what_it_lacks(
    house: House, browser_of: Open, owner: UUID
) -> None:
    assert owner
    browser = browser_of()
    browser.open("/login")
    browser.submit("/login", phone=PHONE, do="code")
    for _ in range(6):
        assert browser.post("/login", phone=PHONE, code="40827") == 422
        assert '还差 <span id="otp-count">1</span> 位' in browser.answer.text
    assert browser.post("/login", phone=PHONE, code=house.sent.last(PHONE)) == 303


@pytest.mark.parametrize(
    ("fields", "status", "said"),
    [
        ({"phone": "139", "do": "code"}, 422, "手机号要 11 位"),
        ({"phone": "139", "code": "123456"}, 422, "手机号要 11 位"),
        ({"phone": PHONE, "code": "123456"}, 400, "验证码过期了"),
    ],
)
def test_what_is_refused_keeps_the_number_and_says_why(
    browser_of: Open, fields: dict[str, str], status: int, said: str
) -> None:
    browser = browser_of()
    assert browser.post("/login", **fields) == status
    assert said in browser.answer.text
    assert f'value="{fields["phone"]}"' in browser.answer.text
    assert browser.cookie(SESSION_COOKIE) is None


def test_a_gateway_that_is_out_is_told_with_the_time_to_wait(
    house: House, browser_of: Open
) -> None:
    house.sent.is_out = True
    browser = browser_of()
    assert browser.post("/login", phone=PHONE, do="code") == 503
    assert "短信暂时发不出" in browser.answer.text
    assert browser.answer.headers["Retry-After"] == "60"


def test_several_people_choose_and_the_scan_goes_on(
    house: House, browser_of: Open, owner: UUID
) -> None:
    other = Person(house.persons[Role.RESIDENT], "李桂芳", COMMUNITY, phone=PHONE)
    house.services.directory.enrol([other])
    browser = browser_of()
    browser.open("/login?next=/me/service-record")
    browser.submit("/login", phone=PHONE, do="code")
    page = browser.submit("/login", code=house.sent.last(PHONE))
    assert "乌**格" in page.text
    assert "乌云其木格" not in page.text
    form = next(it for it in page.forms if it.fields.get("person_id") == str(owner))
    browser.post("/login/who", **form.fields)
    assert browser.answer.headers["Location"] == "/me/service-record"
    assert browser.cookie(STEP_COOKIE) is None
    assert "乌云其木格" in browser.open("/").text


def test_an_old_number_asks_name_and_id_number(house: House, browser_of: Open, owner: UUID) -> None:
    with house.services.people.writing() as connection:
        phones = house.services.phone.phones
        phones.bind_with(connection, owner, phones.hash_of(PHONE), now=house.now)
    house.now += timedelta(days=120)
    browser = browser_of()
    browser.open("/login?next=/me")
    browser.submit("/login", phone=PHONE, do="code")
    page = browser.submit("/login", code=house.sent.last(PHONE))
    assert browser.address == "/login/identity?next=%2Fme"
    page = browser.submit("/login/identity", name="张三", id_last_6="123456")
    assert browser.status == 422
    assert "姓名或证件后 6 位对不上" in page.text
    browser.submit("/login/identity", name="乌云其木格", id_last_6="31002x")
    assert browser.address == "/me"
    assert "乌云其木格" in browser.page.text


def test_a_step_that_is_over_leads_back_to_the_beginning(browser_of: Open) -> None:
    browser = browser_of()
    browser.open("/login/who?next=/me")
    assert browser.address == "/login?next=%2Fme"
    assert browser.post("/login/identity", name="张三", id_last_6="123456") == 400
    assert "这一步作废了" in browser.answer.text
    assert browser.post("/login/who", person_id="x", role="volunteer") == 422
    assert browser.post("/login/who", person_id=str(uuid4()), role="volunteer") == 400


def test_nobody_is_sent_to_another_site_after_a_code(
    house: House, browser_of: Open, owner: UUID
) -> None:
    assert owner
    browser = browser_of()
    browser.open("/login?next=//evil.example")
    browser.submit("/login", phone=PHONE, do="code")
    fields = {"phone": PHONE, "code": house.sent.last(PHONE), "next": "https://evil.example/"}
    assert browser.post("/login", **fields) == 303
    assert browser.answer.headers["Location"] == "/"


def test_sessions_are_listed_and_ended(house: House, browser_of: Open) -> None:
    browser, other = browser_of(Role.VOLUNTEER), browser_of(Role.VOLUNTEER)
    third = browser_of(Role.VOLUNTEER)
    page = browser.open("/me")
    assert "/me/sessions" in page.links
    page = browser.open("/me/sessions")
    assert page.text.count("（这台）") == 1
    assert len([it for it in page.forms if it.action == "/me/sessions/end"]) == 2
    secret = other.cookie(SESSION_COOKIE) or ""
    grant = house.services.sessions.find(secret, DEVICE, now=house.now)
    assert grant is not None
    csrf = page.forms[0].fields["csrf_token"]
    ending = {"csrf_token": csrf, "session_id": str(grant.token_id)}
    assert browser.post("/me/sessions/end", **ending) == 303
    assert "登录" in other.open("/me/sessions").text
    assert other.address.startswith("/login?next=")
    assert browser.post("/me/sessions/end", **ending) == 404
    assert browser.post("/me/sessions/end", csrf_token=csrf, session_id="x") == 404
    browser.open("/me/sessions")
    browser.submit("/me/sessions/end-others")
    assert "退出其他所有" not in browser.page.text
    third.open("/me")
    assert third.address.startswith("/login?next=")


def test_two_clerks_change_a_number_on_plain_pages(
    house: House, browser_of: Open, owner: UUID
) -> None:
    first = browser_of(Role.CLERK)
    page = first.open("/")
    assert "换绑手机号" in page.text
    first.open("/desk/rebinding")
    page = first.submit("/desk/rebinding", who="000", phone="13900000002", reason="换号")
    assert "没找到这个人" in page.text
    assert page.forms[0].fields["phone"] == "13900000002"
    first.submit("/desk/rebinding", who=OWNER_ID, phone="139 0000 0002", reason="旧号停用")
    assert "提出了，请同事来确认" in first.page.text
    assert "等同事" in first.page.text
    house.persons[Role.CLERK] = uuid4()
    house.services.directory.enrol([Person(house.persons[Role.CLERK], "文书二", COMMUNITY)])
    second = browser_of(Role.CLERK)
    page = second.open("/desk/rebinding")
    assert "139****0002" in page.text
    second.submit("/desk/rebinding/confirm")
    assert "换好了" in second.page.text
    person = house.services.directory.find(owner)
    assert person is not None
    assert person.phone == "13900000002"


def test_a_notice_stands_on_the_clerks_home_until_it_is_seen(
    house: House, browser_of: Open, owner: UUID
) -> None:
    kind = NoticeKind.IDENTITY_CHECK_LOCKED
    house.services.phone.notices.leave(kind, COMMUNITY, owner, now=house.now)
    browser = browser_of(Role.CLERK)
    assert "旧手机号有人试着登录" in browser.open("/").text
    page = browser.open("/desk/rebinding")
    assert "乌**格 的旧手机号有人试着登录" in page.text
    browser.submit("/desk/notices/seen")
    assert "旧手机号有人试着登录" not in browser.open("/").text
