"""The store: opening, creating, waiting, giving up."""

import socket
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import StatementError

from people import engines
from people.directory import Directory, Person
from people.errors import PeopleUnavailableError
from people.schema import persons
from people.store import People
from tests.people.builders import UNIT, enrolled
from tests.support.vault import MASTER_KEYS


def test_creating_the_tables_again_keeps_what_is_there(people):
    person_id = enrolled(people)

    people.create_schema()

    assert Directory(people).find(person_id) is not None


def test_two_processes_may_create_the_tables_at_once(people_url):
    stores = [People(people_url, MASTER_KEYS) for _ in range(4)]
    with ThreadPoolExecutor(len(stores)) as pool:
        list(pool.map(People.create_schema, stores))

    for store in stores:
        assert Directory(store).names([uuid4()]) == {}
        store.close()


def test_what_fails_half_way_leaves_nothing_behind(people):
    person_id = uuid4()
    row = {"person_id": person_id, "display_name_sealed": b"x", "unit_code": UNIT}

    def write_and_fail():
        with people.writing() as connection:
            connection.execute(persons.insert(), row)
            raise KeyError

    with pytest.raises(KeyError):
        write_and_fail()
    assert Directory(people).find(person_id) is None


def test_many_threads_write_without_losing_anything(people):
    with ThreadPoolExecutor(8) as pool:
        ids = list(pool.map(lambda _: enrolled(people), range(80)))

    assert Directory(people).names(ids) == dict.fromkeys(ids, "张小三")


def test_a_moment_without_a_zone_is_refused(people):
    row = {"person_id": uuid4(), "display_name_sealed": b"x", "unit_code": UNIT}
    with people.writing() as connection, pytest.raises(StatementError, match="time zone"):
        connection.execute(persons.insert(), row | {"created_at": datetime(2025, 3, 5)})  # noqa: DTZ001


def test_an_error_of_the_database_shows_no_names(people):
    row = {"person_id": uuid4(), "display_name_sealed": b"x", "unit_code": None}
    with (
        people.writing() as connection,
        pytest.raises(Exception, match="SQL parameters hidden") as no,
    ):
        connection.execute(persons.insert(), row)
    assert "display_name" in str(no.value)
    assert "[parameters" not in str(no.value)


def test_an_open_store_answers(people):
    people.ping()
    with people.reading() as connection:
        assert connection.execute(text("SELECT 41 + 1")).scalar_one() == 42


def test_a_server_that_is_away_is_a_refusal_not_a_crash():
    with socket.socket() as nobody_listens:
        nobody_listens.bind(("127.0.0.1", 0))
        port = nobody_listens.getsockname()[1]
        store = People(f"postgresql://redbee@127.0.0.1:{port}/redbee", MASTER_KEYS)
        with pytest.raises(PeopleUnavailableError):
            store.ping()
        store.close()


def end_connections(url):
    with psycopg.connect(url, autocommit=True, connect_timeout=5) as other:
        return other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE application_name = 'redbee-people'"
        ).fetchall()


def test_a_server_that_comes_back_is_used_again(postgres_url, monkeypatch):
    monkeypatch.setattr(engines, "UNASKED_S_MAX", 0.0)
    store = People(postgres_url, MASTER_KEYS)
    store.create_schema()

    assert end_connections(postgres_url) == [(True,)]
    store.ping()
    store.close()


def test_of_a_server_that_went_a_moment_ago_one_caller_hears(postgres_url, monkeypatch):
    monkeypatch.setattr(engines, "UNASKED_S_MAX", 60.0)
    store = People(postgres_url, MASTER_KEYS)
    store.create_schema()

    assert end_connections(postgres_url) == [(True,)]
    with pytest.raises(PeopleUnavailableError):
        store.ping()
    store.ping()
    store.close()


def test_a_statement_that_takes_too_long_is_given_up(postgres_url):
    store = People(postgres_url, MASTER_KEYS)
    with store.reading() as connection:
        assert connection.execute(text("SHOW statement_timeout")).scalar_one() == "5s"

    def sleep_beyond_the_limit():
        with store.reading() as connection:
            connection.execute(text("SET LOCAL statement_timeout = 20"))
            connection.execute(text("SELECT pg_sleep(60)"))

    with pytest.raises(PeopleUnavailableError):
        sleep_beyond_the_limit()
    store.close()


