"""Pages of staff without scripts: signing in, set-up from a one-time code, adding others."""

import re
from datetime import timedelta

import pyotp
import pytest

from api.step_up import STEP_UP_AGE_MAX
from people import passwords
from people.audit import AuditAction
from people.roles import Role
from people.setup_codes import SETUP_CODE_AGE_MAX
from tests.api.house import House
from tests.support.staffing import PASSWORD, StaffMember, staff_member
from tests.support.village import CITY, COMMUNITY
from tests.web.routes.conftest import Open
from tests.web.routes.plain import PlainBrowser

SECRET = re.compile(r"手输：\s*((?:[A-Z2-7]{4} ?)+)")
CODE = re.compile(r"\b(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}\b")


@pytest.fixture(autouse=True)
def _quick_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "ARGON_MEMORY_KIB", 1024)
    monkeypatch.setattr(passwords, "ARGON_ROUNDS", 1)


@pytest.fixture
def admin(house: House) -> StaffMember:
    """The security administrator."""
    person_id = house.persons[Role.SECURITY_ADMINISTRATOR]
    return staff_member(house.services.staff, person_id, "anquan", now=house.now)


def sign_in(house: House, browser: PlainBrowser, member: StaffMember, start: str = "") -> None:
    browser.open(start or "/staff/login")
    browser.submit("/staff/login", login=member.login, password=member.password)
    browser.submit("/staff/second", code=member.code(house.now))


def test_password_and_code_lead_to_the_page_that_was_asked_for(
    house: House, browser_of: Open, admin: StaffMember
) -> None:
    browser = browser_of()
    browser.open("/me/security")
    assert browser.address.startswith("/login?next=")
    (entrance,) = [it for it in browser.page.links if it.startswith("/staff/login")]
    sign_in(house, browser, admin, entrance)
    assert browser.address == "/me/security"
    assert "登录安全" in browser.page.text
    assert "还剩 10 个" in browser.page.text


def test_a_wrong_code_is_asked_for_again_and_the_password_is_not(
    house: House, browser_of: Open, admin: StaffMember
) -> None:
    browser = browser_of()
    browser.open("/staff/login")
    browser.submit("/staff/login", login=admin.login, password=PASSWORD)
    browser.submit("/staff/second", code="000000")
    assert browser.status == 401
    assert "口令不对或用过了" in browser.page.text
    browser.submit("/staff/second", code=admin.code(house.now))
    assert browser.address == "/"
    assert browser.cookie("redbee_step") is None


def test_a_lock_says_when_to_come_back(house: House, browser_of: Open, admin: StaffMember) -> None:
    browser = browser_of()
    browser.open("/staff/login")
    for _ in range(6):
        browser.submit("/staff/login", login=admin.login, password="Wrong-Tiger#1")
    assert (browser.status, browser.answer.headers["Retry-After"]) == (429, "900")
    assert "15 分钟后再试" in browser.page.text
    assert PASSWORD not in browser.answer.get_data(as_text=True)


def test_the_second_step_without_the_first_leads_back(browser_of: Open) -> None:
    browser = browser_of()
    browser.open("/staff/second")
    assert browser.address == "/staff/login"
    browser.post("/staff/second", code="000000")
    assert browser.status == 401
    browser.open("/setup/factor")
    assert browser.address == "/setup"


def test_staff_with_an_account_do_not_get_in_with_a_passcode(
    house: House, browser_of: Open, admin: StaffMember
) -> None:
    house.services.logins.set_passcode(
        "S00001",
        "246810",
        person_id=admin.person_id,
        role=Role.SECURITY_ADMINISTRATOR,
        unit_code=CITY,
        now=house.now,
    )
    browser = browser_of()
    browser.open("/login/number")
    browser.submit("/login/number", login="S00001", passcode="246810")
    assert browser.status == 403
    assert "您有工作账号" in browser.page.text
    assert "/staff/login" in browser.page.links


def test_the_first_administrator_sets_up_from_a_code_and_adds_the_others(
    house: House, browser_of: Open
) -> None:
    code = house.services.staff.setup_codes.issue_first(now=house.now)
    assert code is not None
    browser = browser_of()
    browser.open("/setup")
    browser.submit("/setup", code="AAAA-AAAA-AAAA-AAAA")
    assert browser.status == 403
    assert "启用码不对" in browser.page.text
    browser.submit("/setup", code=code.lower())
    typed = {"name": "韩文明", "login": "hanwm"}
    browser.submit("/setup/account", password="short", again="short", **typed)
    assert "密码太简单" in browser.page.text
    browser.submit("/setup/account", password=PASSWORD, again="other", **typed)
    assert "两次输的密码不一样" in browser.page.text
    browser.submit("/setup/account", password=PASSWORD, again=PASSWORD, **typed)
    assert browser.address == "/setup/factor"
    secret = found_secret(browser)
    browser.submit("/setup/factor", code=pyotp.TOTP(secret).at(house.now))
    house.project()
    assert "账号启用了" in browser.page.text
    assert browser.open("/me/security").text.count("韩文明") == 0
    assert house.services.staff.setup_codes.issue_first(now=house.now) is None

    for n, role in enumerate(("system_administrator", "audit_administrator")):
        browser.open("/staff/accounts")
        browser.submit(
            "/staff/accounts", name="白云", login=f"baiyun{n}", role=role, unit_code=CITY
        )
        assert CODE.search(browser.page.text)
    house.project()
    other = browser_of()
    found = CODE.search(browser.page.text)
    assert found is not None
    set_up(house, other, found.group())
    assert "审计管理员" in other.open("/me").text


