"""Texts that people type: sealed, bounded, and gone with whom they are about."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import delete, insert, select, update

from people.cells import BrokenSealError
from people.directory import Directory
from people.errors import TextMissingError, TextTooLongError, UnknownPersonError
from people.keys import LocalMasterKey, MasterKeyring
from people.retention import TABLE_RULES, Retention
from people.schema import person_keys
from people.store import People
from people.text_tables import texts as table
from people.texts import TEXT_LENGTH_MAX, Texts
from tests.people.builders import enrolled
from tests.people.conftest import NOW
from tests.people.files import found_on_disk
from tests.support.vault import MASTER_KEYS

WORDS = "那天我走得早，记少了"
OTHER = "活动因大雪取消"
CLERK = uuid4()


def test_a_text_is_read_again_by_its_id(people: People) -> None:
    texts, person = Texts(people), enrolled(people)
    about = texts.keep(f"  {WORDS} ", about=person, by=CLERK, now=NOW)
    house = texts.keep(OTHER, about=None, by=CLERK, now=NOW)
    assert texts.read([about, house, uuid4()]) == {about: WORDS, house: OTHER}
    assert [(it.text_id, it.body) for it in texts.about(person)] == [(about, WORDS)]
    assert WORDS not in repr(texts.about(person))


def test_nothing_typed_is_in_any_file_in_plain(people: People, people_url: str) -> None:
    texts = Texts(people)
    texts.keep(WORDS, about=enrolled(people), by=CLERK, now=NOW)
    texts.keep(OTHER, about=None, by=CLERK, now=NOW)
    assert found_on_disk(people_url, [WORDS.encode(), OTHER.encode()]) == []


def test_what_is_about_somebody_goes_with_them_and_the_rest_stays(people: People) -> None:
    texts, gone, stays = Texts(people), enrolled(people), enrolled(people)
    ids = [texts.keep(WORDS, about=it, by=stays, now=NOW) for it in (gone, stays, None)]
    Directory(people).erase(gone)
    assert set(texts.read(ids)) == set(ids[1:])
    assert not texts.has(ids[0])


def test_a_destroyed_key_makes_a_text_unreadable_whatever_else_is_left(people: People) -> None:
    texts, person = Texts(people), enrolled(people)
    text_id = texts.keep(WORDS, about=person, by=CLERK, now=NOW)
    with people.writing() as connection:
        connection.execute(delete(person_keys).where(person_keys.c.person_id == person))
    assert texts.read([text_id]) == {}
    assert texts.about(person) == []
    with pytest.raises(UnknownPersonError):
        texts.keep(WORDS, about=person, by=CLERK, now=NOW)


def test_nothing_is_kept_about_a_stranger(people: People) -> None:
    with pytest.raises(UnknownPersonError):
        Texts(people).keep(WORDS, about=uuid4(), by=CLERK, now=NOW)


def test_empty_and_long_texts_are_refused(people: People) -> None:
    texts = Texts(people)
    with pytest.raises(TextMissingError):
        texts.keep(" \n ", about=None, by=CLERK, now=NOW)
    with pytest.raises(TextTooLongError) as refused:
        texts.keep("字" * (TEXT_LENGTH_MAX + 1), about=None, by=CLERK, now=NOW)
    assert refused.value.facts == {"length_max": TEXT_LENGTH_MAX}
    assert texts.keep("字" * TEXT_LENGTH_MAX, about=None, by=CLERK, now=NOW)


def test_under_an_id_that_has_a_text_the_first_one_stays(people: People) -> None:
    texts, person, text_id = Texts(people), enrolled(people), uuid4()
    for body in (WORDS, OTHER):
        assert texts.keep(body, about=person, by=CLERK, now=NOW, text_id=text_id) == text_id
    assert texts.read([text_id]) == {text_id: WORDS}
    assert texts.drop(text_id)
    assert not texts.drop(text_id)


def test_texts_swapped_between_rows_are_noticed(people: People) -> None:
    texts, person = Texts(people), enrolled(people)
    for about in (person, None):
        one, other = (texts.keep(it, about=about, by=CLERK, now=NOW) for it in (WORDS, OTHER))
        with people.writing() as connection:
            body = connection.execute(
                select(table.c.body_sealed).where(table.c.text_id == other)
            ).scalar_one()
            connection.execute(update(table).where(table.c.text_id == one).values(body_sealed=body))
        with pytest.raises(BrokenSealError):
            texts.read([one])


def test_texts_are_readable_after_the_master_key_was_changed(
    people: People, people_url: str
) -> None:
    texts, person, new = Texts(people), enrolled(people), LocalMasterKey.generate()
    ids = [texts.keep(WORDS, about=it, by=CLERK, now=NOW) for it in (person, None)]
    both = People(people_url, MasterKeyring([*MASTER_KEYS.keys, new]))
    both.vault.rotate(new)
    after = People(people_url, MasterKeyring([new]))
    assert Texts(after).read(ids) == dict.fromkeys(ids, WORDS)
    for store in (both, after):
        store.close()


def test_texts_about_nobody_go_after_ten_years_and_others_stay(people: People) -> None:
    texts, person = Texts(people), enrolled(people)
    old, recent = NOW, NOW + timedelta(days=1)
    kept = [
        texts.keep(WORDS, about=about, by=CLERK, now=at)
        for about, at in ((None, old), (None, recent), (person, old))
    ]
    rule = next(it for it in TABLE_RULES if it.name == "unit_texts")
    ten_years_on: datetime = NOW.replace(year=NOW.year + 10, hour=23)
    assert Retention(people).due(rule, ten_years_on) == 1
    assert Retention(people).drop(rule, ten_years_on) == 1
    assert set(texts.read(kept)) == set(kept[1:])


def test_a_row_about_nobody_enrolled_cannot_be_written(people: People) -> None:
    row = {
        "text_id": uuid4(),
        "person_id": uuid4(),
        "written_by": CLERK,
        "written_at": NOW,
        "body_sealed": b"x",
    }
    with pytest.raises(UnknownPersonError), people.writing_for_persons() as connection:
        connection.execute(insert(table), row)
