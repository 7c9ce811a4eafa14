"""The directory: enrol, find, list, erase."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from people.access import AccessTokens, TokenKind
from people.batches import BATCH_MAX
from people.directory import Directory, Person
from people.errors import SignInRefusedError, UnknownPersonError
from people.logins import Logins
from people.roles import Role
from people.schema import access_tokens, passcodes, person_keys, persons, sign_in_attempts
from tests.people.builders import UNIT, enrolled
from tests.people.conftest import NOW

PEPPER = b"a pepper of the tests"
MONGOLIAN = "ᠪᠠᠶᠠᠷ ᠤᠨ ᠰᠠᠷᠠᠨ᠋"


def test_who_is_enrolled_is_found_with_everything_said(people):
    person = Person(uuid4(), MONGOLIAN, UNIT, listed=True)

    Directory(people).enrol([person])

    assert Directory(people).find(person.person_id) == person
    assert Directory(people).find(uuid4()) is None


def test_enrolling_again_updates_name_and_unit_and_doubles_nobody(people):
    directory = Directory(people)
    person_id = enrolled(people, "张三")

    directory.enrol([Person(person_id, "张三丰", "150104003006")] * 2)

    assert directory.find(person_id) == Person(person_id, "张三丰", "150104003006")
    with people.reading() as connection:
        assert connection.execute(select(func.count()).select_from(persons)).scalar_one() == 1


@pytest.mark.parametrize("decided", [True, False])
def test_an_import_does_not_overrule_what_somebody_decided_about_being_listed(people, decided):
    directory = Directory(people)
    person_id = enrolled(people, listed=not decided)
    directory.set_listed(person_id, decided)

    directory.enrol([Person(person_id, "张三", UNIT, listed=not decided)])

    found = directory.find(person_id)
    assert found is not None
    assert found.listed is decided


def test_a_crowd_larger_than_a_batch_is_enrolled_and_named(people):
    crowd = [Person(uuid4(), f"居民{number}", UNIT) for number in range(BATCH_MAX + 1)]

    Directory(people).enrol(iter(crowd))

    names = Directory(people).names([*(it.person_id for it in crowd), uuid4()])
    assert names == {it.person_id: it.display_name for it in crowd}


def test_boards_get_masked_names_of_those_who_agreed_only(people):
    agreed, silent = enrolled(people, "乌云其木格", listed=True), enrolled(people, "张三")

    listed = Directory(people).listed_names([agreed, silent, uuid4()])

    assert listed == {agreed: "乌**格"}


def test_who_withdraws_is_listed_no_more(people):
    directory = Directory(people)
    person_id = enrolled(people, listed=True)

    directory.set_listed(person_id, listed=False)

    assert directory.listed_names([person_id]) == {}


def test_a_stranger_cannot_be_listed(people):
    with pytest.raises(UnknownPersonError):
        Directory(people).set_listed(uuid4(), listed=True)


@pytest.mark.parametrize(
    ("name", "unit"), [("", UNIT), ("张" * 51, UNIT), ("张三", ""), ("张三", "1" * 33)]
)
def test_what_is_no_person_is_refused_before_the_database(name, unit):
    with pytest.raises(ValueError, match="characters"):
        Person(uuid4(), name, unit)


def test_erasing_takes_the_row_the_tokens_and_the_passcodes_of_one_person_only(people):
    gone, stays = enrolled(people), enrolled(people)
    tokens, logins = AccessTokens(people), Logins(people, PEPPER)
    for number, person_id in enumerate((gone, stays)):
        order = {"person_id": person_id, "role": Role.VOLUNTEER, "unit_code": UNIT, "now": NOW}
        tokens.issue(kind=TokenKind.SESSION, ttl=timedelta(days=1), label="", **order)
        logins.set_passcode(f"ZY{number}", "246810", **order)
        with pytest.raises(SignInRefusedError):
            logins.check(f"ZY{number}", "wrong passcode", now=NOW)

    assert Directory(people).erase(gone) is True

    with people.reading() as connection:
        for table in (persons, person_keys, access_tokens, passcodes):
            assert connection.execute(select(table.c.person_id)).scalars().all() == [stays]
        attempts = select(func.count()).select_from(sign_in_attempts)
        assert connection.execute(attempts).scalar_one() == 1
    assert Directory(people).erase(gone) is False


def test_a_token_of_an_erased_person_stops_working_at_once(people):
    person_id = enrolled(people)
    tokens = AccessTokens(people)
    secret, grant = tokens.issue(
        person_id=person_id,
        role=Role.VOLUNTEER,
        unit_code=UNIT,
        kind=TokenKind.SESSION,
        ttl=timedelta(days=1),
        label="",
        now=NOW,
    )
    assert tokens.find(secret, now=NOW) == grant

    Directory(people).erase(person_id)

    assert tokens.find(secret, now=NOW) is None
