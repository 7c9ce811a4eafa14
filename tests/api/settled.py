"""Houses settled once in a test process and copied: each test gets stores of its own.

Settling says fifty commands and projects them. What a copy starts from is what they left: the
files or the database, closed, and what was told about people and places.
"""

import shutil
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, fields
from pathlib import Path

import pytest

from tests.api.house import House
from tests.api.shelf import DOORS, Shelf
from tests.support import servers

LIVE = ("ledger", "read_store", "people", "keyring", "sent", "shelf")
"""What a house opens for itself; all else of it is copied."""


@dataclass(frozen=True)
class SettledHouse:
    """A house that nobody is in any more, and where its stores lie."""

    place: str
    house: House

    def moved_into(self, copy: House) -> House:
        """Tell a house on copies of the stores what the settled one knows."""
        known = {id(self.house.ledger): copy.ledger}
        for field in fields(House):
            if field.name not in LIVE:
                setattr(copy, field.name, deepcopy(getattr(self.house, field.name), known))
        copy.village = deepcopy(self.house.village, known)
        return copy


@pytest.fixture(scope="session")
def settled_files(tmp_path_factory: pytest.TempPathFactory) -> SettledHouse:
    """A settled house on SQLite, closed."""
    folder = tmp_path_factory.mktemp("settled")
    return SettledHouse(str(folder), _left(House.on_sqlite(folder)))


@pytest.fixture(scope="session")
def settled_database(postgres_server: str) -> Iterator[SettledHouse]:
    """A settled house on PostgreSQL, closed."""
    with servers.database(postgres_server) as url:
        yield SettledHouse(url, _left(House.on_postgres(url)))


def house_in(folder: Path, request: pytest.FixtureRequest, shelf: Shelf = DOORS) -> House:
    """Copy the settled house into a folder and open it."""
    settled: SettledHouse = request.getfixturevalue("settled_files")
    shutil.copytree(settled.place, folder, dirs_exist_ok=True)
    return settled.moved_into(House.on_sqlite(folder, shelf))


def house_at(url: str, request: pytest.FixtureRequest) -> House:
    """Copy the settled house over the database at an address and open it."""
    settled: SettledHouse = request.getfixturevalue("settled_database")
    servers.refill(request.getfixturevalue("postgres_server"), url, settled.place)
    return settled.moved_into(House.on_postgres(url, DOORS))


def _left(house: House) -> House:
    """Settle a house and leave it."""
    house.settle()
    house.close()
    return house
