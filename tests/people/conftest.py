"""A real database of people, on each of the stores."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import psycopg
import pytest

from people.store import People
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


@pytest.fixture
def people(people_url: str) -> Iterator[People]:
    """An open store with its tables."""
    store = People(people_url, MASTER_KEYS)
    store.create_schema()
    yield store
    store.close()


@pytest.fixture
def elsewhere(people: People, people_url: str) -> Iterator[People]:
    """The same store, opened as by another process."""
    store = People(people_url, MASTER_KEYS)
    yield store
    store.close()