def set_up(house: House, browser: PlainBrowser, code: str) -> None:
    browser.open("/setup")
    browser.submit("/setup", code=code)
    browser.submit("/setup/account", password=PASSWORD, again=PASSWORD)
    secret = found_secret(browser)
    browser.submit("/setup/factor", code=pyotp.TOTP(secret).at(house.now))


def found_secret(browser: PlainBrowser) -> str:
    found = SECRET.search(browser.page.text)
    assert found is not None, browser.page.text
    return found.group(1).replace(" ", "")


def test_a_set_up_code_works_once(house: House, browser_of: Open, admin: StaffMember) -> None:
    services = house.services
    person_id = house.persons[Role.CLERK]
    services.staff.accounts.add(person_id, "wenshu", now=house.now)
    code = services.staff.setup_codes.issue(person_id, now=house.now)
    browser = browser_of()
    set_up(house, browser, code)
    assert "账号启用了" in browser.page.text
    again = browser_of()
    again.open("/setup")
    again.submit("/setup", code=code)
    assert (again.status, "启用码不对" in again.page.text) == (403, True)
    refused = services.audit.page(action=AuditAction.REFUSED)
    assert [it.entry.result for it in refused] == ["setup_code_wrong"]


def test_a_set_up_that_was_broken_off_begins_again_with_the_same_code(
    house: House, browser_of: Open
) -> None:
    person_id = house.persons[Role.CLERK]
    house.services.staff.accounts.add(person_id, "wenshu", now=house.now)
    code = house.services.staff.setup_codes.issue(person_id, now=house.now)
    first = browser_of()
    first.open("/setup")
    first.submit("/setup", code=code)
    first.submit("/setup/account", password=PASSWORD, again=PASSWORD)
    shown = found_secret(first)
    assert found_secret_again(first) == shown, "loading the page anew keeps the secret"
    set_up(house, browser_of(), code)


def found_secret_again(browser: PlainBrowser) -> str:
    browser.open("/setup/factor")
    return found_secret(browser)


def test_an_old_set_up_code_is_expired(house: House, browser_of: Open) -> None:
    code = house.services.staff.setup_codes.issue_first(now=house.now)
    house.now += SETUP_CODE_AGE_MAX
    browser = browser_of()
    browser.open("/setup")
    browser.submit("/setup", code=code or "")
    assert (browser.status, "启用码过期了" in browser.page.text) == (403, True)


def test_what_is_dear_asks_again_and_leads_back(
    house: House, browser_of: Open, admin: StaffMember
) -> None:
    browser = browser_of()
    sign_in(house, browser, admin)
    browser.open("/staff/accounts")
    assert browser.address == "/staff/accounts"
    house.now += STEP_UP_AGE_MAX
    browser.open("/staff/accounts")
    assert browser.address == "/staff/step-up?next=%2Fstaff%2Faccounts"
    browser.submit("/staff/step-up", code="000000")
    assert "口令不对或用过了" in browser.page.text
    browser.submit("/staff/step-up", code=admin.code(house.now))
    assert browser.address == "/staff/accounts"


def test_a_new_app_and_new_recovery_codes(
    house: House, browser_of: Open, admin: StaffMember
) -> None:
    browser = browser_of()
    sign_in(house, browser, admin)
    browser.open("/me/security/app")
    secret = found_secret(browser)
    browser.submit("/me/security/app", code="000000")
    assert found_secret(browser) == secret
    browser.submit("/me/security/app", code=pyotp.TOTP(secret).at(house.now))
    assert "验证器绑好了" in browser.page.text
    browser.open("/me/security")
    browser.submit("/me/security/recovery-codes")
    assert "恢复码换好了" in browser.page.text


def test_the_password_is_changed_on_the_page(
    house: House, browser_of: Open, admin: StaffMember
) -> None:
    browser = browser_of()
    sign_in(house, browser, admin)
    browser.open("/me/security")
    browser.submit("/me/security/password", current="wrong", new="Gonghui-Yuan#7")
    assert browser.status == 401
    browser.submit("/me/security/password", current=PASSWORD, new=PASSWORD)
    assert "最近用过" in browser.page.text
    browser.submit("/me/security/password", current=PASSWORD, new="Gonghui-Yuan#7")
    assert "密码改好了" in browser.page.text


@pytest.mark.parametrize("passkey", ["", "no json", "{}", "[" * 5000])
def test_a_broken_passkey_is_refused_in_words(
    house: House, browser_of: Open, admin: StaffMember, passkey: str
) -> None:
    browser = browser_of()
    assert browser.post("/staff/passkey", passkey=passkey) == 401
    assert "通行密钥没有通过" in browser.answer.get_data(as_text=True)


def test_others_see_no_page_for_staff(house: House, browser_of: Open) -> None:
    browser = browser_of(Role.CLERK)
    browser.open("/staff/accounts")
    assert browser.status == 403
    browser.open("/me/security")
    assert (browser.status, "没有工作账号" in browser.page.text) == (404, True)
    assert "/me/security" not in browser.open("/me").links


def test_passwords_and_codes_are_in_no_log(
    house: House, browser_of: Open, admin: StaffMember, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    sign_in(house, browser_of(), admin)
    house.now += timedelta(minutes=1)
    said = caplog.text + str([str(it) for it in house.services.audit.page()])
    assert [it for it in (PASSWORD, admin.secret, admin.login, COMMUNITY + "x") if it in said] == []
