"""Databases from before the vault, with names in plain, are brought over."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Column, MetaData, String, Table, Uuid, create_engine, inspect, text
from sqlalchemy.engine import make_url

from people.batches import BATCH_MAX
from people.directory import Directory, Person
from people.schema import UtcDateTime, access_tokens
from people.store import People
from people.upgrade import Upgrade
from tests.people.builders import UNIT
from tests.people.conftest import NOW
from tests.people.files import found_on_disk, in_tables_of_postgres
from tests.support.vault import MASTER_KEYS

OLD_SQLITE = """
CREATE TABLE persons (
    person_id CHAR(32) NOT NULL, display_name VARCHAR(50) NOT NULL,
    unit_code VARCHAR(32) NOT NULL, listed BOOLEAN NOT NULL, created_at DATETIME NOT NULL,
    PRIMARY KEY (person_id));
CREATE TABLE access_tokens (
    token_id CHAR(32) NOT NULL, token_hash BLOB NOT NULL, kind VARCHAR(16) NOT NULL,
    person_id CHAR(32), role VARCHAR(32) NOT NULL, unit_code VARCHAR(32) NOT NULL,
    place_id CHAR(32), label VARCHAR(100) NOT NULL, created_at DATETIME NOT NULL,
    expires_at DATETIME NOT NULL, revoked_at DATETIME,
    PRIMARY KEY (token_id), UNIQUE (token_hash),
    FOREIGN KEY(person_id) REFERENCES persons (person_id) ON DELETE CASCADE)
"""
OLD_POSTGRES = """
CREATE SCHEMA people;
CREATE TABLE people.persons (
    person_id UUID NOT NULL, display_name VARCHAR(50) NOT NULL,
    unit_code VARCHAR(32) NOT NULL, listed BOOLEAN NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (person_id));
CREATE TABLE people.access_tokens (
    token_id UUID NOT NULL, token_hash BYTEA NOT NULL, kind VARCHAR(16) NOT NULL,
    person_id UUID, role VARCHAR(32) NOT NULL, unit_code VARCHAR(32) NOT NULL,
    place_id UUID, label VARCHAR(100) NOT NULL, created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL, revoked_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (token_id), UNIQUE (token_hash),
    FOREIGN KEY(person_id) REFERENCES people.persons (person_id) ON DELETE CASCADE)
"""
PLANTED = "斯琴高娃"


@pytest.fixture
def names() -> dict[UUID, str]:
    """Who was enrolled before the vault: more than a batch."""
    return {uuid4(): f"{PLANTED}{number}" for number in range(BATCH_MAX + 7)}


@pytest.fixture
def old(people_url: str, names: dict[UUID, str]) -> Iterator[People]:
    """A store whose tables and rows were written as the previous version did."""
    url = make_url(people_url)
    is_postgres = url.get_backend_name() == "postgresql"
    engine = create_engine(url.set(drivername="postgresql+psycopg") if is_postgres else url)
    table = Table(
        "persons",
        MetaData(schema="people" if is_postgres else None),
        Column("person_id", Uuid),
        Column("display_name", String),
        Column("unit_code", String),
        Column("listed"),
        Column("created_at", UtcDateTime),
    )
    rest = {"unit_code": UNIT, "listed": True, "created_at": NOW}
    rows = [{"person_id": key, "display_name": name} | rest for key, name in names.items()]
    with engine.begin() as connection:
        for statement in (OLD_POSTGRES if is_postgres else OLD_SQLITE).split(";"):
            connection.execute(text(statement))
        connection.execute(table.insert(), rows)
    engine.dispose()
    store = People(people_url, MASTER_KEYS)
    yield store
    store.close()


def test_everybody_is_there_afterwards_and_no_name_in_plain(old, people_url, names):
    _issue_token_labelled(old, names)
    planted = [PLANTED.encode()]
    assert found_on_disk(people_url, planted) == planted

    old.create_schema()

    directory = Directory(old)
    assert directory.names(names) == names
    first = next(iter(names))
    assert directory.find(first) == Person(first, names[first], UNIT, listed=True)
    assert _plain_in_tables(old, people_url) == []


def test_the_tables_are_then_those_of_a_new_database(old, people_url, names):
    old.create_schema()
    old.create_schema()

    schema = "people" if people_url.startswith("postgresql") else None
    with old.reading() as connection:
        there = inspect(connection).get_columns("persons", schema=schema)
        indexes = {it["name"] for it in inspect(connection).get_indexes("persons", schema=schema)}
    assert "display_name" not in {it["name"] for it in there}
    assert indexes == {"ix_persons_phone_hash", "ix_persons_id_number_hash"}
    newcomer = Person(uuid4(), "张三", UNIT, phone="13800001234")
    Directory(old).enrol([newcomer])
    assert Directory(old).find_by_phone("13800001234") == [newcomer.person_id]


def test_an_interrupted_upgrade_goes_on_where_it_stopped(old, people_url, names, monkeypatch):
    whole = Upgrade.seal_batch
    calls = []

    def one_batch_then_no_power(self, connection):
        calls.append(connection)
        if len(calls) == 2:
            raise KeyError
        return whole(self, connection)

    monkeypatch.setattr(Upgrade, "seal_batch", one_batch_then_no_power)
    with pytest.raises(KeyError):
        old.create_schema()
    monkeypatch.undo()

    old.create_schema()

    assert Directory(old).names(names) == names
    assert _plain_in_tables(old, people_url) == []


def test_an_upgrade_interrupted_before_the_old_pages_are_gone_does_that_too(
    old, people_url, names, monkeypatch
):
    def no_power(self, connection):
        raise KeyError

    monkeypatch.setattr(Upgrade, "finish", no_power)
    with pytest.raises(KeyError):
        old.create_schema()
    monkeypatch.undo()

    old.create_schema()

    assert Directory(old).names(names) == names
    assert _plain_in_tables(old, people_url) == []


def test_two_processes_may_upgrade_at_once(old, people_url, names):
    other = People(people_url, MASTER_KEYS)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(People.create_schema, [old, other]))

    assert Directory(other).names(names) == names
    other.close()


def test_tokens_still_go_with_the_person_they_name(old, people_url, names):
    old.create_schema()
    person_id = _issue_token_labelled(old, names)

    assert Directory(old).erase(person_id)

    with old.reading() as connection:
        assert connection.execute(access_tokens.select()).all() == []


def _issue_token_labelled(store: People, names: dict[UUID, str]) -> UUID:
    """Issue a token as `redbee token issue` did: with the name as its label."""
    person_id = next(iter(names))
    row = {"token_id": uuid4(), "token_hash": bytes(32), "kind": "session", "role": "rider"}
    row |= {"person_id": person_id, "unit_code": UNIT, "label": names[person_id]}
    with store.writing() as connection:
        connection.execute(access_tokens.insert(), row | {"created_at": NOW, "expires_at": NOW})
    return person_id


def _plain_in_tables(store: People, url: str) -> list[bytes]:
    """SQLite's files are clean whole; PostgreSQL's log turns over on the server's terms."""
    store.drop_traces()
    if url.startswith("sqlite"):
        return found_on_disk(url, [PLANTED.encode()])
    return in_tables_of_postgres(url, [PLANTED.encode()])
