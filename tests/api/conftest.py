"""Houses to ask: on SQLite, and two processes on one PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.house import House


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A settled house on SQLite."""
    house = House.on_sqlite(tmp_path).settle()
    yield house
    house.close()


@pytest.fixture(params=("sqlite", "postgresql"))
def house_on_both(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """A settled house, on SQLite and on PostgreSQL in turn."""
    if request.param == "sqlite":
        started = House.on_sqlite(tmp_path)
    else:
        started = House.on_postgres(request.getfixturevalue("postgres_url"))
    yield started.settle()
    started.close()


@pytest.fixture(scope="module")
def quiet_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A settled house that the tests of a module share; they leave no trace that matters."""
    house = House.on_sqlite(tmp_path_factory.mktemp("house")).settle()
    yield house
    house.close()


@pytest.fixture
def twins(postgres_url: str) -> Iterator[tuple[House, House]]:
    """Two processes of the service on one PostgreSQL database."""
    first = House.on_postgres(postgres_url).settle()
    second = House.on_postgres(postgres_url)
    second.village, second.tokens, second.persons = first.village, first.tokens, first.persons
    yield first, second
    first.close()
    second.close()
