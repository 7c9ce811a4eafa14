"""A house for tests of jobs: a module says what time it is with a fixture `clock` of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bootstrap.container import House
from tests.support.houses import StandingClock, a_house


@pytest.fixture
def house(tmp_path: Path, clock: StandingClock) -> Iterator[House]:
    """A house on SQLite, at the time of the module's clock."""
    with a_house(tmp_path, clock) as it:
        yield it
