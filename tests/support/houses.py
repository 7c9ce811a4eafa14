"""A whole house on a store of its own, at a time that the test says."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from bootstrap.background import Jobs
from bootstrap.config import Config
from bootstrap.container import House, build, prepare
from ledger.kernel.clock import Clock

BOTH_STORES = ["sqlite", "postgresql"]
"""Parameters of a fixture whose house is on each of them."""


class StandingClock:
    """Stands still until the test moves it."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """Say what time it is."""
        return self.now


@contextmanager
def a_house(folder: Path, clock: Clock, database_url: str = "") -> Iterator[House]:
    """Build a house whose files are in a folder, on SQLite if no database is named."""
    settings = {"REDBEE_DATA_DIR": str(folder)}
    if database_url:
        settings["REDBEE_DATABASE_URL"] = database_url
    config = Config.from_env(settings)
    prepare(config)
    it = build(config, clock)
    try:
        yield it
    finally:
        it.close()


def store_of(request: pytest.FixtureRequest) -> str:
    """Return the database that a parameter of `BOTH_STORES` stands for."""
    return request.getfixturevalue("postgres_url") if request.param == "postgresql" else ""


def run_jobs(house: House) -> int:
    """Let the read models catch up and the jobs do what is due; return how much that was."""
    house.runner().catch_up()
    return Jobs(house).run_due()
