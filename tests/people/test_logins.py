"""Sign-in: who is let in, who is not, and what the refusal gives away."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from people.attempts import FAILURES_MAX, LOCK_AGE_MAX, PURGED_AT_ONCE_MAX
from people.errors import LoginTakenError, PeopleError, SignInRefusedError, UnknownPersonError
from people.logins import Login, Logins, NewPasscode
from people.passcodes import Hasher
from people.roles import Role
from people.schema import passcodes, sign_in_attempts
from tests.people.builders import UNIT, enrolled
from tests.people.conftest import NOW

PEPPER = b"a pepper of the tests"
DAY = timedelta(days=1)
RIGHT, WRONG = "246810", "135791"


@pytest.fixture
def logins(people) -> Logins:
    return Logins(people, PEPPER)


@pytest.fixture
def bao(people, logins) -> UUID:
    """A volunteer with the login ZY001 and the right passcode."""
    person_id = enrolled(people, "包小宝")
    set_passcode(logins, person_id)
    return person_id


def set_passcode(logins, person_id, login="ZY001", passcode=RIGHT) -> None:
    logins.set_passcode(
        login, passcode, person_id=person_id, role=Role.VOLUNTEER, unit_code=UNIT, now=NOW
    )


def refusal(logins, login, passcode, now=NOW) -> SignInRefusedError:
    with pytest.raises(SignInRefusedError) as no:
        logins.check(login, passcode, now=now)
    return no.value


def fail(logins, times, login="ZY001", now=NOW) -> list[str]:
    return [refusal(logins, login, WRONG, now).code for _ in range(times)]


def test_the_right_passcode_tells_who_signed_in_and_what_as(people, logins):
    person_id, place_id = enrolled(people), uuid4()
    logins.set_passcode(
        "GH77",
        RIGHT,
        person_id=person_id,
        role=Role.SHOP_KEEPER,
        unit_code=UNIT,
        place_id=place_id,
        now=NOW,
    )

    signed_in = logins.check("GH77", RIGHT, now=NOW)

    assert signed_in == Login(
        person_id=person_id, role=Role.SHOP_KEEPER, unit_code=UNIT, place_id=place_id
    )


def test_full_width_typing_with_spaces_signs_in(logins, bao):
    assert logins.check(" ｚｙ ００１ ", "２４６ ８１０", now=NOW).person_id == bao


@pytest.mark.usefixtures("bao")
def test_a_wrong_passcode_and_a_login_nobody_has_are_refused_alike(logins):
    wrong, unknown = refusal(logins, "ZY001", WRONG), refusal(logins, "ZY999", RIGHT)

    assert (wrong.code, wrong.facts, str(wrong)) == (unknown.code, unknown.facts, str(unknown))
    assert wrong.code == "sign_in_failed"


@pytest.mark.usefixtures("bao")
@pytest.mark.parametrize("login", ["ZY001", "ZY999"])
def test_the_slow_work_is_done_whether_or_not_anybody_has_the_login(logins, login, monkeypatch):
    hashed: list[str] = []
    hash_for_real = Hasher.passcode_hash

    def watched(self: Hasher, passcode: str, salt: bytes) -> bytes:
        hashed.append(passcode)
        return hash_for_real(self, passcode, salt)

    monkeypatch.setattr(Hasher, "passcode_hash", watched)
    refusal(logins, login, WRONG)

    assert hashed == [WRONG]


@pytest.mark.usefixtures("bao")
@pytest.mark.parametrize("login", ["ZY001", "ZY999"])
def test_five_failures_lock_a_login_for_fifteen_minutes_whether_or_not_anybody_has_it(
    logins, login
):
    assert fail(logins, FAILURES_MAX, login) == ["sign_in_failed"] * 5

    locked = refusal(logins, login, RIGHT, NOW + timedelta(seconds=60))

    assert (locked.code, locked.facts) == ("login_locked", {"retry_after_s": 840})


def test_the_lock_ends_by_itself_and_trying_does_not_prolong_it(logins, bao):
    fail(logins, FAILURES_MAX)
    last = NOW + LOCK_AGE_MAX - timedelta(microseconds=1)
    assert fail(logins, 3, now=last) == ["login_locked"] * 3
    assert refusal(logins, "ZY001", RIGHT, last).facts == {"retry_after_s": 1}

    assert logins.check("ZY001", RIGHT, now=NOW + LOCK_AGE_MAX).person_id == bao


def test_signing_in_forgets_the_failures_before(logins, bao):
    for _ in range(2):
        fail(logins, FAILURES_MAX - 1)
        assert logins.check("ZY001", RIGHT, now=NOW).person_id == bao


@pytest.mark.usefixtures("bao")
def test_failures_far_apart_do_not_add_up(logins):
    fail(logins, FAILURES_MAX - 1)

    later = NOW + LOCK_AGE_MAX
    assert fail(logins, FAILURES_MAX, now=later) == ["sign_in_failed"] * 5
    assert fail(logins, 1, now=later) == ["login_locked"]


def test_one_persons_lock_is_nobody_elses(people, logins, bao):
    other = enrolled(people)
    set_passcode(logins, other, "ZY002")
    fail(logins, FAILURES_MAX, "ZY002")

    assert logins.check("ZY001", RIGHT, now=NOW).person_id == bao


@pytest.mark.usefixtures("bao")
def test_guesses_sent_at_once_to_two_processes_are_not_more_guesses(people, elsewhere):
    doors = [Logins(people, PEPPER), Logins(elsewhere, PEPPER)]
    with ThreadPoolExecutor(8) as pool:
        codes = pool.map(lambda turn: fail(doors[turn % 2], 1)[0], range(20))

    assert Counter(codes) == {"sign_in_failed": FAILURES_MAX, "login_locked": 15}


@pytest.mark.usefixtures("bao")
def test_oversized_input_is_refused_like_any_other(logins):
    assert refusal(logins, "Z" * 100_000, RIGHT).code == "sign_in_failed"
    assert refusal(logins, "ZY001", "1" * 100_000).code == "sign_in_failed"


def test_a_new_passcode_replaces_the_old_one_and_ends_the_lock(logins, bao):
    fail(logins, FAILURES_MAX)

    set_passcode(logins, bao, passcode="112358")

    assert logins.check("ZY001", "112358", now=NOW).person_id == bao
    assert refusal(logins, "ZY001", RIGHT).code == "sign_in_failed"


def test_nobody_takes_over_the_login_of_another(people, logins, bao):
    with pytest.raises(LoginTakenError):
        set_passcode(logins, enrolled(people), "ｚｙ001", "112358")

    assert logins.check("ZY001", RIGHT, now=NOW).person_id == bao


def test_two_persons_in_one_list_cannot_share_a_login(people, logins):
    news = [_new(enrolled(people), "QS1"), _new(enrolled(people), "qs1")]

    with pytest.raises(LoginTakenError):
        logins.set_passcodes(news, now=NOW)

    assert refusal(logins, "QS1", RIGHT).code == "sign_in_failed"


def test_a_stranger_gets_no_passcode(logins):
    with pytest.raises(UnknownPersonError):
        set_passcode(logins, uuid4())


def test_passcodes_of_a_whole_team_are_set_at_once(people, logins):
    team = {f"DY{number}": enrolled(people) for number in range(12)}

    logins.set_passcodes((_new(person_id, login) for login, person_id in team.items()), now=NOW)

    for login, person_id in team.items():
        assert logins.check(login, RIGHT, now=NOW).person_id == person_id


def test_another_pepper_lets_nobody_in(people, bao):
    assert refusal(Logins(people, b"not the same pepper"), "ZY001", RIGHT).code == "sign_in_failed"
    assert Logins(people, PEPPER).check("ZY001", RIGHT, now=NOW).person_id == bao


def test_same_passcodes_are_kept_differently_and_neither_they_nor_logins_can_be_read(
    people, logins, bao
):
    set_passcode(logins, enrolled(people), "ZY002")

    with people.reading() as connection:
        rows = connection.execute(select(passcodes)).all()
    assert len({row.passcode_hash for row in rows}) == len({row.salt for row in rows}) == 2
    assert not any(word in repr(rows) for word in ("ZY00", RIGHT))


def test_counts_of_passing_guessers_do_not_pile_up(people, logins):
    for number in range(3):
        fail(logins, 1, f"GUESS{number}")

    fail(logins, 1, "LATER", NOW + LOCK_AGE_MAX)

    with people.reading() as connection:
        assert len(connection.execute(select(sign_in_attempts)).all()) == 1


def test_an_old_count_is_no_count_even_when_there_are_too_many_to_drop(people, logins, bao):
    hasher = Hasher(PEPPER)
    rows = [
        {
            "login_hash": hasher.login_hash(f"GUESS{number}"),
            "failures": FAILURES_MAX,
            "counted_at": NOW - DAY,
        }
        for number in range(PURGED_AT_ONCE_MAX + 10)
    ]
    rows.append(rows[0] | {"login_hash": hasher.login_hash("ZY001"), "counted_at": NOW - DAY / 2})
    with people.writing() as connection:
        connection.execute(sign_in_attempts.insert(), rows)

    assert fail(logins, 2) == ["sign_in_failed"] * 2
    assert logins.check("ZY001", RIGHT, now=NOW).person_id == bao


def test_every_refusal_of_this_room_has_a_code_of_its_own():
    codes = [kind.code for kind in PeopleError.__subclasses__() if "code" in vars(kind)]

    assert len(codes) == len(set(codes)) > 15


def _new(person_id: UUID, login: str) -> NewPasscode:
    return NewPasscode(
        login=login, passcode=RIGHT, person_id=person_id, role=Role.VOLUNTEER, unit_code=UNIT
    )
