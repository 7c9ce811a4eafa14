"""Staff accounts: passwords and their rules, locks, set-up codes."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from people import passwords
from people.attempts import FAILURES_MAX, LOCK_AGE_MAX
from people.directory import Directory
from people.errors import LoginTakenError, PeopleError, SignInRefusedError
from people.setup_codes import SETUP_CODE_AGE_MAX, SetupCodes
from people.staff import OLD_PASSWORDS_MAX, PASSWORD_AGE_MAX, StaffAccounts
from people.staff_tables import old_passwords, setup_codes, staff_accounts
from tests.people.builders import enrolled
from tests.people.conftest import NOW

PEPPER = b"a pepper of the tests"
RIGHT, WRONG = "Dabei-Yuan#842", "Dabei-Yuan#843"


@pytest.fixture
def staff(people, monkeypatch) -> StaffAccounts:
    monkeypatch.setattr(passwords, "ARGON_MEMORY_KIB", 1024)
    monkeypatch.setattr(passwords, "ARGON_ROUNDS", 1)
    return StaffAccounts(people, PEPPER)


@pytest.fixture
def clerk(people, staff) -> UUID:
    """Somebody with the login 王文书, the right password, and a finished set-up."""
    person_id = enrolled(people, "王小红")
    staff.add(person_id, "wangwenshu", now=NOW)
    staff.set_password(person_id, RIGHT, now=NOW)
    staff.make_ready(person_id, now=NOW)
    return person_id


def refused(work) -> PeopleError:
    with pytest.raises(PeopleError) as no:
        work()
    return no.value


def test_the_right_password_tells_whose_it_is(staff, clerk):
    account = staff.check(" WangWenShu", RIGHT, now=NOW)
    assert account.person_id == clerk
    assert account.is_ready
    assert not account.is_expired(NOW)


@pytest.mark.parametrize("login", ["wangwenshu", "nobody", "x" * 65, "\ud800"])
def test_a_wrong_password_and_a_strange_login_look_alike(staff, clerk, login):
    no = refused(lambda: staff.check(login, WRONG, now=NOW))
    assert (no.code, no.facts) == ("sign_in_failed", {})


@pytest.mark.parametrize("login", ["wangwenshu", "nobody"])
def test_five_failures_lock_a_login_whether_or_not_anybody_has_it(staff, clerk, login):
    codes = [refused(lambda: staff.check(login, WRONG, now=NOW)).code for _ in range(6)]
    assert codes == ["sign_in_failed"] * FAILURES_MAX + ["login_locked"]
    assert refused(lambda: staff.check(login, RIGHT, now=NOW)).code == "login_locked"


def test_a_lock_ends_after_a_quarter_of_an_hour(staff, clerk):
    for _ in range(FAILURES_MAX):
        refused(lambda: staff.check("wangwenshu", WRONG, now=NOW))
    later = NOW + LOCK_AGE_MAX
    assert isinstance(
        refused(lambda: staff.check("wangwenshu", RIGHT, now=NOW)), SignInRefusedError
    )
    assert staff.check("wangwenshu", RIGHT, now=later).person_id == clerk


@pytest.mark.parametrize(
    "password",
    ["Ab1#xyz", "abcdefgh1", "ABCDEFGH1", "12345678#", "Ab1" + "x" * 126, "x-WANGwenshu-7"],
)
def test_a_simple_password_is_refused(staff, clerk, password):
    no = refused(lambda: staff.set_password(clerk, password, now=NOW))
    assert no.code == "password_too_simple"


@pytest.mark.parametrize(
    "password",
    [
        "Password123",
        "Passw0rd!!",
        "Qwer1234!",
        "Woaini1314!",
        "Admin@123",
        "Huhehaote2026!",
        "1qaz@WSX",
    ],
)
def test_a_password_that_guessers_know_is_refused(staff, clerk, password):
    no = refused(lambda: staff.set_password(clerk, password, now=NOW))
    assert no.code == "password_breached"


@pytest.mark.parametrize("password", ["敕勒川-Yin7", "mongol ger Tenger 4", "Kx7$wq!Zt2"])
def test_good_passwords_are_taken_in_any_script(staff, clerk, password):
    staff.set_password(clerk, password, now=NOW)
    assert staff.check("wangwenshu", password, now=NOW).person_id == clerk


def test_full_width_typing_is_the_same_password(staff, clerk):
    assert staff.check("wangwenshu", "Ｄabei-Yuan＃８42", now=NOW).person_id == clerk


def test_the_last_five_passwords_are_not_taken_again(people, staff, clerk):
    assert refused(lambda: staff.set_password(clerk, RIGHT, now=NOW)).code == "password_reused"
    for n in range(OLD_PASSWORDS_MAX):
        staff.set_password(clerk, f"Saihan-{n}-Bulag", now=NOW)
    staff.set_password(clerk, RIGHT, now=NOW)
    with people.reading() as connection:
        kept = connection.execute(select(old_passwords)).all()
    assert len(kept) == OLD_PASSWORDS_MAX


def test_a_password_expires_after_ninety_days(staff, clerk):
    end = NOW + PASSWORD_AGE_MAX
    assert not staff.check("wangwenshu", RIGHT, now=NOW).is_expired(end - timedelta(seconds=1))
    assert staff.check("wangwenshu", RIGHT, now=end).is_expired(end)


def test_passwords_are_hashed_anew_when_the_parameters_change(people, staff, clerk, monkeypatch):
    def kept() -> str:
        with people.reading() as connection:
            return connection.execute(select(staff_accounts.c.password_hash)).scalar_one()

    assert kept().startswith("$argon2id$v=19$m=1024,t=1,p=1$")
    monkeypatch.setattr(passwords, "ARGON_ROUNDS", 2)
    StaffAccounts(people, PEPPER).check("wangwenshu", RIGHT, now=NOW)
    assert kept().startswith("$argon2id$v=19$m=1024,t=2,p=1$")
    assert StaffAccounts(people, PEPPER).check("wangwenshu", RIGHT, now=NOW).person_id == clerk


def test_a_stolen_database_lacks_the_pepper(people, staff, clerk):
    other = StaffAccounts(people, b"another pepper of the tests")
    assert refused(lambda: other.check("wangwenshu", RIGHT, now=NOW)).code == "sign_in_failed"


def test_hashing_is_done_with_the_memory_the_rfc_asks_for():
    assert (passwords.ARGON_MEMORY_KIB, passwords.ARGON_ROUNDS) == (65_536, 3)
    hashed = passwords.Passwords(PEPPER).hash(RIGHT)
    assert hashed.startswith("$argon2id$v=19$m=65536,t=3,p=1$")


def test_a_flood_of_sign_ins_waits_for_room(monkeypatch):
    monkeypatch.setattr(passwords, "HASHING_WAIT_S_MAX", 0.01)
    hashing = passwords.Passwords(PEPPER)
    for _ in range(passwords.HASHING_AT_ONCE_MAX):
        hashing._room.acquire()
    assert refused(lambda: hashing.hash(RIGHT)).code == "people_unavailable"
    hashing._room.release()
    assert hashing.hash(RIGHT)


def test_a_login_belongs_to_one_person(people, staff, clerk):
    other = enrolled(people, "赵六")
    with pytest.raises(LoginTakenError):
        staff.add(other, "WANGWENSHU", now=NOW)
    staff.add(other, "zhaoliu", now=NOW)
    staff.add(other, "zhaoliu2", now=NOW)
    assert refused(lambda: staff.add(clerk, "new", now=NOW)).code == "staff_account_exists"
    assert refused(lambda: staff.add(uuid4(), "x", now=NOW)).code == "staff_account_missing"


def test_before_a_second_factor_the_right_password_opens_nothing(people, staff):
    person_id = enrolled(people)
    staff.add(person_id, "novice", now=NOW)
    assert refused(lambda: staff.check("novice", RIGHT, now=NOW)).code == "sign_in_failed"
    staff.set_password(person_id, RIGHT, now=NOW)
    assert refused(lambda: staff.check("novice", RIGHT, now=NOW)).code == "setup_unfinished"
    assert refused(lambda: staff.check("novice", WRONG, now=NOW)).code == "sign_in_failed"


def test_a_reset_takes_password_and_factors(staff, clerk):
    staff.reset(clerk)
    assert refused(lambda: staff.check("wangwenshu", RIGHT, now=NOW)).code == "sign_in_failed"
    assert not staff.find(clerk).is_ready


def test_erasing_a_person_leaves_no_account(people, staff, clerk):
    SetupCodes(people, PEPPER).issue(clerk, now=NOW)
    Directory(people).erase(clerk)
    with people.reading() as connection:
        for table in (staff_accounts, old_passwords, setup_codes):
            assert connection.execute(select(table)).all() == []


def test_the_first_code_can_be_replaced_until_somebody_is_set_up(people, staff):
    codes = SetupCodes(people, PEPPER)
    first, second = codes.issue_first(now=NOW), codes.issue_first(now=NOW)
    assert refused(lambda: codes.check(first, now=NOW)).code == "setup_code_wrong"
    assert codes.check(second.lower().replace("-", " "), now=NOW).is_first
    person_id = enrolled(people)
    assert codes.claim_first(second, person_id, now=NOW) == person_id
    assert codes.claim_first(second, enrolled(people), now=NOW) == person_id
    staff.add(person_id, "first", now=NOW)
    assert codes.is_first_of(person_id)
    staff.make_ready(person_id, now=NOW)
    assert not codes.is_first_of(person_id)
    assert refused(lambda: codes.check(second, now=NOW)).code == "setup_code_wrong"
    assert codes.issue_first(now=NOW) is None


def test_a_set_up_code_is_good_for_a_day(people, staff, clerk):
    codes = SetupCodes(people, PEPPER)
    code = codes.issue(clerk, now=NOW)
    end = NOW + SETUP_CODE_AGE_MAX
    assert codes.check(code, now=end - timedelta(seconds=1)).person_id == clerk
    assert refused(lambda: codes.check(code, now=end)).code == "setup_code_expired"
    assert refused(lambda: codes.check("0000-0000-0000-0000", now=NOW)).code == "setup_code_wrong"
    assert refused(lambda: codes.check("\ud800", now=NOW)).code == "setup_code_wrong"
    assert not codes.is_first_of(clerk)


def test_set_up_codes_are_kept_as_hashes(people, clerk):
    code = SetupCodes(people, PEPPER).issue(clerk, now=NOW)
    with people.reading() as connection:
        (row,) = connection.execute(select(setup_codes)).all()
    assert code.replace("-", "").encode() not in bytes(row.code_hash)
    assert len(row.code_hash) == 32
