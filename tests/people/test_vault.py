"""The vault: nothing in plain, nothing that can be swapped, nothing left of who is erased."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import delete, event, select, update

from people.batches import BATCH_MAX
from people.cells import BrokenSealError, DataKey, new_secret
from people.directory import Directory, Person
from people.errors import IdNumberInvalidError, MasterKeyError, PhoneInvalidError
from people.formats import today_in_china
from people.keys import LocalMasterKey, MasterKeyring
from people.schema import person_keys, persons, vault_state
from people.store import People
from tests.people.builders import UNIT, enrolled
from tests.people.files import found_on_disk, in_tables_of_postgres, sealed_bytes
from tests.support.vault import MASTER_KEYS

PHONE = "13800001234"
ID_NUMBER = "11010519491231002X"
BORN_ON = date(1949, 12, 31)
NAME = "乌云其木格"
PLANTED = [it.encode() for it in (NAME, PHONE, ID_NUMBER, BORN_ON.isoformat())]


@pytest.fixture
def known(people):
    """Somebody of whom everything is known."""
    return _known(people)


def _known(people: People, name: str = NAME) -> Person:
    person = Person(uuid4(), name, UNIT, phone=PHONE, id_number=ID_NUMBER, born_on=BORN_ON)
    Directory(people).enrol([person])
    return person


def test_what_is_known_of_somebody_is_told_again(people, known):
    assert Directory(people).find(known.person_id) == known


def test_what_is_not_said_again_stays_as_it_was(people, known):
    Directory(people).enrol([Person(known.person_id, "乌云", UNIT)])
    assert Directory(people).find(known.person_id) == replace(known, display_name="乌云")

    Directory(people).enrol([Person(known.person_id, "乌云", UNIT, phone="13900001234")])
    assert Directory(people).find_by_phone(PHONE) == []
    assert Directory(people).find_by_phone("13900001234") == [known.person_id]


def test_nothing_is_in_any_file_in_plain(people, people_url, known):
    enrolled(people, "张小三")
    assert found_on_disk(people_url, [*PLANTED, "张小三".encode()]) == []


def test_the_search_of_the_files_finds_what_is_there(people, people_url, known):
    sealed = sealed_bytes(people, known.person_id)
    assert len(sealed) == 7, "a wrapped key, four cells and two hashes"
    assert found_on_disk(people_url, sealed) == sealed


def test_of_who_is_erased_neither_key_nor_cell_nor_hash_is_left_on_disk(tmp_path):
    url = f"sqlite:///{tmp_path / 'people.sqlite3'}"
    people = People(url, MASTER_KEYS)
    people.create_schema()
    gone, stays = _known(people), _known(people, "张小三")
    own = sealed_bytes(people, gone.person_id)[:5]  # the hashes are those of both

    assert Directory(people).erase(gone.person_id)

    assert found_on_disk(url, [*own, gone.person_id.bytes]) == []
    assert Directory(people).find(stays.person_id) == stays
    assert Directory(people).find_by_phone(PHONE) == [stays.person_id]
    people.close()


def test_a_destroyed_key_makes_a_person_unreadable_whatever_else_is_left(people, known):
    """A backup of `persons` alone, or a row that was dead but not swept, tells nothing."""
    with people.writing() as connection:
        connection.execute(delete(person_keys))

    directory = Directory(people)
    assert directory.find(known.person_id) is None
    assert directory.names([known.person_id]) == {}
    assert directory.find_by_phone(PHONE) == []


def test_who_comes_back_after_being_erased_has_another_key(people, known):
    before = sealed_bytes(people, known.person_id)[0]
    Directory(people).erase(known.person_id)
    Directory(people).enrol([known])

    assert sealed_bytes(people, known.person_id)[0] != before
    assert Directory(people).find(known.person_id) == known


def test_people_are_found_by_phone_and_id_number_however_they_are_typed(people, known):
    other = _known(people, "张小三")
    both = sorted([known.person_id, other.person_id])
    directory = Directory(people)

    assert directory.find_by_phone("+86 138 0000 1234") == both
    assert directory.find_by_id_number("110105 19491231 002x") == both
    assert directory.find_by_phone("13800001235") == []
    assert directory.find_by_id_number("440524188001010014") == []


def test_what_is_no_number_is_refused_in_a_look_up_too(people):
    with pytest.raises(PhoneInvalidError):
        Directory(people).find_by_phone("1")
    with pytest.raises(IdNumberInvalidError):
        Directory(people).find_by_id_number("1")


def test_the_index_tells_nothing_to_who_has_another_master_key(people, people_url, known):
    """The hash is keyed: trying all phone numbers is of no use to a thief of the database."""
    hashes = set(sealed_bytes(people, known.person_id)[-2:])
    assert hashes == {
        people.vault.index_hash("phone", PHONE),
        people.vault.index_hash("id_number", ID_NUMBER),
    }
    with people.writing() as connection:
        for table in (persons, person_keys, vault_state):
            connection.execute(delete(table))
    stranger = People(people_url, MasterKeyring([LocalMasterKey.generate()]))
    stranger.create_schema()
    assert hashes.isdisjoint(
        {
            stranger.vault.index_hash("phone", PHONE),
            stranger.vault.index_hash("id_number", ID_NUMBER),
        }
    )
    assert people.vault.index_hash("id_number", PHONE) not in hashes, "columns differ too"
    stranger.close()


def test_cells_swapped_between_people_or_columns_are_noticed(people, known):
    other = _known(people, "张小三")
    cells = {
        it: persons.c[f"{it}_sealed"] for it in ("display_name", "phone", "id_number", "born_on")
    }
    for column in cells.values():
        with people.reading() as connection:
            foreign = connection.execute(
                select(column).where(persons.c.person_id == other.person_id)
            ).scalar_one()
        _put(people, known, column.name, foreign, expect_broken=True)
    with people.reading() as connection:
        own = connection.execute(
            select(cells["phone"]).where(persons.c.person_id == known.person_id)
        ).scalar_one()
    _put(people, known, "id_number_sealed", own, expect_broken=True)
    _put(people, known, "phone_sealed", own[:-1] + bytes([own[-1] ^ 1]), expect_broken=True)
    _put(people, known, "phone_sealed", b"\x02" + own[1:], expect_broken=True)
    _put(people, known, "phone_sealed", own, expect_broken=False)


def _put(people, person, column, value, *, expect_broken):
    """Put a value into a column, look at the person, and put back what was there."""
    mine = persons.c.person_id == person.person_id
    with people.writing() as connection:
        before = connection.execute(select(persons.c[column]).where(mine)).scalar_one()
        connection.execute(update(persons).where(mine).values({column: value}))
    if expect_broken:
        with pytest.raises(BrokenSealError):
            Directory(people).find(person.person_id)
    else:
        assert Directory(people).find(person.person_id) == person
    with people.writing() as connection:
        connection.execute(update(persons).where(mine).values({column: before}))


def test_a_key_put_at_another_person_opens_nothing(people, known):
    other = _known(people, "张小三")
    with people.writing() as connection:
        foreign = select(person_keys.c.wrapped).where(person_keys.c.person_id == other.person_id)
        wrapped = connection.execute(foreign).scalar_one()
        connection.execute(
            update(person_keys)
            .where(person_keys.c.person_id == known.person_id)
            .values(wrapped=wrapped)
        )
    with pytest.raises(MasterKeyError):
        Directory(people).find(known.person_id)


def test_the_same_text_is_never_sealed_the_same_twice():
    key = DataKey(uuid4(), new_secret())
    assert key.seal("phone", PHONE) != key.seal("phone", PHONE)
    assert key.seal("phone", PHONE)[0] == 1, "the version comes first"


def test_two_hundred_names_take_one_query(people):
    crowd = [Person(uuid4(), f"居民{number}", UNIT) for number in range(200)]
    directory = Directory(people)
    directory.enrol(crowd)
    statements = []
    event.listen(
        people._engine,
        "before_cursor_execute",
        lambda *args: statements.append(args[2]),
    )

    names = directory.names(it.person_id for it in crowd)

    assert names == {it.person_id: it.display_name for it in crowd}
    assert len([it for it in statements if it.startswith("SELECT")]) == 1


def test_another_process_reads_what_one_enrolled(people, elsewhere, known):
    assert Directory(elsewhere).find_by_phone(PHONE) == [known.person_id]
    assert Directory(elsewhere).find(known.person_id) == known


def test_an_exchanged_master_key_is_noticed_and_changes_nothing(people, people_url, known):
    stranger = People(people_url, MasterKeyring([LocalMasterKey.generate()]))
    for refused in (stranger.vault.check, stranger.create_schema):
        with pytest.raises(MasterKeyError, match=MASTER_KEYS.newest.key_id):
            refused()
    with pytest.raises(MasterKeyError):
        Directory(stranger).enrol([Person(uuid4(), "张三", UNIT)])
    assert stranger.vault.sealed_with() == MASTER_KEYS.newest.key_id
    stranger.close()
    people.vault.check()
    assert Directory(people).find(known.person_id) == known


def test_a_key_that_only_has_the_right_name_is_noticed_too(people, people_url):
    impostor = LocalMasterKey.generate()
    impostor.key_id = MASTER_KEYS.newest.key_id
    store = People(people_url, MasterKeyring([impostor]))
    with pytest.raises(MasterKeyError):
        store.vault.check()
    store.close()


def test_a_database_without_tables_says_that_init_was_not_run(people_url):
    store = People(people_url, MASTER_KEYS)
    assert store.vault.sealed_with() is None
    with pytest.raises(MasterKeyError, match="redbee init"):
        store.vault.check()
    store.close()


def test_a_vault_that_lost_its_state_is_not_sealed_anew(people, known):
    with people.writing() as connection:
        connection.execute(delete(vault_state))
    with pytest.raises(MasterKeyError, match="restore"):
        people.create_schema()


def test_after_a_rotation_the_new_key_opens_everything_and_the_old_one_nothing(people, people_url):
    crowd = [Person(uuid4(), f"居民{number}", UNIT) for number in range(BATCH_MAX + 1)]
    Directory(people).enrol(crowd)
    known, new = _known(people), LocalMasterKey.generate()
    seen = []

    assert people.vault.rotate(new, lambda *it: seen.append(it)) == BATCH_MAX + 2

    assert seen == [(BATCH_MAX, BATCH_MAX + 2), (BATCH_MAX + 2, BATCH_MAX + 2)]
    after = People(people_url, MasterKeyring([new]))
    after.vault.check()
    assert Directory(after).find(known.person_id) == known
    assert Directory(after).find_by_phone(PHONE) == [known.person_id]
    assert len(Directory(after).names(it.person_id for it in crowd)) == len(crowd)
    with pytest.raises(MasterKeyError):
        people.vault.check()
    after.close()


def test_an_interrupted_rotation_goes_on_and_nobody_is_lost_meanwhile(people, people_url):
    crowd = [Person(uuid4(), f"居民{number}", UNIT) for number in range(BATCH_MAX + 1)]
    Directory(people).enrol(crowd)
    new = LocalMasterKey.generate()
    both = People(people_url, MasterKeyring([*MASTER_KEYS.keys, new]))

    def cut_the_power(done, total):
        raise KeyError

    with pytest.raises(KeyError):
        both.vault.rotate(new, cut_the_power)
    newcomer = _known(both)
    assert len(Directory(both).names(it.person_id for it in crowd)) == len(crowd)

    assert both.vault.rotate(new) == 1, "the rest, and not who came meanwhile"
    assert both.vault.rotate(new) == 0

    after = People(people_url, MasterKeyring([new]))
    assert Directory(after).find(newcomer.person_id) == newcomer
    assert len(Directory(after).names(it.person_id for it in crowd)) == len(crowd)
    for store in (both, after):
        store.close()


def test_people_come_and_go_while_the_key_is_rotated(people, people_url):
    stays = [enrolled(people) for _ in range(20)]
    goes = [enrolled(people) for _ in range(20)]
    new = LocalMasterKey.generate()
    both = People(people_url, MasterKeyring([*MASTER_KEYS.keys, new]))
    with ThreadPoolExecutor(3) as pool:
        rotating = pool.submit(both.vault.rotate, new)
        coming = pool.submit(lambda: [enrolled(both) for _ in range(20)])
        going = pool.submit(lambda: [Directory(both).erase(it) for it in goes])
        assert all(going.result())
        rotating.result()
        came = coming.result()

    after = People(people_url, MasterKeyring([new]))
    assert set(Directory(after).names([*stays, *goes, *came])) == {*stays, *came}
    for store in (both, after):
        store.close()


def test_a_person_shows_no_numbers_when_printed():
    person = Person(uuid4(), NAME, UNIT, phone=PHONE, id_number=ID_NUMBER, born_on=BORN_ON)
    assert PHONE not in repr(person)
    assert ID_NUMBER not in repr(person)
    assert "1949" not in repr(person)


def test_nobody_is_enrolled_with_numbers_that_are_none():
    with pytest.raises(PhoneInvalidError):
        Person(uuid4(), NAME, UNIT, phone="12345678901")
    with pytest.raises(IdNumberInvalidError):
        Person(uuid4(), NAME, UNIT, id_number="110105194912310021")
    with pytest.raises(ValueError, match="future"):
        Person(uuid4(), NAME, UNIT, born_on=today_in_china() + timedelta(days=1))


def test_postgres_tables_keep_nothing_of_who_is_erased_once_they_are_vacuumed(postgres_url):
    people = People(postgres_url, MASTER_KEYS)
    people.create_schema()
    known = _known(people)
    sealed = sealed_bytes(people, known.person_id)
    assert in_tables_of_postgres(postgres_url, sealed) == sealed

    Directory(people).erase(known.person_id)
    with people._engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        connection.exec_driver_sql("VACUUM (FULL) people.persons")
        connection.exec_driver_sql("VACUUM (FULL) people.person_keys")

    assert in_tables_of_postgres(postgres_url, sealed) == []
    people.close()
