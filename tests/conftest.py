"""Fixtures for every test: real servers and a real browser. What is missing fails, never skips."""

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import settings

from tests.support import binaries, memory, servers
from tests.support.processes import ServerStartError

# The same examples for everybody, so that a change is judged by what it changed; `make explore`
# looks for new ones. Loaded before the tests, whose own settings build on it.
settings.register_profile("same", derandomize=True, print_blob=True)
settings.register_profile("explore", derandomize=False, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


def pytest_configure(config: pytest.Config) -> None:
    """Keep temporary files in memory, if there is room for those of every worker."""
    memory.use_memory(workers=config.getoption("numprocesses", None) or 1)


def pytest_collection_finish() -> None:
    """Look no more for garbage in what was imported: a third of a house's building time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Address of a PostgreSQL server's maintenance database; make your own with `database`."""
    with _or_fail(), servers.postgres() as base:
        yield base


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """Address of a fresh, empty PostgreSQL database, dropped after the test."""
    with servers.database(postgres_server) as url:
        yield url


@pytest.fixture(scope="module")
def postgres_module_url(postgres_server: str) -> Iterator[str]:
    """Address of a PostgreSQL database that the tests of one module share."""
    with servers.database(postgres_server) as url:
        yield url


@pytest.fixture(scope="session")
def redis_server() -> Iterator[str]:
    """Address of a Redis database that may be emptied."""
    with _or_fail(), servers.redis() as url:
        yield url


@pytest.fixture
def redis_url(redis_server: str) -> Iterator[str]:
    """Address of a Redis database that is empty when the test starts, and ours alone."""
    with servers.redis_alone():
        servers.empty_redis(redis_server)
        yield redis_server


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of a Chromium that playwright can drive (`executable_path`)."""
    with _or_fail():
        return str(binaries.chromium())


@contextmanager
def _or_fail() -> Iterator[None]:
    """Turn what this machine lacks into a failure with one clear sentence."""
    try:
        yield
    except (binaries.MissingProgramError, ServerStartError) as missing:
        pytest.fail(str(missing), pytrace=False)