def test_postgres_keeps_people_in_their_own_schema(postgres_url):
    store = People(postgres_url, MASTER_KEYS)
    store.create_schema()
    with psycopg.connect(postgres_url, connect_timeout=5) as other:
        schemas = other.execute(
            "SELECT DISTINCT schemaname FROM pg_tables WHERE tablename = 'persons'"
        ).fetchall()
    store.close()

    assert schemas == [("people",)]


def test_a_role_that_may_not_create_schemas_may_use_the_one_it_was_given(postgres_url):
    role = f"clerk_{uuid4().hex[:12]}"
    with psycopg.connect(postgres_url, autocommit=True, connect_timeout=5) as owner:
        owner.execute(f"CREATE ROLE {role} LOGIN PASSWORD 'secret-of-a-test'")
        owner.execute(f"CREATE SCHEMA people AUTHORIZATION {role}")
        try:
            store = People(postgres_url, MASTER_KEYS)
            store.close()
            owner.execute(f"SET ROLE {role}")
            info = owner.info
            store = People(
                f"postgresql://{role}:secret-of-a-test@{info.host}:{info.port}/{info.dbname}",
                MASTER_KEYS,
            )
            store.create_schema()
            person_id = enrolled(store)
            assert Directory(store).find(person_id) is not None
            store.close()
        finally:
            owner.execute("RESET ROLE")
            owner.execute(f"DROP OWNED BY {role} CASCADE")
            owner.execute(f"DROP ROLE {role}")


def test_the_file_is_for_its_owner_only_and_its_folder_is_made(tmp_path):
    path: Path = tmp_path / "deep" / "people.sqlite3"
    store = People(f"sqlite:///{path}", MASTER_KEYS)
    store.create_schema()
    modes = {file.stat().st_mode & 0o777 for file in path.parent.iterdir()}
    store.close()

    assert modes == {0o600}


def test_sqlite_is_durable_patient_and_keeps_references_whole(tmp_path):
    store = People(f"sqlite:///{tmp_path / 'people.sqlite3'}", MASTER_KEYS)
    with store.reading() as connection:
        kept = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "busy_timeout", "foreign_keys", "synchronous")
        }
    store.close()

    assert kept == {
        "journal_mode": "wal",
        "busy_timeout": 5000,
        "foreign_keys": 1,
        "synchronous": 2,
    }


@pytest.mark.parametrize(
    "url", ["mysql://redbee:hush@db/redbee", "sqlite://", "sqlite:///:memory:"]
)
def test_other_addresses_are_refused_without_telling_the_password(url):
    with pytest.raises(ValueError, match="people") as refusal:
        People(url, MASTER_KEYS)
    assert "hush" not in str(refusal.value)


def test_two_imports_of_the_same_people_never_wait_for_each_other(postgres_url):
    stores = [People(postgres_url, MASTER_KEYS), People(postgres_url, MASTER_KEYS)]
    stores[0].create_schema()
    crowd = sorted((Person(uuid4(), "张三", UNIT) for _ in range(9)), key=lambda it: it.person_id)
    orders = [crowd, list(reversed(crowd))]
    with psycopg.connect(postgres_url, connect_timeout=5) as other, ThreadPoolExecutor(2) as pool:
        # Both come to a halt at the one in the middle, each with a half in hand.
        other.execute(
            "INSERT INTO people.persons"
            " (person_id, display_name_sealed, unit_code, listed, created_at)"
            " VALUES (%s, 'x', '1', false, now())",
            [crowd[4].person_id],
        )
        imports = [
            pool.submit(Directory(store).enrol, order)
            for store, order in zip(stores, orders, strict=True)
        ]
        waiting = (
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        while other.execute(waiting).fetchone() != (2,):
            other.execute("SELECT pg_stat_clear_snapshot()")
        other.rollback()
        for one in imports:
            one.result()

    assert len(Directory(stores[0]).names(it.person_id for it in crowd)) == 9
    for store in stores:
        store.close()
