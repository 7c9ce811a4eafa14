"""Ages by the day, 29 February too; the index of minors holds no birthday and follows erasing."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from people.ages import birthday, is_younger
from people.directory import Directory, Person
from people.formats import check_character
from people.minor_tables import minors
from people.notices import Notice, Notices
from people.store import People

UNIT = "150104003005"
TODAY = date(2026, 12, 1)
BIRTHDAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))
LEAP_DAYS = st.sampled_from([date(year, 2, 29) for year in range(1904, 2097, 4)])


@given(born_on=BIRTHDAYS | LEAP_DAYS, age=st.integers(1, 120))
def test_an_age_begins_on_one_day_and_never_ends(born_on: date, age: int) -> None:
    day = birthday(born_on, age)
    assert day.year == born_on.year + age
    assert is_younger(born_on, age, day - timedelta(days=1))
    assert not is_younger(born_on, age, day)
    assert not is_younger(born_on, age, day + timedelta(days=1))


@given(born_on=LEAP_DAYS, age=st.sampled_from([8, 14, 18]))
def test_who_was_born_on_29_february_is_protected_until_1_march(born_on: date, age: int) -> None:
    day = birthday(born_on, age)
    leap = day.year % 4 == 0 and (day.year % 100 != 0 or day.year % 400 == 0)
    assert (day.month, day.day) == ((2, 29) if leap else (3, 1))


@given(born_on=BIRTHDAYS | LEAP_DAYS, days=st.integers(0, 40_000))
def test_nobody_becomes_a_minor_again(born_on: date, days: int) -> None:
    day = born_on + timedelta(days=days)
    if not is_younger(born_on, 18, day):
        assert not is_younger(born_on, 18, day + timedelta(days=1))


def enrolled(people: People, **known: object) -> UUID:
    person_id = uuid4()
    person = Person(person_id, "王小兰", UNIT, **known)  # type: ignore[arg-type]
    Directory(people).enrol([person], today=TODAY)
    return person_id


@pytest.mark.parametrize(
    ("born_on", "minor"),
    [(date(2013, 1, 20), True), (date(2008, 12, 2), True), (date(2008, 12, 1), False)],
)
def test_the_index_knows_minors_and_no_adult(people: People, born_on: date, *, minor: bool) -> None:
    person_id, directory = enrolled(people, born_on=born_on), Directory(people)
    assert directory.minors.born_on(person_id) == (born_on if minor else None)
    assert directory.minors.is_minor(person_id, TODAY) is minor
    assert not directory.minors.is_minor(uuid4(), TODAY)


def test_a_minor_of_today_is_of_age_one_day(people: People) -> None:
    person_id, directory = enrolled(people, born_on=date(2013, 1, 20)), Directory(people)
    assert directory.minors.is_minor(person_id, date(2031, 1, 19))
    assert not directory.minors.is_minor(person_id, date(2031, 1, 20))


def test_the_index_holds_no_birthday(people: People) -> None:
    person_id = enrolled(people, born_on=date(2013, 1, 20))
    with people.reading() as connection:
        (row,) = connection.execute(select(minors)).all()
    assert (row.person_id, row.until_year) == (person_id, 2031)
    assert set(row._mapping) == {"person_id", "until_year", "noted_at"}


def test_a_birthday_that_was_wrong_is_put_right(people: People) -> None:
    person_id, directory = enrolled(people, born_on=date(2013, 1, 20)), Directory(people)
    assert directory.minors.is_minor(person_id, TODAY)
    grown = Person(person_id, "王小兰", UNIT, born_on=date(1983, 1, 20))
    directory.enrol([grown], today=TODAY)
    assert not directory.minors.is_minor(person_id, TODAY)


def test_an_erased_minor_is_in_no_index(people: People) -> None:
    person_id, directory = enrolled(people, born_on=date(2013, 1, 20)), Directory(people)
    directory.erase(person_id)
    assert directory.minors.born_on(person_id) is None
    with people.reading() as connection:
        assert connection.execute(select(minors)).all() == []


def test_an_adults_id_number_does_not_make_us_keep_the_birthday(
    people: People,
) -> None:
    adult = enrolled(people, id_number="11010519491231002X")
    found = Directory(people).find(adult)
    assert found is not None
    assert found.born_on is None


def test_a_childs_id_number_tells_the_birthday(people: People) -> None:
    first_17 = "15010420130120000"
    number = first_17 + check_character(first_17)
    child = enrolled(people, id_number=number)
    Directory(people).destroy_id_number(child)
    assert Directory(people).minors.born_on(child) == date(2013, 1, 20)


def test_destroying_an_id_number_leaves_the_rest(people: People) -> None:
    person_id = enrolled(people, id_number="11010519491231002X", phone="13900000001")
    directory = Directory(people)
    assert directory.destroy_id_number(person_id)
    assert not directory.destroy_id_number(person_id)
    found = directory.find(person_id)
    assert found is not None
    assert (found.id_number, found.phone) == (None, "13900000001")
    assert directory.find_by_id_number("11010519491231002X") == []


def test_notices_are_in_force_from_their_day() -> None:
    first = Notice(1, date(2026, 1, 1), frozenset(), (), ())
    second = Notice(2, date(2026, 3, 1), frozenset({"ranking"}), (), ())
    notices = Notices((first, second))
    assert notices.in_force(date(2025, 1, 1)) is first
    assert notices.in_force(date(2026, 2, 28)) is first
    assert notices.in_force(date(2026, 3, 1)) is second
    assert notices.of(2, date(2026, 2, 28)) is None
    assert notices.changed_in("ranking", date(2026, 3, 1)) == 2
    assert notices.changed_in("station", date(2026, 3, 1)) == 1
    with pytest.raises(ValueError, match="numbered"):
        Notices((second, first))
