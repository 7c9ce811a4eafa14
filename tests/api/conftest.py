"""Houses to ask: on SQLite, and two processes on one PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import bootstrap.rates
from api.rates import limiter
from tests.api.house import House
from tests.api.settled import house_at, house_in, settled_database, settled_files

__all__ = ["settled_database", "settled_files"]


PATIENCE_S = 60


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let counters of quotas wait: on a busy machine a late answer would be taken for none."""
    monkeypatch.setattr(limiter, "ANSWER_S_MAX", PATIENCE_S)
    monkeypatch.setattr(bootstrap.rates, "CONNECT_TIMEOUT_S", PATIENCE_S)
    monkeypatch.setattr(bootstrap.rates, "READ_TIMEOUT_S", PATIENCE_S)


@pytest.fixture
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """A settled house on SQLite."""
    house = house_in(tmp_path, request)
    yield house
    house.close()


@pytest.fixture(params=("sqlite", "postgresql"))
def house_on_both(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """A settled house, on SQLite and on PostgreSQL in turn."""
    if request.param == "sqlite":
        started = house_in(tmp_path, request)
    else:
        started = house_at(request.getfixturevalue("postgres_url"), request)
    yield started
    started.close()


@pytest.fixture(scope="module")
def quiet_house(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """A settled house that the tests of a module share; they leave no trace that matters."""
    house = house_in(tmp_path_factory.mktemp("house"), request)
    yield house
    house.close()


@pytest.fixture
def twins(request: pytest.FixtureRequest, postgres_url: str) -> Iterator[tuple[House, House]]:
    """Two processes of the service on one PostgreSQL database."""
    first = house_at(postgres_url, request)
    second = House.on_postgres(postgres_url)
    second.village, second.tokens, second.persons = first.village, first.tokens, first.persons
    yield first, second
    first.close()
    second.close()
