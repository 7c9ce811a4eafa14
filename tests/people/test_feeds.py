"""Addresses of calendar feeds: one a person, kept as a hash, gone at will and with the person."""

from uuid import uuid4

from sqlalchemy import select

from people.directory import Directory
from people.feed_tables import shift_feeds
from people.feeds import ShiftFeeds
from people.store import People
from tests.people.builders import enrolled
from tests.people.conftest import NOW


def test_a_secret_opens_the_shifts_of_its_person(people: People) -> None:
    feeds, person_id = ShiftFeeds(people), enrolled(people)
    assert feeds.made_at(person_id) is None
    secret = feeds.renew(person_id, NOW)
    assert feeds.person_of(secret) == person_id
    assert feeds.made_at(person_id) == NOW
    assert feeds.person_of(secret + "x") is None
    assert feeds.person_of("") is None
    assert ShiftFeeds(people).person_of("rb_" + "A" * 43) is None


def test_what_is_kept_opens_nothing(people: People) -> None:
    secret = ShiftFeeds(people).renew(enrolled(people), NOW)
    with people.reading() as connection:
        (row,) = connection.execute(select(shift_feeds)).all()
    assert secret not in str(row)
    assert secret.encode() not in row.secret_hash


def test_a_renewed_address_ends_the_old_one(people: People) -> None:
    feeds, person_id = ShiftFeeds(people), enrolled(people)
    old, new = feeds.renew(person_id, NOW), feeds.renew(person_id, NOW)
    assert (feeds.person_of(old), feeds.person_of(new)) == (None, person_id)


def test_an_address_is_withdrawn(people: People) -> None:
    feeds, person_id, other = ShiftFeeds(people), enrolled(people), enrolled(people)
    secret, stays = feeds.renew(person_id, NOW), feeds.renew(other, NOW)
    assert feeds.withdraw(person_id)
    assert not feeds.withdraw(person_id)
    assert not feeds.withdraw(uuid4())
    assert (feeds.person_of(secret), feeds.person_of(stays)) == (None, other)


def test_an_address_goes_with_the_person(people: People) -> None:
    feeds, person_id = ShiftFeeds(people), enrolled(people)
    secret = feeds.renew(person_id, NOW)
    Directory(people).erase(person_id)
    assert feeds.person_of(secret) is None
