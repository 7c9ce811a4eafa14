"""Photos: sealed, found again, and gone when their time or their person is."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from PIL import Image
from sqlalchemy import delete, select, update

from people.cells import BrokenSealError
from people.directory import Directory
from people.errors import UnknownPersonError
from people.photo_errors import PhotoInUseError, PhotoNotFoundError, PhotoUnreadableError
from people.photo_index import Likeness
from people.photo_tables import photo_hashes
from people.photo_tables import photos as table
from people.photos import Photos
from people.retention import (
    PHOTO_MARKS_YEARS,
    PHOTOS_UNUSED_DAYS,
    TABLE_RULES,
    Retention,
    years_before,
)
from people.schema import person_keys
from people.store import People
from tests.people.builders import enrolled
from tests.people.conftest import NOW
from tests.people.files import found_on_disk
from tests.support.pictures import encoded, jpeg, scene

BY = uuid4()
DAY = timedelta(days=1)


def kept(people: People, seed: int = 1, *, about: UUID | None = None, by: UUID = BY) -> UUID:
    return Photos(people).keep(jpeg(seed), about=about, by=by, now=NOW).photo_id


def drop(people: People, name: str, days: float) -> int:
    rule = next(it for it in TABLE_RULES if it.name == name)
    return Retention(people).drop(rule, NOW + timedelta(days=days))


def test_a_photo_is_shown_again_in_two_sizes(people: People) -> None:
    photos, person = Photos(people), enrolled(people)
    for about in (person, None):
        photo = photos.keep(jpeg(), about=about, by=BY, now=NOW)
        picture, thumbnail = photos.read(photo.photo_id), photos.thumbnail(photo.photo_id)
        assert picture is not None
        assert thumbnail is not None
        assert len(thumbnail) < len(picture)
        known = photos.find(photo.photo_id)
        assert known is not None
        assert (known.person_id, known.sent_by, known.sent_at) == (about, BY, NOW)
        assert (known.width, known.height, known.hash) == (800, 600, photo.hash)
    assert [it.person_id for it in photos.about(person)] == [person]
    assert photos.read(uuid4()) is photos.find(uuid4()) is None


def test_no_file_holds_a_picture_in_plain(people: People, people_url: str) -> None:
    photos = Photos(people)
    ids = [kept(people, 1, about=enrolled(people)), kept(people, 2)]
    planted = [(photos.read(it) or b"")[200:260] for it in ids]
    planted += [(photos.thumbnail(it) or b"")[200:260] for it in ids]
    assert all(planted)
    assert found_on_disk(people_url, [*planted, b"\xff\xd8\xff\xe0\x00\x10JFIF"]) == []


def test_under_an_id_that_has_a_photo_that_one_stays(people: People) -> None:
    photos, photo_id = Photos(people), uuid4()
    first = photos.keep(jpeg(1), about=None, by=BY, now=NOW, photo_id=photo_id)
    again = photos.keep(jpeg(2), about=None, by=BY, now=NOW, photo_id=photo_id)
    assert again == first
    assert again.hash == first.hash


def test_what_is_refused_leaves_nothing(people: People) -> None:
    photos = Photos(people)
    with pytest.raises(PhotoUnreadableError):
        photos.keep(jpeg()[:500], about=None, by=BY, now=NOW)
    with pytest.raises(UnknownPersonError):
        photos.keep(jpeg(), about=uuid4(), by=BY, now=NOW)
    with people.reading() as connection:
        assert connection.execute(select(table.c.photo_id)).all() == []
        assert connection.execute(select(photo_hashes.c.photo_id)).all() == []


def test_the_same_file_of_somebody_else_was_seen_before(people: People) -> None:
    photos, other = Photos(people), uuid4()
    first = kept(people)
    again = photos.keep(jpeg(), about=None, by=other, now=NOW)
    assert (again.seen_before, again.is_same_file) == (first, True)


def test_a_picture_saved_again_was_seen_before(people: People) -> None:
    photos, other = Photos(people), uuid4()
    for seed in range(5, 15):
        kept(people, seed)
    first = kept(people)
    copy = encoded(scene().resize((640, 480)), "WEBP", quality=50)
    again = photos.keep(copy, about=None, by=other, now=NOW)
    assert (again.seen_before, again.is_same_file) == (first, False)
    alike = photos.similar(again.perceptual_hash)
    assert {it.photo_id for it in alike} == {first, again.photo_id}
    assert alike[0].bits == 0


def test_what_one_sent_twice_for_one_thing_counts_as_seen_only_when_it_was_used(
    people: People,
) -> None:
    photos = Photos(people)
    first = kept(people)
    second = photos.keep(jpeg(), about=None, by=BY, now=NOW)
    assert second.seen_before is None
    assert photos.used_before(second.photo_id) is None
    photos.record([first], NOW)
    assert photos.keep(jpeg(), about=None, by=BY, now=NOW).seen_before == first
    used = photos.used_before(second.photo_id)
    assert used == Likeness(first, is_same_file=True, bits=0)
    assert photos.used_before(first) is None


def test_dark_pictures_are_found_by_their_file_only(people: People) -> None:
    photos = Photos(people)
    dark = [encoded(Image.new("RGB", (99, 99), (shade,) * 3)) for shade in (10, 11)]
    first = photos.keep(dark[0], about=None, by=BY, now=NOW)
    assert first.perceptual_hash == ""
    assert photos.keep(dark[1], about=None, by=uuid4(), now=NOW).seen_before is None
    assert photos.keep(dark[0], about=None, by=uuid4(), now=NOW).seen_before == first.photo_id


def test_a_used_picture_is_found_when_it_is_long_gone_and_nobody_is_named(people: People) -> None:
    photos, person = Photos(people), enrolled(people)
    first = kept(people, about=person, by=person)
    photos.record([first], NOW)
    Directory(people).erase(person)
    assert photos.read(first) is photos.find(first) is None
    again = photos.keep(jpeg(), about=None, by=uuid4(), now=NOW)
    assert again.seen_before == first
    with people.reading() as connection:
        row = connection.execute(select(photo_hashes).where(photo_hashes.c.photo_id == first)).one()
    assert person not in tuple(row)


def test_photos_go_with_whom_they_are_about_and_no_others(people: People) -> None:
    photos, gone, stays = Photos(people), enrolled(people), enrolled(people)
    ids = [kept(people, at, about=it) for at, it in enumerate((gone, stays, None))]
    Directory(people).erase(gone)
    assert set(photos.of(ids)) == set(ids[1:])


def test_a_destroyed_key_makes_a_photo_unreadable_whatever_else_is_left(people: People) -> None:
    photos, person = Photos(people), enrolled(people)
    photo_id = kept(people, about=person)
    with people.writing() as connection:
        connection.execute(delete(person_keys).where(person_keys.c.person_id == person))
    assert photos.read(photo_id) is photos.thumbnail(photo_id) is None


def test_pictures_cannot_be_swapped_in_the_database(people: People) -> None:
    photos, person = Photos(people), enrolled(people)
    one, other = (kept(people, seed, about=person) for seed in (1, 2))
    with people.writing() as connection:
        query = select(table.c.picture_sealed).where(table.c.photo_id == one)
        stolen = connection.execute(query).scalar_one()
        changing = update(table).where(table.c.photo_id == other)
        connection.execute(changing.values(picture_sealed=stolen))
    with pytest.raises(BrokenSealError):
        photos.read(other)


def test_whoever_sent_a_photo_takes_it_back_until_it_is_used(people: People) -> None:
    photos = Photos(people)
    photo_id, used = kept(people, 1), kept(people, 2)
    photos.record([used], NOW)
    with pytest.raises(PhotoNotFoundError):
        photos.take_back(photo_id, uuid4())
    photos.take_back(photo_id, BY)
    with pytest.raises(PhotoNotFoundError):
        photos.take_back(photo_id, BY)
    with pytest.raises(PhotoInUseError):
        photos.take_back(used, BY)
    assert not photos.drop(used)
    assert photos.read(used)
    assert photos.keep(jpeg(1), about=None, by=uuid4(), now=NOW).seen_before is None


def test_an_unused_photo_goes_after_a_week_with_its_marks(people: People) -> None:
    photo_id = kept(people)
    assert drop(people, "unused_photos", PHOTOS_UNUSED_DAYS - 0.1) == 0
    assert drop(people, "photo_marks", PHOTOS_UNUSED_DAYS + 1) == 0
    assert drop(people, "unused_photos", PHOTOS_UNUSED_DAYS + 0.1) == 1
    assert Photos(people).find(photo_id) is None
    assert drop(people, "photo_marks", PHOTOS_UNUSED_DAYS + 0.1) == 1


def test_a_used_photo_goes_after_a_year_and_its_marks_after_ten(people: People) -> None:
    photos = Photos(people)
    photos.record([kept(people)], NOW)
    assert drop(people, "unused_photos", 400) == drop(people, "photos", 364) == 0
    assert drop(people, "photos", 367) == 1
    assert drop(people, "photo_marks", 3_640) == 0
    assert years_before(NOW + 3_655 * DAY, PHOTO_MARKS_YEARS) > NOW
    assert drop(people, "photo_marks", 3_655) == 1


def test_an_open_appeal_holds_a_photo_and_its_end_begins_another_year(people: People) -> None:
    photos = Photos(people)
    photo_id = kept(people)
    photos.record([photo_id], NOW)
    photos.hold([photo_id])
    assert drop(people, "photos", 800) == 0
    photos.release([photo_id], NOW + 800 * DAY)
    assert drop(people, "photos", 1_100) == 0
    assert drop(people, "photos", 1_170) == 1


def test_recording_twice_does_not_prolong_the_term(people: People) -> None:
    photos = Photos(people)
    photo_id = kept(people)
    photos.record([photo_id], NOW)
    photos.record([photo_id], NOW + 300 * DAY)
    assert drop(people, "photos", 367) == 1
