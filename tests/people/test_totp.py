"""One-time codes and recovery codes: what is taken, once, and when it locks."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pyotp
import pytest
from sqlalchemy import select

from people.errors import PeopleError
from people.staff import StaffAccounts
from people.staff_tables import recovery_codes, staff_accounts
from people.totp import RECOVERY_CODES, STEP_S, OneTimeCodes
from tests.people.builders import enrolled
from tests.people.conftest import NOW

PEPPER = b"a pepper of the tests"
STEP = timedelta(seconds=STEP_S)


@pytest.fixture
def codes(people) -> OneTimeCodes:
    return OneTimeCodes(people, PEPPER)


@pytest.fixture
def clerk(people) -> UUID:
    person_id = enrolled(people, "王小红")
    StaffAccounts(people, PEPPER).add(person_id, "wangwenshu", now=NOW)
    return person_id


@pytest.fixture
def secret(codes, clerk) -> str:
    """The secret of an app whose first code was taken an hour ago."""
    secret = codes.begin(clerk, "王小红").secret
    before = NOW - timedelta(hours=1)
    codes.confirm(clerk, at(secret, before), now=before)
    return secret


def at(secret, moment) -> str:
    return pyotp.TOTP(secret).at(moment)


def refusal(work) -> str:
    with pytest.raises(PeopleError) as no:
        work()
    return no.value.code


def test_a_code_counts_once(codes, clerk, secret):
    code = at(secret, NOW)
    codes.check(clerk, code, now=NOW)
    for moment in (NOW, NOW + STEP):
        assert refusal(lambda at=moment: codes.check(clerk, code, now=at)) == "second_factor_wrong"


def test_an_older_code_is_refused_after_a_later_one(codes, clerk, secret):
    codes.check(clerk, at(secret, NOW), now=NOW)
    older = at(secret, NOW - STEP)
    assert refusal(lambda: codes.check(clerk, older, now=NOW)) == "second_factor_wrong"


@pytest.mark.parametrize(
    ("steps", "taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_clocks_may_differ_by_one_step(codes, clerk, secret, steps, taken):
    code = at(secret, NOW + steps * STEP)
    if taken:
        codes.check(clerk, f"{code[:3]} {code[3:]}", now=NOW)
    else:
        assert refusal(lambda: codes.check(clerk, code, now=NOW)) == "second_factor_wrong"


def test_the_same_code_at_once_counts_once(codes, clerk, secret):
    code = at(secret, NOW)

    def attempt(_: int) -> bool:
        try:
            codes.check(clerk, code, now=NOW)
        except PeopleError:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(attempt, range(4))) == 1


def test_five_wrong_codes_lock_for_a_quarter_of_an_hour(codes, clerk, secret):
    said = [refusal(lambda: codes.check(clerk, "abcdef", now=NOW)) for _ in range(6)]
    assert said == ["second_factor_wrong"] * 5 + ["login_locked"]
    later = NOW + timedelta(minutes=15)
    codes.check(clerk, at(secret, later), now=later)


def test_a_new_app_counts_from_its_first_code(codes, clerk, secret):
    new = codes.begin(clerk, "王小红").secret
    codes.check(clerk, at(secret, NOW), now=NOW)
    assert codes.pending(clerk, "王小红").secret == new
    assert refusal(lambda: codes.confirm(clerk, "000000", now=NOW)) == "second_factor_wrong"
    codes.confirm(clerk, at(new, NOW), now=NOW)
    assert codes.pending(clerk, "王小红") is None
    assert refusal(lambda: codes.check(clerk, at(new, NOW), now=NOW)) == "second_factor_wrong"
    assert refusal(lambda: codes.check(clerk, at(secret, NOW + STEP), now=NOW + STEP)) == (
        "second_factor_wrong"
    )
    codes.check(clerk, at(new, NOW + STEP), now=NOW + STEP)


def test_without_an_app_no_code_is_taken(codes, clerk):
    assert refusal(lambda: codes.check(clerk, "000000", now=NOW)) == "second_factor_wrong"
    assert refusal(lambda: codes.confirm(clerk, "000000", now=NOW)) == "second_factor_wrong"


def test_the_address_says_whose_and_where(codes, clerk):
    address = codes.begin(clerk, "王小红").address
    parsed = pyotp.parse_uri(address)
    assert (parsed.issuer, parsed.name, parsed.digits) == ("红蜂账本", "王小红", 6)


def test_the_secret_is_sealed(people, codes, clerk, secret):
    with people.reading() as connection:
        row = connection.execute(select(staff_accounts)).one()
    assert secret.encode() not in bytes(row.totp_sealed)


def test_each_recovery_code_counts_once(people, codes, clerk, secret):
    made = codes.new_recovery_codes(clerk)
    assert len(set(made)) == RECOVERY_CODES
    codes.check(clerk, made[0].lower(), now=NOW)
    assert refusal(lambda: codes.check(clerk, made[0], now=NOW)) == "second_factor_wrong"
    assert codes.recovery_codes_left(clerk) == RECOVERY_CODES - 1
    newer = codes.new_recovery_codes(clerk)
    assert refusal(lambda: codes.check(clerk, made[1], now=NOW)) == "second_factor_wrong"
    codes.check(clerk, newer[1], now=NOW)
    with people.reading() as connection:
        rows = connection.execute(select(recovery_codes)).all()
    assert all(len(it.code_hash) == 32 for it in rows)


def test_a_recovery_code_is_nobody_elses(people, codes, clerk):
    other = enrolled(people, "赵六")
    StaffAccounts(people, PEPPER).add(other, "zhaoliu", now=NOW)
    made = codes.new_recovery_codes(clerk)
    assert refusal(lambda: codes.check(other, made[0], now=NOW)) == "second_factor_wrong"
