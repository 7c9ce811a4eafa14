"""A real database of people, on each of the stores."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import psycopg
import pytest

from people.store import People
from tests.support import servers
from tests.support.vault import MASTER_KEYS

STORES = ("sqlite", "postgresql")
NOW = datetime(2025, 3, 5, 1, 0, tzinfo=UTC)


@pytest.fixture(params=STORES)
def people_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Address of an empty store."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'people.sqlite3'}"
    url = cast("str", request.getfixturevalue("postgres_module_url"))
    with psycopg.connect(url, autocommit=True, connect_timeout=5) as connection:
        connection.execute("DROP SCHEMA IF EXISTS people CASCADE")
    return url


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the tables of people, to be copied."""
    path = tmp_path_factory.mktemp("people") / "empty.sqlite3"
    _create(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def empty_database(postgres_server: str) -> Iterator[str]:
    """Address of a database with the tables of people, to be copied."""
    with servers.database(postgres_server) as url:
        _create(url)
        yield url


@pytest.fixture
def people(people_url: str, request: pytest.FixtureRequest) -> Iterator[People]:
    """An open store with its tables: those of a store just made, copied."""
    if people_url.startswith("sqlite:"):
        model = request.getfixturevalue("empty_file")
        shutil.copy(model, people_url.removeprefix("sqlite:///"))
    else:
        base = request.getfixturevalue("postgres_server")
        servers.refill(base, people_url, request.getfixturevalue("empty_database"))
    store = People(people_url, MASTER_KEYS)
    yield store
    store.close()


@pytest.fixture
def elsewhere(people: People, people_url: str) -> Iterator[People]:
    """The same store, opened as by another process."""
    store = People(people_url, MASTER_KEYS)
    yield store
    store.close()


def _create(url: str) -> None:
    store = People(url, MASTER_KEYS)
    store.create_schema()
    store.close()
